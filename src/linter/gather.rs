//! The findings of one rule over several actions told as one: at the first, the others beside it.

use super::Raw;
use crate::diagnostic::{Diagnostic, Related};
use crate::postmortem::PostMortem;

/// Makes diagnostics of `raws`, which are in the order of the document.
pub(super) fn gather<'r>(post: &PostMortem, raws: Vec<Raw<'r>>) -> Vec<Diagnostic<'r>> {
    let mut told: Vec<Diagnostic<'r>> = Vec::new();
    let mut of: Vec<Option<usize>> = Vec::new();
    let mut counts: Vec<usize> = Vec::new();
    // Where those stand that others may join: one for each rule and severity, while a document may have findings on each line.
    let mut gathering: Vec<usize> = Vec::new();
    for raw in raws {
        let (severity, note) = raw.severity();
        let joins = |&at: &usize| {
            told.get(at)
                .is_some_and(|d| d.rule.id == raw.rule.id && d.severity == severity)
        };
        let first = gathering.iter().copied().find(joins);
        if let Some((first, count)) = first.and_then(|at| told.get_mut(at).zip(counts.get_mut(at)))
        {
            *count += usize::from(!raw.finding.again);
            let several = first.finding.several;
            first.finding.several = several.filter(|_| several == raw.finding.several);
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
        counts.push(1);
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
    for ((diagnostic, of), n) in told.iter_mut().zip(of).zip(counts) {
        name(post, diagnostic, n, of);
    }
    told
}

/// The message for several, and their own places for the others; `n` things may stand in more places than one each.
fn name(post: &PostMortem, diagnostic: &mut Diagnostic, n: usize, of: Option<usize>) {
    if diagnostic.members.len() < 2 {
        diagnostic.members.clear();
        return;
    }
    let of_page = diagnostic.rule.page.several.as_deref();
    let several = diagnostic.finding.several.or(of_page).filter(|_| n > 1);
    let Some(several) = several else {
        return;
    };
    let message = fill(several, n, of.unwrap_or_else(|| open(post)), &[]);
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
