//! The findings of one rule over several actions told as one: at the first, the others beside it.

use super::Raw;
use crate::diagnostic::{Diagnostic, Related};
use crate::postmortem::PostMortem;

/// Makes diagnostics of `raws`, which are in the order of the document.
pub(super) fn gather<'r>(post: &PostMortem, raws: Vec<Raw<'r>>) -> Vec<Diagnostic<'r>> {
    let mut told: Vec<Gathered<'r>> = Vec::new();
    // Where those stand that others may join: one for each rule and severity, while a document may have findings on each line.
    let mut gathering: Vec<usize> = Vec::new();
    for raw in raws {
        let (severity, note) = raw.severity();
        let joins = |&at: &usize| {
            told.get(at).is_some_and(|one| {
                one.diagnostic.rule.id == raw.rule.id && one.diagnostic.severity == severity
            })
        };
        let first = gathering.iter().copied().find(joins);
        if let Some(one) = first.and_then(|at| told.get_mut(at)) {
            one.n += usize::from(!raw.finding.again);
            let first = &mut one.diagnostic;
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
        told.push(Gathered {
            of: raw.of,
            n: 1,
            diagnostic: Diagnostic {
                rule: raw.rule,
                severity,
                note,
                members: vec![raw.fingerprint.clone()],
                fingerprint: raw.fingerprint,
                label: raw.finding.label.clone(),
                finding: raw.finding,
            },
        });
    }
    told.into_iter().map(|one| named(post, one)).collect()
}

/// A finding and those that have joined it.
struct Gathered<'r> {
    diagnostic: Diagnostic<'r>,
    /// How many things they tell of, which may stand in more places than one each.
    n: usize,
    /// Of how many.
    of: Option<usize>,
}

/// With the message for several, and their own places for the others.
fn named<'r>(post: &PostMortem, gathered: Gathered<'r>) -> Diagnostic<'r> {
    let Gathered {
        mut diagnostic,
        n,
        of,
    } = gathered;
    if diagnostic.members.len() < 2 {
        diagnostic.members.clear();
        return diagnostic;
    }
    let of_page = diagnostic.rule.page.several.as_deref();
    let several = diagnostic.finding.several.or(of_page).filter(|_| n > 1);
    let Some(several) = several else {
        return diagnostic;
    };
    let message = fill(several, n, of.unwrap_or_else(|| open(post)), &[]);
    diagnostic.label = Some(std::mem::replace(&mut diagnostic.finding.message, message));
    diagnostic
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
