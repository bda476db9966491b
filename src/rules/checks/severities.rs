//! Incident severities as people write them: `SEV2`, `Sev 2`, `sev-2`.

use crate::postmortem::schema;
use crate::rules::Context;

/// Whether two names are those of one severity.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    plain(one) == plain(other)
}

/// The severities of the organisation, else those of whys, the worst first.
pub(super) fn order<'a>(cx: &'a Context) -> Vec<&'a str> {
    schema::find(schema::KEYS, "severity").map_or_else(Vec::new, |key| cx.known.values(key))
}

/// The place of a severity among these.
pub(super) fn rank(order: &[&str], severity: &str) -> Option<usize> {
    order.iter().position(|known| is_same(known, severity))
}

/// The incident severity as stated, when it is one of those that a setting of the rule lists.
pub(super) fn stated_of(cx: &Context, setting: &str) -> Option<String> {
    let severity = &cx.post.metadata.severity.as_ref()?.value;
    let listed = cx.settings().list(setting);
    listed
        .iter()
        .any(|one| is_same(one, severity))
        .then(|| severity.clone())
}
