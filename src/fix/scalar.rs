//! Keys and values of the front matter: only their own bytes change; quotes, comments and line ends stay.

use super::Edit;
use crate::markdown::{Document, Fact, FrontData, FrontKind, FrontValue, Span};
use crate::postmortem::schema;
use crate::template::yaml;

/// Puts `text` in place of a value on one line, in its quotes where it has some. None where its bytes are more than the
/// value: escapes, several lines, an alias.
pub(crate) fn replace(doc: &Document, value: &FrontValue, text: &str) -> Option<Edit> {
    with(doc, value, text, yaml(text))
}

/// The same for a number, which is one to YAML, too.
pub(crate) fn number(doc: &Document, value: &FrontValue, text: &str) -> Option<Edit> {
    with(doc, value, text, text.to_owned())
}

/// `bare` is the text as it stands without quotes.
fn with(doc: &Document, value: &FrontValue, text: &str, bare: String) -> Option<Edit> {
    let FrontData::Scalar(old, _) = &value.data else {
        return None;
    };
    let source = doc.source(value.span);
    let is_yaml = doc.front_block()?.kind == FrontKind::Yaml;
    if source == old && is_yaml {
        return Some(Edit::new(value.span, bare));
    }
    let quote = source.chars().next().filter(|c| "\"'".contains(*c))?;
    let inner = source.strip_prefix(quote)?.strip_suffix(quote)?;
    let is_plain = !text.contains(['"', '\'', '\\']) && !text.contains(char::is_control);
    let span = Span::new(value.span.start + 1, value.span.start + 1 + inner.len());
    (inner == old && is_plain).then(|| Edit::new(span, text))
}

/// Puts another name in place of a key that stands without quotes.
pub(crate) fn rename(doc: &Document, key: &Fact<String>, name: &str) -> Option<Edit> {
    (doc.source(key.span) == key.value).then(|| Edit::new(key.span, name))
}

/// The facts that a key states, as `whys inspect` names them.
pub(crate) fn facts(key: &str) -> Vec<String> {
    let one = |fact: &str| vec![fact.to_owned()];
    match key {
        "started" | "detected" | "mitigated" | "resolved" => {
            let milestone = format!("milestones/{key}");
            vec![milestone, "date".to_owned(), "duration_minutes".to_owned()]
        }
        "author" | "moderator" | "bar_raiser" | "incident_lead" => one(&format!("people/{key}")),
        "detected_by" => one("detection"),
        "causes" => one("cause_categories"),
        key if schema::find(schema::IMPACT, key).is_some() => one("impact"),
        key => one(key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix::apply;

    /// The document with `SEV2` as the value of its first key.
    fn replaced(text: &str) -> Option<String> {
        let doc = Document::parse(text.to_owned());
        let keys = doc.front_matter().keys;
        let (_, value) = keys.first()?;
        apply(text, [&replace(&doc, value, "SEV2")?])
    }

    #[test]
    fn only_the_bytes_of_the_value_change() {
        for (before, after) in [
            ("---\nk: sev 2 # x\n---\n", "---\nk: SEV2 # x\n---\n"),
            (
                "---\r\nk:   'sev 2'\r\n---\r\n",
                "---\r\nk:   'SEV2'\r\n---\r\n",
            ),
            (
                "\u{feff}---\nk: \"sev 2\"\n---",
                "\u{feff}---\nk: \"SEV2\"\n---",
            ),
            (
                "---\n{k: sev 2, b: x}\n---\n",
                "---\n{k: SEV2, b: x}\n---\n",
            ),
            ("---\nk: &s sev 2\n---\n", "---\nk: &s SEV2\n---\n"),
            ("+++\nk = \"sev 2\"\n+++\n", "+++\nk = \"SEV2\"\n+++\n"),
        ] {
            assert_eq!(replaced(before).as_deref(), Some(after), "{before}");
        }
    }

    #[test]
    fn values_that_are_more_than_their_text_stay() {
        for text in [
            "---\nk: |\n  sev 2\n---\n",
            "---\nk: sev\n  2\n---\n",
            "---\nk: \"sev\\x202\"\n---\n",
            "---\nk: [sev 2]\n---\n",
            "+++\nk = 2026-03-14\n+++\n",
            "+++\nk = \"\"\"sev 2\"\"\"\n+++\n",
        ] {
            assert_eq!(replaced(text), None, "{text}");
        }
    }
}
