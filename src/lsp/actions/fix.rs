//! Mending, one finding or all, with the proof that `whys lint --fix` asks for.

use gen_lsp_types::{TextEdit, WorkspaceEdit};
use imara_diff::{Algorithm, Diff, InternedInput};

use super::write;
use crate::fix::{self, Fix};
use crate::lsp::view::View;
use crate::markdown::Span;

/// Whether there is something to mend.
pub(super) fn is_any(view: &View<'_>) -> bool {
    super::all_fixes(view).next().is_some()
}

/// One fix; none where it would change something else.
pub(super) fn one(
    view: &View<'_>,
    rule: &str,
    is_reported: bool,
    fix: &Fix,
) -> Option<WorkspaceEdit> {
    let judge = view.judged.judge.as_ref()?;
    let options = &view.judged.options;
    let is_safe = fix::is_harmless(
        view.text(),
        options,
        &judge.linter,
        judge.against(),
        rule,
        is_reported,
        fix,
    );
    let edits = fix
        .edits
        .iter()
        .map(|edit| view.edit(edit.span, edit.text.as_str()));
    is_safe.then(|| write::edits(view, edits.collect()))
}

/// All that is safe; none where that is nothing.
pub(super) fn all(view: &View<'_>) -> Option<WorkspaceEdit> {
    let judge = view.judged.judge.as_ref()?;
    let text = view.text();
    let mended = fix::mend(
        text.to_owned(),
        &view.judged.options,
        &judge.linter,
        judge.against(),
    );
    let edits = differences(view, text, &mended.text);
    (!edits.is_empty()).then(|| write::edits(view, edits))
}

/// What makes one text the other, in lines, so that the cursor stays where it is.
fn differences(view: &View<'_>, before: &str, after: &str) -> Vec<TextEdit> {
    let input = InternedInput::new(before, after);
    let diff = Diff::compute(Algorithm::Histogram, &input);
    let (old, new) = (starts(before), starts(after));
    let at = |starts: &[usize], line: u32| starts.get(line as usize).copied().unwrap_or_default();
    let edits = diff.hunks().map(|hunk| {
        let span = Span::new(at(&old, hunk.before.start), at(&old, hunk.before.end));
        let text = after.get(at(&new, hunk.after.start)..at(&new, hunk.after.end));
        view.edit(span, text.unwrap_or_default())
    });
    edits.collect()
}

/// Where the lines of a text begin, and where it ends.
fn starts(text: &str) -> Vec<usize> {
    let mut starts = vec![0];
    let lines = text.split_inclusive('\n');
    starts.extend(lines.scan(0, |at, line| {
        *at += line.len();
        Some(*at)
    }));
    starts
}
