//! The one line of what is merely absent.

use super::{Raw, gather};
use crate::diagnostic::Finding;
use crate::postmortem::PostMortem;
use crate::rules::title_place;

/// The rule that tells it.
pub(super) const ID: &str = "not-stated";

/// The line, made of the findings of the rules that `tells` has a part for; none when nothing is missing.
pub(super) fn line(
    post: &PostMortem,
    absent: &[Raw<'_>],
    tells: impl Fn(&str) -> bool,
) -> Option<Finding> {
    let mut rules: Vec<_> = absent.iter().map(|raw| raw.rule).collect();
    rules.sort_by_key(|rule| (rule.page.group, &rule.id));
    rules.dedup_by_key(|rule| &rule.id);
    let mut parts: Vec<String> = Vec::new();
    for rule in rules.into_iter().filter(|rule| tells(&rule.id)) {
        let findings: Vec<&Raw> = absent.iter().filter(|raw| raw.rule.id == rule.id).collect();
        let names: Vec<String> = findings
            .iter()
            .flat_map(|raw| raw.finding.names.clone())
            .collect();
        let of = findings
            .iter()
            .find_map(|raw| raw.of)
            .unwrap_or_else(|| gather::open(post));
        let phrase = rule
            .page
            .not_stated
            .as_deref()
            .unwrap_or(&rule.page.summary);
        parts.push(gather::fill(phrase, findings.len(), of, &names));
    }
    if parts.is_empty() {
        return None;
    }
    let mut finding = Finding::new(
        title_place(post),
        format!("not stated: {}", parts.join(", ")),
    );
    finding.subject("");
    Some(finding)
}
