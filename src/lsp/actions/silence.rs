//! A silencer in the right place, with the reason left open: without one it silences nothing, and is reported itself.

use gen_lsp_types::WorkspaceEdit;

use super::write;
use crate::lsp::document::Found;
use crate::lsp::view::View;
use crate::markdown::{BlockKind, Span, end_of_line};

/// A place for a silencer, and how it is written there.
struct Place {
    at: usize,
    before: String,
    behind: String,
}

/// Puts in a silencer that is known to work: with a reason in it, the document has one finding less of the rule.
pub(super) fn edit(view: &View<'_>, found: &Found, whole: bool) -> Option<WorkspaceEdit> {
    let places = match whole {
        true => vec![on_top(view, found)],
        false => here(view, found),
    };
    let place = places.into_iter().find(|place| works(view, found, place))?;
    Some(write::open(view, place.at, &place.before, &place.behind))
}

/// Whether the finding is gone when a reason stands there, and nothing new is found.
fn works(view: &View<'_>, found: &Found, place: &Place) -> bool {
    let Some(judge) = &view.judged.judge else {
        return false;
    };
    let Some((head, tail)) = view.text().split_at_checked(place.at) else {
        return false;
    };
    let text = format!("{head}{}r{}{tail}", place.before, place.behind);
    let post = crate::read(text, &view.judged.options);
    let verdict = judge.linter.lint_against(&post, judge.against());
    let after = verdict
        .diagnostics
        .iter()
        .map(|one| (one.rule.id.as_ref(), one.members.len().max(1)));
    let count = |rule: &str| {
        after
            .clone()
            .filter(|(id, _)| *id == rule)
            .map(|(_, n)| n)
            .sum::<usize>()
    };
    let before = |rule: &str| {
        let of_rule = view.judged.findings.iter().filter(|one| one.rule == rule);
        of_rule.map(|one| one.fingerprints.len()).sum::<usize>()
    };
    count(&found.rule) < before(&found.rule)
        && after.clone().all(|(rule, _)| count(rule) <= before(rule))
}

/// Where a silencer of the place itself may stand, the best first.
fn here(view: &View<'_>, found: &Found) -> Vec<Place> {
    let doc = &view.judged.post.doc;
    let line = view.document.text.line(found.span.start);
    if let Some(front) = doc.front_block().filter(|front| front.span.contains(line)) {
        return vec![in_front(view, found, front.content)];
    }
    let ended = line.start + doc.source(line).trim_end().len();
    let (open, close) = marks(view);
    let at_end = Place {
        at: ended,
        before: format!(" {open} whys: allow {}: ", found.rule),
        behind: format!(" {close}"),
    };
    // Within code a comment is code: it stands above the block then.
    let around = doc
        .blocks()
        .filter(|(_, block)| block.span.covers(found.span.start));
    let block = around
        .filter(|(_, block)| block.kind != BlockKind::Row(true))
        .map(|(_, block)| block.span);
    let outermost = block.min_by_key(|span| span.start).unwrap_or(line);
    let above = Place {
        at: view.document.text.line(outermost.start).start,
        before: format!("{open} whys: allow {}: ", found.rule),
        behind: format!(" {close}{}", end_of_line(view.text())),
    };
    vec![at_end, above]
}

/// Above the key that the finding is about.
fn in_front(view: &View<'_>, found: &Found, content: Span) -> Place {
    let text = view.text();
    let mut line = view.document.text.line(found.span.start);
    let is_key = |line: Span| {
        text.get(line.start..line.end).is_some_and(|line| {
            line.starts_with(|c: char| c.is_alphanumeric() || "\"'_[".contains(c))
        })
    };
    while !is_key(line) && line.start > content.start {
        line = view.document.text.line(line.start - 1);
    }
    Place {
        at: line.start,
        before: format!("# whys: allow {}: ", found.rule),
        behind: end_of_line(view.text()).to_owned(),
    }
}

/// Before the first heading.
fn on_top(view: &View<'_>, found: &Found) -> Place {
    let doc = &view.judged.post.doc;
    let text = view.text();
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let front = doc.front_block().map_or(start, |front| front.span.end);
    // The line behind the one that closes the front matter.
    let closing = text.get(front..).unwrap_or_default();
    let at = match front == start || closing.is_empty() {
        true => front,
        false => front + closing.find('\n').map_or(closing.len(), |end| end + 1),
    };
    let (open, close) = marks(view);
    let begins_line = at == start || text.get(..at).is_some_and(|text| text.ends_with('\n'));
    Place {
        at,
        before: format!(
            "{}{open} whys: allow-file {}: ",
            if begins_line {
                ""
            } else {
                end_of_line(view.text())
            },
            found.rule
        ),
        behind: format!(" {close}{}", end_of_line(view.text())),
    }
}

/// The marks of a comment.
fn marks(view: &View<'_>) -> (&'static str, &'static str) {
    match view.judged.post.path.to_ascii_lowercase().ends_with(".mdx") {
        true => ("{/*", "*/}"),
        false => ("<!--", "-->"),
    }
}
