//! Tags of HTML in a Markdown file.

/// A tag with more attributes is none, and no name or bare value is longer, in bytes: whatever stands open is not read to the
/// end of the file for each of its signs. A quoted value may be a whole picture.
const MOST: usize = 64;
const LONGEST: usize = 1 << 10;

/// An HTML tag.
pub(crate) struct Tag<'s> {
    /// In lower case.
    pub(crate) name: String,
    /// Whether it ends an element.
    pub(crate) closes: bool,
    attributes: Vec<(String, &'s str)>,
    /// How many bytes it has.
    pub(crate) len: usize,
}

impl<'s> Tag<'s> {
    /// The tag at the start of `source`.
    pub(crate) fn read(source: &'s str) -> Option<Self> {
        let inner = source.strip_prefix('<')?;
        let closes = inner.starts_with('/');
        let inner = inner.strip_prefix('/').unwrap_or(inner);
        let end = inner
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(inner.len());
        if end > LONGEST {
            return None;
        }
        let name = inner.get(..end)?.to_ascii_lowercase();
        if name.is_empty() {
            return None;
        }
        let mut tag = Tag {
            name,
            closes,
            attributes: Vec::new(),
            len: 0,
        };
        let mut rest = inner.get(end..)?;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if let Some(after) = rest.strip_prefix('>') {
                tag.len = source.len() - after.len();
                return Some(tag);
            }
            if tag.attributes.len() == MOST {
                return None;
            }
            let (key, value, after) = attribute(rest)?;
            tag.attributes.push((key.to_ascii_lowercase(), value));
            rest = after;
        }
    }

    /// The value of an attribute, as it is written.
    pub(crate) fn get(&self, key: &str) -> Option<&'s str> {
        let found = self.attributes.iter().find(|(k, _)| k == key);
        found.map(|(_, value)| *value)
    }
}

/// The attribute at the start of `source`: key, value, what follows.
fn attribute(source: &str) -> Option<(&str, &str, &str)> {
    let end = near(source).find(|c: char| c.is_whitespace() || "=>/".contains(c))?;
    let (key, after) = source.split_at_checked(end.max(1))?;
    let Some(value) = after.trim_start().strip_prefix('=') else {
        return Some((key, "", after));
    };
    let value = value.trim_start();
    if let Some(quote) = value.chars().next().filter(|c| "\"'".contains(*c)) {
        let inner = value.get(1..)?;
        let close = inner.find(quote)?;
        return Some((key, inner.get(..close)?, inner.get(close + 1..)?));
    }
    let end = near(value).find(|c: char| c.is_whitespace() || c == '>')?;
    Some((key, value.get(..end)?, value.get(end..)?))
}

/// The beginning of a text, as far as a name or a bare value reaches.
fn near(text: &str) -> &str {
    let end = (0..=LONGEST.min(text.len())).rev();
    let end = end.into_iter().find(|&end| text.is_char_boundary(end));
    text.get(..end.unwrap_or_default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_value_may_be_long_and_names_may_not() {
        let picture = "x".repeat(LONGEST * 100);
        let text = format!("<IMG width=3 src='{picture}' />behind");
        let tag = Tag::read(&text).expect("a tag");
        assert_eq!((tag.name.as_str(), tag.closes), ("img", false));
        assert_eq!(tag.get("src").map(str::len), Some(picture.len()));
        assert_eq!(text.get(tag.len..), Some("behind"));
        assert!(Tag::read(&format!("<a {picture}>")).is_none());
        assert!(Tag::read(&format!("<a {}>", "b ".repeat(MOST + 1))).is_none());
    }

    #[test]
    fn what_is_no_tag() {
        for text in ["a", "<", "< b>", "<a", "<a b=\"c>", "<!-- c -->"] {
            assert!(Tag::read(text).is_none(), "{text}");
        }
        assert!(Tag::read("</td>").is_some_and(|tag| tag.closes));
    }
}
