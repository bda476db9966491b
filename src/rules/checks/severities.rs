//! Incident severities as people write them: `SEV2`, `Sev 2`, `sev-2`.

use crate::postmortem::schema::{self, KEYS};
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

/// The place of a severity among those of the organisation, else of whys, the worst first.
pub(super) fn rank(cx: &Context, severity: &str) -> Option<usize> {
    let key = schema::find(KEYS, "severity")?;
    let mut all = cx.known.values(key).into_iter();
    all.position(|one| is_same(one, severity))
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
