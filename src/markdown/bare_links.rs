//! URLs written bare in the text: CommonMark sees only words there, readers see links.

use super::{Inline, InlineKind, Span};

/// The bare URLs of `plain[leaf]`, except inside code or another link.
pub(super) fn find(plain: &str, leaf: Span, known: &[Inline]) -> Vec<(Span, Box<str>)> {
    let text = plain.get(leaf.start..leaf.end).unwrap_or_default();
    memchr::memmem::find_iter(text.as_bytes(), b"://")
        .filter_map(|at| url(text, at))
        .map(|url| (Span::new(leaf.start + url.start, leaf.start + url.end), url))
        .filter(|(place, _)| !known.iter().any(|i| hides(i, *place)))
        .map(|(place, url)| (place, text[url.start..url.end].into()))
        .collect()
}

fn hides(inline: &Inline, place: Span) -> bool {
    matches!(inline.kind, InlineKind::Code | InlineKind::Link) && inline.plain.covers(place.start)
}

/// The URL around the `://` at `at`.
fn url(text: &str, at: usize) -> Option<Span> {
    let start = ["https", "http"]
        .iter()
        .find_map(|s| text[..at].ends_with(s).then(|| at - s.len()))?;
    let rest = &text[at..];
    let stop = rest
        .find(|c: char| c.is_whitespace() || "<>\"`|\0".contains(c))
        .unwrap_or(rest.len());
    let url = trim_end(&text[start..at + stop]);
    (url.len() > at - start + 3).then(|| Span::new(start, start + url.len()))
}

/// Without the punctuation of the sentence around it; a closing bracket stays when it was opened inside.
fn trim_end(mut url: &str) -> &str {
    loop {
        let cut = match url.chars().next_back() {
            Some(c @ ('.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_')) => c.len_utf8(),
            Some(')') if !url.contains('(') => 1,
            Some(']') if !url.contains('[') => 1,
            _ => return url,
        };
        url = &url[..url.len() - cut];
    }
}
