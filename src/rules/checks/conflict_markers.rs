//! Lines that Git leaves where two people edited the same place.

use crate::diagnostic::Findings;
use crate::markdown::{BlockKind, Document, Span};
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let doc = cx.doc();
    let text = doc.text();
    if !text.contains("<<<<<<< ") && !text.contains(">>>>>>> ") {
        return;
    }
    let fences = fences(doc);
    let mut open = false;
    let mut parted = false;
    for number in 1..=doc.lines().count() {
        let span = doc.lines().span(number);
        let line = doc.source(span).trim_end_matches(['\n', '\r']);
        let sign = matches!(line.as_bytes().first(), Some(b'<' | b'=' | b'>'));
        if !sign || is_fenced(&fences, span) {
            continue;
        }
        if is_marker(line, "<<<<<<<") {
            (open, parted) = (true, false);
            report(out, span, line);
        } else if line == "=======" {
            parted = true;
        } else if is_marker(line, ">>>>>>>") {
            if parted && !open {
                report(out, span, line);
            }
            (open, parted) = (false, false);
        }
    }
}

fn report(out: &mut Findings, line_span: Span, line: &str) {
    let span = Span::new(line_span.start, line_span.start + line.len());
    out.report(
        span,
        format!("a merge conflict is left unresolved: `{line}`"),
    )
    .help("keep what is true of both sides, and delete the three marker lines");
}

/// Exactly seven of the sign at the very start, a blank and a label.
fn is_marker(line: &str, sign: &str) -> bool {
    let label = line
        .strip_prefix(sign)
        .and_then(|rest| rest.strip_prefix(' '));
    label.is_some_and(|label| !label.trim().is_empty())
}

/// The blocks of code: a conflict inside a fence may be the evidence of the incident.
fn fences(doc: &Document) -> Vec<Span> {
    let code = doc
        .blocks()
        .filter(|(_, block)| block.kind == BlockKind::Code);
    code.map(|(_, block)| block.span).collect()
}

fn is_fenced(fences: &[Span], line: Span) -> bool {
    let after = fences.partition_point(|fence| fence.start <= line.start);
    let last = after.checked_sub(1).and_then(|last| fences.get(last));
    last.is_some_and(|fence| fence.covers(line.start))
}
