//! Front matter that does not parse.

use crate::diagnostic::Findings;
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let Some(error) = &cx.post.metadata.error else {
        return;
    };
    let line = cx
        .doc()
        .source(cx.doc().lines().span(cx.doc().line(error.span.start)));
    out.report(
        error.span,
        format!("the front matter does not parse: {}", error.message),
    )
    .help(help(&error.message, line))
    .subject(line);
}

/// The usual reasons, by the line of the fault.
fn help(message: &str, line: &str) -> &'static str {
    let value = line
        .split_once(':')
        .map(|(_, value)| value.trim())
        .unwrap_or_default();
    match value.chars().next() {
        _ if message.contains("twice") => "delete one of the two",
        Some('@' | '`' | '%' | '*' | '{' | '[' | '&' | '!') => "put the value into quotation marks",
        _ if value.contains(": ") => {
            "put a value that holds a colon and a blank into quotation marks"
        }
        _ if line.starts_with('\t') => "indent with blanks: YAML takes no tabs",
        _ => "correct this line, or the one above it; `whys inspect` shows what is read",
    }
}
