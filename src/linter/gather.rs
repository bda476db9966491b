//! The findings of one rule over several actions told as one: at the first, the others beside it.

use super::Raw;
use crate::diagnostic::{Diagnostic, Related};
use crate::postmortem::PostMortem;

/// Makes diagnostics of `raws`, which are in the order of the document.
pub(super) fn gather<'r>(post: &PostMortem, raws: Vec<Raw<'r>>) -> Vec<Diagnostic<'r>> {
    let mut told: Vec<Diagnostic<'r>> = Vec::new();
    let mut of: Vec<Option<usize>> = Vec::new();
    // Where those stand that others may join: one for each rule and severity, while a document may have findings on each line.
    let mut gathering: Vec<usize> = Vec::new();
    for raw in raws {
        let (severity, note) = raw.severity();
        let joins = |&at: &usize| {
            told.get(at)
                .is_some_and(|d| d.rule.id == raw.rule.id && d.severity == severity)
        };
        let first = gathering.iter().copied().find(joins);
        if let Some(first) = first.and_then(|at| told.get_mut(at)) {
            first.finding.related.push(Related {
                span: raw.finding.span,
                message: raw.finding.message,
            });
            first.finding.fixes.extend(raw.finding.fixes);
            first.members.push(raw.fingerprint);
            first.finding.masks.extend(raw.finding.masks);
            continue;
        }
        if raw.rule.is_gathered() {
            gathering.push(told.len());
        }
        of.push(raw.of);
        told.push(Diagnostic {
            rule: raw.rule,
            severity,
            note,
            members: vec![raw.fingerprint.clone()],
            fingerprint: raw.fingerprint,
            label: raw.finding.label.clone(),
            finding: raw.finding,
        });
    }
    for (diagnostic, of) in told.iter_mut().zip(of) {
        name(post, diagnostic, of);
    }
    told
}

/// The message for several, and their own places for the others.
fn name(post: &PostMortem, diagnostic: &mut Diagnostic, of: Option<usize>) {
    if diagnostic.members.len() < 2 {
        diagnostic.members.clear();
        return;
    }
    let Some(several) = &diagnostic.rule.page.several else {
        return;
    };
    let message = fill(
        several,
        diagnostic.members.len(),
        of.unwrap_or_else(|| open(post)),
        &[],
    );
    diagnostic.label = Some(std::mem::replace(&mut diagnostic.finding.message, message));
}

/// Fills the blanks of a message.
pub(super) fn fill(message: &str, n: usize, of: usize, names: &[String]) -> String {
    message
        .replace("{n}", &n.to_string())
        .replace("{of}", &of.to_string())
        .replace("{names}", &names.join(", "))
}

/// The number of open actions.
pub(super) fn open(post: &PostMortem) -> usize {
    post.actions
        .iter()
        .filter(|action| action.is_open())
        .count()
}
