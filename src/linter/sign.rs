//! The names of findings.

use std::collections::HashMap;

use super::Raw;
use crate::diagnostic::fingerprint;
use crate::postmortem::PostMortem;

/// Gives every finding its fingerprint: before silencing, so that silencing one does not change the next.
pub(super) fn sign(post: &PostMortem, raws: &mut [Raw<'_>]) {
    raws.sort_by_key(|raw| raw.finding.span);
    let mut seen: HashMap<String, usize> = HashMap::new();
    for raw in raws {
        let subject = match &raw.finding.subject {
            Some(subject) => subject,
            None => post.doc.source(raw.finding.span),
        };
        let first = fingerprint(&raw.rule.id, subject, 0);
        let occurrence = seen.entry(first.clone()).or_default();
        raw.fingerprint = match *occurrence {
            0 => first,
            n => fingerprint(&raw.rule.id, subject, n),
        };
        *occurrence += 1;
    }
}
