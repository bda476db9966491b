//! How loud a rule is, by profile and status.

use super::Page;
use crate::diagnostic::Severity;
use crate::postmortem::Status;
use crate::worded::worded;

worded! {
    /// Which rules speak, and how loud.
    pub enum Profile {
        /// For documents without a whys status: what is wrong by their own words; the absent in one line.
        Facts = "facts",
        /// For documents with a status: what that status asks for.
        Standard = "standard",
        /// Everything.
        BarRaiser = "bar-raiser",
    }
}

worded! {
    /// What a rule's page says about its loudness in one profile.
    pub enum Voice {
        /// An error from its status on, announced before.
        Error = "error",
        /// A warning from its status on, announced before.
        Warning = "warning",
        /// Only under bar-raiser.
        Info = "info",
        /// A warning from draft on, an error from its status on.
        Rising = "rising",
        /// A part of the one line of what is not stated.
        NotStated = "not-stated",
        /// Nothing.
        Silent = "silent",
    }
}

/// How loud a finding is, and what it will become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loudness {
    /// Told by itself; perhaps with what it will become: "an error at review".
    Plain(Severity, Option<String>),
    /// A part of the one line.
    NotStated,
    /// Not told.
    Silent,
}

impl Page {
    /// How loud the rule is in a document of this status; without one, as if final.
    pub fn loudness(&self, profile: Profile, status: Option<Status>) -> Loudness {
        let status = status.unwrap_or(Status::Final);
        match profile {
            Profile::Facts => self.under_facts(),
            _ if status == Status::Live && self.from != Status::Live => Loudness::Silent,
            _ => self.under_standard(profile, status),
        }
    }

    fn under_facts(&self) -> Loudness {
        match self.facts {
            Voice::Error => Loudness::Plain(Severity::Error, None),
            Voice::Warning | Voice::Rising => Loudness::Plain(Severity::Warning, None),
            Voice::Info => Loudness::Plain(Severity::Info, None),
            Voice::NotStated => Loudness::NotStated,
            Voice::Silent => Loudness::Silent,
        }
    }

    fn under_standard(&self, profile: Profile, status: Status) -> Loudness {
        let reached = status >= self.from;
        let (now, later) = match self.standard {
            Voice::Silent | Voice::NotStated => return Loudness::Silent,
            Voice::Info if profile != Profile::BarRaiser => return Loudness::Silent,
            Voice::Info => (Severity::Info, Severity::Info),
            Voice::Rising if reached => (Severity::Error, Severity::Error),
            Voice::Rising => (Severity::Warning, Severity::Error),
            Voice::Error if reached => (Severity::Error, Severity::Error),
            Voice::Error => (Severity::Info, Severity::Error),
            Voice::Warning if reached => (Severity::Warning, Severity::Warning),
            Voice::Warning => (Severity::Info, Severity::Warning),
        };
        let note = (later > now).then(|| format!("{} at {}", later.noun(), self.from.word()));
        Loudness::Plain(now, note)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(facts: &str, standard: &str, from: &str) -> Page {
        let front = format!(
            "group: impact\nsummary: s\nwhy: w\nquestion: q\ncheck: c\nfacts: {facts}\nstandard: {standard}\nfrom: {from}\n"
        );
        super::super::page::parse(&front).expect("a page")
    }

    fn told(page: &Page, profile: Profile, status: Status) -> Option<(Severity, Option<String>)> {
        match page.loudness(profile, Some(status)) {
            Loudness::Plain(severity, note) => Some((severity, note)),
            _ => None,
        }
    }

    #[test]
    fn a_plain_voice_is_announced_before_its_status() {
        let page = page("not-stated", "error", "review");
        let soon = Some("an error at review".to_owned());
        assert_eq!(told(&page, Profile::Standard, Status::Live), None);
        assert_eq!(
            told(&page, Profile::Standard, Status::Draft),
            Some((Severity::Info, soon))
        );
        assert_eq!(
            told(&page, Profile::Standard, Status::Review),
            Some((Severity::Error, None))
        );
        assert_eq!(page.loudness(Profile::Facts, None), Loudness::NotStated);
        assert_eq!(
            page.loudness(Profile::Standard, None),
            Loudness::Plain(Severity::Error, None)
        );
    }

    #[test]
    fn a_rising_voice_warns_from_draft_on() {
        let page = page("silent", "rising", "final");
        let soon = Some("an error at final".to_owned());
        assert_eq!(told(&page, Profile::Standard, Status::Live), None);
        assert_eq!(
            told(&page, Profile::Standard, Status::Draft),
            Some((Severity::Warning, soon))
        );
        assert_eq!(
            told(&page, Profile::Standard, Status::Final),
            Some((Severity::Error, None))
        );
        assert_eq!(page.loudness(Profile::Facts, None), Loudness::Silent);
    }

    #[test]
    fn info_is_for_the_bar_raiser_and_live_rules_speak_while_live() {
        let info = page("silent", "info", "review");
        assert_eq!(told(&info, Profile::Standard, Status::Final), None);
        assert_eq!(
            told(&info, Profile::BarRaiser, Status::Draft),
            Some((Severity::Info, None))
        );
        let live = page("error", "error", "live");
        assert_eq!(
            told(&live, Profile::Standard, Status::Live),
            Some((Severity::Error, None))
        );
    }
}
