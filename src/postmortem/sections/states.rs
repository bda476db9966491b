//! Sections that are called after a state and stand below a remedy: "Mitigations" with "Completed" and "Planned".

use std::collections::HashSet;

use super::{Section, SectionKind};

/// Makes the parts of a remedy actions where one of them tells what is still to be done: what was done for good stands
/// beside that, and what was done to end the incident does not.
pub(super) fn name(all: &mut [Section]) {
    let remedies: HashSet<usize> = all
        .iter()
        .filter(|section| is_named(section, "states-to-come"))
        .filter_map(|section| section.parent)
        .filter(|&up| {
            all.get(up)
                .is_some_and(|up| is_named(up, "remedies-in-parts"))
        })
        .collect();
    if remedies.is_empty() {
        return;
    }
    let mut named = vec![false; all.len()];
    for (at, section) in all.iter_mut().enumerate() {
        let Some(up) = section.parent else { continue };
        let part = remedies.contains(&up)
            && (is_named(section, "states-to-come") || is_named(section, "states-of-the-past"));
        if part {
            section.kind = SectionKind::Actions;
            section.kinds = SectionKind::Actions.into();
        }
        let below = named.get(up).copied().unwrap_or_default();
        if part || below && section.kind == SectionKind::Other {
            section.ruled_by = SectionKind::Actions;
            if let Some(named) = named.get_mut(at) {
                *named = true;
            }
        }
    }
}

/// Whether a section that is none of ours is called so.
fn is_named(section: &Section, list: &'static str) -> bool {
    section.kind == SectionKind::Other && section.is_called(list)
}
