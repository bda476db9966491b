//! The actions as whys reads them, each with what is weak about it.

use crate::linter::Verdict;
use crate::markdown::Span;
use crate::postmortem::{Action, PostMortem};
use crate::rules::Group;

/// One action.
#[derive(Clone, Debug)]
pub struct Row<'p> {
    /// The action.
    pub action: &'p Action,
    /// Its line.
    pub line: usize,
    /// What is weak about it: the rules that spoke, without the word "action".
    pub weak: Vec<String>,
}

/// All actions, in the order of the document.
pub(super) fn rows<'p>(post: &'p PostMortem, verdict: &Verdict<'_>) -> Vec<Row<'p>> {
    let row = |action: &'p Action| Row {
        action,
        line: post.doc.line(action.span.start),
        weak: weak(action, verdict),
    };
    post.actions.iter().map(row).collect()
}

fn weak(action: &Action, verdict: &Verdict<'_>) -> Vec<String> {
    let about = verdict
        .diagnostics
        .iter()
        .filter(|one| one.rule.page.group == Group::Action);
    let here = |span: Span| action.extent.covers(span.start) || action.span == span;
    let mut weak: Vec<String> = about
        .filter(|one| {
            let mut places = one.finding.related.iter().map(|place| place.span);
            here(one.finding.span) || places.any(here)
        })
        .map(|one| short(&one.rule.id))
        .collect();
    weak.dedup();
    weak
}

/// `undated-action` as "undated".
fn short(rule: &str) -> String {
    rule.trim_end_matches("-action").to_owned()
}
