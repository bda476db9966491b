//! What an alerting tool pasted into a text: the same names of checks in every outage of a house.

use std::sync::LazyLock;

use crate::phrases::Phrases;
use crate::words;

static LEADS: LazyLock<&'static Phrases> = LazyLock::new(|| words::phrases("alert-list-leads"));

/// A name of a check has no more words.
const LONGEST: usize = 6;

/// Leaves out the short lines and items below a line that says that they are down or up again ("Recovery for:").
#[derive(Default)]
pub(super) struct Pasted {
    /// Whether the last line said so, or was one of those below it.
    is_open: bool,
}

impl Pasted {
    /// A paragraph without such lines. One that is no item of a list ends what stands above it.
    pub(super) fn leave_out(&mut self, text: String, is_item: bool) -> String {
        self.is_open &= is_item;
        if !self.is_open && !LEADS.is_match(&text) {
            return text;
        }
        let kept: Vec<&str> = text.lines().filter(|line| self.keeps(line)).collect();
        kept.join("\n")
    }

    fn keeps(&mut self, line: &str) -> bool {
        let line = line.trim();
        let is_name = self.is_open && line.split_whitespace().count() <= LONGEST;
        if is_name {
            return false;
        }
        let lead = line.trim_end_matches(':');
        let leads = lead.len() < line.len() || lead.ends_with(" for");
        self.is_open = leads && LEADS.closes(lead.trim_end());
        true
    }
}

#[cfg(test)]
mod tests {
    use super::Pasted;

    #[test]
    fn names_of_checks_below_an_alert_are_left_out() {
        let mut pasted = Pasted::default();
        let mut of = |text: &str, is_item| pasted.leave_out(text.to_owned(), is_item);
        assert_eq!(
            of("09.12 alert for:\nLedger (inner)", false),
            "09.12 alert for:"
        );
        assert_eq!(of("Kim looks at it", false), "Kim looks at it");
        assert_eq!(
            of("09.20 Probe says DOWN for", false),
            "09.20 Probe says DOWN for"
        );
        assert_eq!(of("Ledger (outer)", true), "");
        assert_eq!(of("Archive", true), "");
        let told = "The archive was full since the nightly export";
        assert_eq!(of(told, true), told);
        assert_eq!(of("Archive", true), "Archive");
    }
}
