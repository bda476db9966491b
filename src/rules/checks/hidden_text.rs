//! Characters and links that do something else than what the reader sees.

use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::Findings;
use crate::fix::unseen::Prose;
use crate::fix::{Edit, Fix};
use crate::markdown::{BlockKind, InlineKind, Span};
use crate::rules::Context;
use crate::words;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    characters(cx, out);
    links(cx, out);
}

/// One finding a line, at its first hidden character.
fn characters(cx: &Context, out: &mut Findings) {
    let text = cx.doc().text();
    let mut prose: Option<Prose> = None;
    let mut line = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
        let Some(what) = hidden(text, at, c) else {
            continue;
        };
        let prose = prose.get_or_insert_with(|| Prose::new(cx.doc()));
        let deletion = prose.deletion(at, c);
        let this = cx.doc().line(at);
        if this != line {
            let span = Span::new(at, at + c.len_utf8());
            let subject = cx.doc().source(cx.doc().lines().span(this));
            out.report(
                span,
                format!("a hidden character: U+{:04X}, {what}", u32::from(c)),
            )
            .help("delete it; an editor that shows code points helps to find it")
            .subject(subject)
            .fix(deletion.map(|edit| Fix::new("deletes it", vec![edit])));
        } else if let Some(finding) = out.list.last_mut() {
            with_another(&mut finding.fixes, deletion);
        }
        line = this;
    }
}

/// A line is mended when all that is hidden in it can go.
fn with_another(fixes: &mut Vec<Fix>, deletion: Option<Edit>) {
    match (fixes.first_mut(), deletion) {
        (Some(fix), Some(edit)) => {
            fix.does = "deletes all in this line".to_owned();
            fix.edits.push(edit);
        }
        _ => fixes.clear(),
    }
}

/// What a hidden character does; none for those that are seen, or needed where they stand.
fn hidden(text: &str, at: usize, c: char) -> Option<&'static str> {
    let before = || text.get(..at).and_then(|before| before.chars().next_back());
    let after = || {
        text.get(at + c.len_utf8()..)
            .and_then(|after| after.chars().next())
    };
    let either = |is: fn(char) -> bool| before().is_some_and(is) || after().is_some_and(is);
    match c {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some("which turns the direction of writing")
        }
        '\u{200c}' | '\u{200d}' if either(is_joined) => None,
        '\u{200c}' | '\u{200d}' => Some("a joiner without width"),
        '\u{200b}' if either(is_unspaced) => None,
        '\u{200b}' => Some("a blank without width"),
        '\u{2060}' => Some("a joiner without width"),
        '\u{feff}' if at > 0 => Some("a byte order mark within the text"),
        '\u{e0000}'..='\u{e007f}' if before().is_some_and(|c| c == '\u{1f3f4}' || is_tag(c)) => {
            None
        }
        c if is_tag(c) => Some("a tag character"),
        _ => None,
    }
}

fn is_tag(c: char) -> bool {
    ('\u{e0000}'..='\u{e007f}').contains(&c)
}

/// Scripts that are written with joiners, and emoji that are made of several.
fn is_joined(c: char) -> bool {
    matches!(u32::from(c),
        0x0590..=0x08ff | 0x0900..=0x0dff | 0x0f00..=0x109f | 0x1780..=0x18af | 0xa800..=0xabff | 0xfb1d..=0xfdff
        | 0xfe70..=0xfefc | 0x203c..=0x3299 | 0xfe0f | 0x1f000..=0x1faff)
}

/// Scripts without blanks between words, where one without width tells where a line may break.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3000..=0x9fff)
}

fn links(cx: &Context, out: &mut Findings) {
    let doc = cx.doc();
    let mut report = |span: Span| {
        out.report(span, "a link that runs a script")
            .help("link to a page, or write down what the script shows");
    };
    for inline in doc
        .inlines()
        .iter()
        .filter(|inline| inline.is_link() || inline.kind == InlineKind::Image)
    {
        if is_script(&inline.target) {
            report(inline.span);
        }
    }
    let html = doc
        .inlines()
        .iter()
        .filter(|inline| inline.kind == InlineKind::Html)
        .map(|inline| inline.span);
    let blocks = doc
        .blocks()
        .filter(|(_, block)| block.kind == BlockKind::Html)
        .map(|(_, block)| block.span);
    for span in html.chain(blocks) {
        for found in ATTRIBUTE.captures_iter(doc.source(span)) {
            let Some(value) = found.get(1) else { continue };
            if is_script(&decoded(value.as_str())) {
                report(Span::new(
                    span.start + value.start(),
                    span.start + value.end(),
                ));
            }
        }
    }
}

/// The value of an attribute that leads somewhere.
static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r#"\b(?:href|src|action|formaction|xlink:href|data)\s*=\s*["']?([^"'>]+)"#;
    words::regex(pattern).unwrap_or_else(|error| unreachable!("a pattern of ours: {error}"))
});

/// Browsers ignore blanks and controls inside the scheme.
fn is_script(target: &str) -> bool {
    let scheme = target
        .chars()
        .take(200)
        .filter(|c| !c.is_whitespace() && !c.is_control());
    let scheme: String = scheme
        .take("javascript:".len())
        .flat_map(char::to_lowercase)
        .collect();
    scheme == "javascript:" || scheme.starts_with("vbscript:")
}

/// With character references resolved, as far as a scheme may be hidden in them.
fn decoded(value: &str) -> String {
    let mut text = String::new();
    let mut rest = value;
    while let Some((before, reference)) = rest.split_once('&') {
        text.push_str(before);
        let (name, after) = reference.split_once(';').unwrap_or((reference, ""));
        let code = match name.strip_prefix(['#']) {
            Some(number) => match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => number.parse().ok(),
            },
            None => None,
        };
        match (code.and_then(char::from_u32), name) {
            (Some(c), _) => text.push(c),
            (None, "colon") => text.push(':'),
            (None, "Tab" | "NewLine") => {}
            (None, _) => text.push('&'),
        }
        rest = after;
    }
    text + rest
}
