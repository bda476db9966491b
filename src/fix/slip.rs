//! Slips of the pen of which only one thing can have been meant.

/// Words from this length on may be two letters off.
const LONG: usize = 10;

/// Whether a word is `meant` with a letter missing, doubled, added or out of place; in a long one, also with a wrong letter
/// or with two slips. In a short word a wrong letter makes another word (`date`, `data`).
pub(crate) fn is_slip(written: &str, meant: &str) -> bool {
    let (written, meant) = (written.to_lowercase(), meant.to_lowercase());
    let letters = meant.chars().count();
    let distance = strsim::osa_distance(&written, &meant);
    match distance {
        1 if letters >= LONG => true,
        1 => letters >= 5 && !is_other_letter(&written, &meant),
        2 => letters >= LONG,
        _ => false,
    }
}

/// Whether one letter stands in place of another.
fn is_other_letter(written: &str, meant: &str) -> bool {
    let wrong = written.chars().zip(meant.chars()).filter(|(a, b)| a != b);
    written.chars().count() == meant.chars().count() && wrong.count() == 1
}

/// The only one of `known` that a misspelt word can be.
pub(crate) fn meant<'n>(written: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let mut near = known.filter(|known| is_near(written, known));
    let one = near.next()?;
    (near.next().is_none() && is_slip(written, one)).then_some(one)
}

/// Whether "did you mean" would name it.
fn is_near(written: &str, known: &str) -> bool {
    let (written, known) = (written.to_lowercase(), known.to_lowercase());
    crate::rules::nearest(&written, std::iter::once(known.as_str())).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_nothing_else() {
        for (written, meant) in [
            ("severty", "severity"),
            ("sevreity", "severity"),
            ("request_failed", "requests_failed"),
            ("incedent_laed", "incident_lead"),
            ("mitigatted", "mitigated"),
            ("config-pusch", "config-push"),
        ] {
            assert!(is_slip(written, meant), "{written}");
        }
        for (written, meant) in [
            ("date", "data"),
            ("employer", "employee"),
            ("starred", "started"),
            ("state", "status"),
            ("cause", "causes_of_all"),
            ("severity", "severity"),
        ] {
            assert!(!is_slip(written, meant), "{written}");
        }
    }

    #[test]
    fn of_two_that_are_near_neither_is_certain() {
        let known = || ["SEV1", "SEV2", "trigger"].into_iter();
        assert_eq!(meant("SEV5", known()), None);
        assert_eq!(meant("triger", known()), Some("trigger"));
        assert_eq!(meant("high", known()), None);
    }
}
