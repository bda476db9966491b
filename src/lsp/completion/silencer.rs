//! The names of rules in `whys: allow …`, those that are found in the document first.

use gen_lsp_types::CompletionItemKind;

use super::{Candidate, Offer, before, word};
use crate::lsp::view::View;

/// The rules that may be silenced; none outside a silencer.
pub(super) fn at(view: &View<'_>, offset: usize) -> Option<Offer> {
    let (_, prefix) = before(view, offset);
    let (_, named) = prefix.rsplit_once("whys: allow")?;
    let names = named.strip_prefix("-file").unwrap_or(named);
    if !names.starts_with(' ') || names.contains(':') {
        return None;
    }
    let partial = names.rsplit([' ', ',']).next().unwrap_or_default();
    let rules = view.judged.judge.as_ref()?.linter.rules().iter();
    let is_found = |id: &str| view.judged.findings.iter().any(|found| found.rule == id);
    let mut rules: Vec<_> = rules.filter(|rule| rule.may_be_silenced()).collect();
    rules.sort_by_key(|rule| (!is_found(&rule.id), rule.id.to_string()));
    let candidates = rules.into_iter().map(|rule| Candidate {
        about: Some(rule.page.summary.clone()),
        ..Candidate::new(rule.id.to_string(), CompletionItemKind::Reference)
    });
    Some(Offer {
        span: word(view, offset - partial.len(), offset),
        candidates: candidates.collect(),
    })
}
