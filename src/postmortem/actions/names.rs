//! Who is a person, who is a team, and which words are no names at all.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::{verb, vocabulary};
use crate::markdown::Document;
use crate::phrases::{Expression, Finder};
use crate::postmortem::{Metadata, is_initials};
use crate::words;

/// What stands between two names.
static JOIN: LazyLock<Expression> = LazyLock::new(|| words::composed("names-joined"));

/// How many bytes of a document are searched for other uses of a name.
const READ: usize = 1 << 17;

/// The names of one document.
pub(super) struct Names<'d> {
    doc: &'d Document,
    teams: &'d [String],
    /// Words that the document uses in lower case: they are no names, even at the beginning of a sentence.
    common: OnceCell<HashSet<&'d str>>,
    /// The words that it uses as handles or with a capital within a sentence, in lower case.
    proper: OnceCell<HashSet<String>>,
    /// The texts before " team": looked for once, since every owner of every action is compared with them.
    before_team: OnceCell<Vec<&'d str>>,
    /// The names with which several items begin, each behind a colon told what to do.
    doers: OnceCell<HashSet<&'d str>>,
    /// The words before "cluster", "API" and the like: names of systems.
    systems: OnceCell<HashSet<&'d str>>,
    /// Who wrote it, led the response or moderates, in lower case: whole names and first names.
    writers: HashSet<String>,
    /// The teams that the document names as its own, in lower case.
    own_teams: HashSet<String>,
}

impl<'d> Names<'d> {
    /// Knows the words of a document.
    pub(super) fn new(doc: &'d Document, metadata: &Metadata, teams: &'d [String]) -> Self {
        Self {
            doc,
            teams,
            writers: vocabulary::writers(metadata),
            own_teams: vocabulary::teams(metadata),
            common: OnceCell::new(),
            proper: OnceCell::new(),
            before_team: OnceCell::new(),
            doers: OnceCell::new(),
            systems: OnceCell::new(),
        }
    }

    /// Whether a word is the name of somebody who wrote the document, however it is written: "rhea".
    pub(super) fn is_writer(&self, word: &str) -> bool {
        self.writers.contains(word.to_lowercase().as_str())
    }

    /// The beginning of the document, where its names are looked for: all of it, unless it is no document that people read.
    fn head(&self) -> &'d str {
        let text = self.doc.running_text();
        let end = (0..=READ.min(text.len()))
            .rev()
            .find(|&at| text.is_char_boundary(at));
        text.get(..end.unwrap_or(0)).unwrap_or_default()
    }

    /// Whether a word in small letters is used as a name, too: `@kim`, "asked Kim".
    pub(super) fn is_also_proper(&self, word: &str) -> bool {
        let small = word.len() > 2 && word.chars().all(char::is_lowercase);
        small
            && !words::set("function-words").contains(word)
            && !words::set("group-labels").contains(word)
            && verb::of(word).is_none()
            && self.proper().contains(word)
    }

    fn proper(&self) -> &HashSet<String> {
        self.proper.get_or_init(|| vocabulary::proper(self.head()))
    }

    fn common(&self) -> &HashSet<&'d str> {
        self.common.get_or_init(|| vocabulary::common(self.head()))
    }

    /// Whether a name is that of a team, a role or a mailbox.
    pub(super) fn is_team(&self, name: &str) -> bool {
        let configured = self.teams.iter().any(|t| t.eq_ignore_ascii_case(name));
        configured
            || self.own_teams.contains(name.to_lowercase().as_str())
            || name.contains('/')
            || words::phrases("team-names").is_match(name)
            || self.is_called_team(name)
    }

    /// "the Hypha team" somewhere in the document.
    fn is_called_team(&self, name: &str) -> bool {
        name.len() >= 3
            && name.chars().all(|c| c.is_alphanumeric() || c == ' ')
            && self.before_team().iter().any(|text| text.ends_with(name))
    }

    fn before_team(&self) -> &[&'d str] {
        self.before_team.get_or_init(|| {
            let head = self.head();
            let places = [" team", " Team", " squad"]
                .iter()
                .flat_map(|word| head.match_indices(word));
            places.filter_map(|(at, _)| head.get(..at)).collect()
        })
    }

    /// "the Manager cluster" somewhere in the document: its name, and nobody who manages.
    fn is_called_system(&self, name: &str) -> bool {
        let systems = || vocabulary::systems(self.head());
        name.len() >= 3 && self.systems.get_or_init(systems).contains(name)
    }

    /// Whether one word stands for several people.
    pub(super) fn is_many(&self, name: &str) -> bool {
        ["shared", "both", "several", "various", "multiple"].contains(&name.to_lowercase().as_str())
    }

    /// Whether a label is made of owners: people, initials, teams.
    pub(super) fn are_owners(&self, label: &str, is_heading: bool) -> bool {
        let label = label.replace(['(', ')'], " ");
        let mut parts = JOIN
            .split(&label)
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .peekable();
        parts.peek().is_some()
            && parts.all(|part| {
                let part = part.trim_end_matches(" supporting");
                let person = if is_heading {
                    self.is_given_name(part)
                } else {
                    self.is_person(part)
                };
                person || self.is_plain_team(part, is_heading)
            })
    }

    /// Whether a label before a colon is made of people or teams that are known as such.
    pub(super) fn are_people(&self, label: &str) -> bool {
        let mut parts = JOIN
            .split(label)
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .peekable();
        let several = JOIN.ranges(label).next().is_some();
        parts.peek().is_some()
            && parts.all(|p| {
                self.is_given_name(p)
                    || self.is_initials(p) && several
                    || self.is_plain_team(p, false)
                    || self.doers().contains(p)
                    || several && self.is_person(p) && !self.is_called_system(p)
            })
    }

    /// "Larkspur: test the rollback", "Larkspur: define a process": the same name before several things to do, which the document
    /// uses as a name elsewhere, too.
    fn doers(&self) -> &HashSet<&'d str> {
        self.doers.get_or_init(|| {
            let mut seen = HashMap::new();
            for told in super::doers::led_items(self.doc) {
                for part in JOIN.split(told) {
                    *seen.entry(part.trim()).or_insert(0usize) += 1;
                }
            }
            let several = seen.into_iter().filter(|(_, items)| *items > 1);
            let names = several.map(|(name, _)| name);
            let of_lists = super::doers::of_lists(self.doc, |name| {
                self.is_given_name(name) || super::tail::is_small_name(name)
            });
            let named = names.filter(|name| self.is_name_elsewhere(name));
            named.chain(of_lists).collect()
        })
    }

    /// Whether a word is a name within a sentence, and never a common word.
    fn is_name_elsewhere(&self, name: &str) -> bool {
        let known = words::set("known-abbreviations");
        let within = |at: usize| {
            let before = self.head().get(..at).unwrap_or_default();
            let word = before.strip_suffix(' ');
            word.is_some_and(|word| word.ends_with(|c: char| c.is_lowercase() || c == ','))
        };
        name.starts_with(char::is_uppercase)
            && name.split(' ').all(|word| !self.is_common(word))
            && !known.contains(name.to_lowercase().as_str())
            && self.head().match_indices(name).any(|(at, _)| within(at))
    }

    /// Whether what stands in square brackets before an action is an owner.
    pub(super) fn are_owners_in_brackets(&self, label: &str) -> bool {
        let known = words::set("group-labels");
        JOIN.split(label).all(|part| {
            let part = part.trim();
            let name = part
                .chars()
                .next()
                .is_some_and(|c| c.is_uppercase() || c == '@');
            let else_named = |word: &str| {
                words::set("not-owners-in-brackets").contains(word.to_lowercase().as_str())
            };
            name && part.split_whitespace().count() <= 3
                && !part.split_whitespace().any(else_named)
                && !known.contains(part.to_lowercase().as_str())
                && !part.chars().any(|c| c.is_ascii_digit())
                && verb::of(&part.to_lowercase()).is_none()
        })
    }

    /// "Team ledger", "the platform team", "Devs"; in a heading only with the word.
    fn is_plain_team(&self, name: &str, is_heading: bool) -> bool {
        let words = name.split_whitespace().count();
        let lower = name.to_lowercase();
        let named = lower
            .split_whitespace()
            .any(|w| ["team", "squad"].contains(&w))
            && (lower.starts_with("team") || lower.ends_with("team") || lower.ends_with("squad"));
        // "Secrets management" over a list is what it is about.
        let theme = words > 1 && lower.ends_with(" management");
        words <= 4
            && !theme
            && !name.contains(['.', ':'])
            && !words::set("group-labels").contains(lower.as_str())
            && (named || !is_heading && self.is_team(name) && words <= 2)
    }

    /// Whether a text is the name of one person: initials, a given name, or a word that is no common one.
    fn is_person(&self, name: &str) -> bool {
        if is_handle(name) || self.is_initials(name) || self.is_given_name(name) {
            return true;
        }
        let mut words = name.split_whitespace();
        let capital = |w: &str| {
            // "App-side" is none, "Ann-Kathrin" may be one.
            w.split('-')
                .all(|part| part.starts_with(char::is_uppercase) && !is_camel(part))
                && w.chars().all(|c| c.is_alphabetic() || "-'.’".contains(c))
        };
        let label = name.to_lowercase();
        name.split_whitespace().count() <= 3
            && !words::set("group-labels").contains(label.as_str())
            && words.all(|w| capital(w) && !self.is_common(w))
    }

    /// Whether a text is the name of one person in one to three words that the document uses for nothing else.
    pub(super) fn is_full_name(&self, name: &str) -> bool {
        // "Bo Lind" has a short name, "Bo" alone may be anything.
        let fewest = if name.contains(' ') { 2 } else { 3 };
        let abbreviated = |word: &str| {
            word.chars().count() < fewest || word.chars().skip(1).any(char::is_uppercase)
        };
        !name.starts_with('@')
            && !name.split_whitespace().any(abbreviated)
            && self.is_person(name)
            && !words::set("not-owners-in-brackets").contains(name.to_lowercase().as_str())
            && !super::due::is_month_name(name.to_lowercase().as_str())
    }

    fn is_common(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        self.common().contains(lower.as_str())
            || words::set("group-labels").contains(lower.as_str())
            || verb::of(&lower).is_some()
            || word.len() > 4
                && [
                    "ing", "tion", "ment", "ity", "ness", "ance", "ure", "als", "ions", "ics",
                    "ery",
                ]
                .iter()
                .any(|s| lower.ends_with(s))
            // "Nancy" is a name, "latency" none.
            || word.len() > 6 && ["ancy", "ency"].iter().any(|s| lower.ends_with(s))
    }

    fn is_given_name(&self, name: &str) -> bool {
        let mut words = name.split_whitespace();
        let first = words.next().unwrap_or_default();
        let given = first.chars().next().is_some_and(char::is_uppercase)
            && words::set("given-names").contains(first.to_lowercase().as_str());
        given
            && words.clone().count() <= 2
            && words.all(|w| w.chars().next().is_some_and(char::is_uppercase))
    }

    /// `RK`, `JPG`: two or three capitals that are no usual abbreviation.
    pub(super) fn is_initials(&self, name: &str) -> bool {
        is_initials(name) && !words::set("abbreviations").contains(name.to_lowercase().as_str())
    }

    /// Whether the subject of "… to add" or "… will add" names who does it.
    pub(super) fn is_subject(&self, subject: &str) -> bool {
        let subject = subject.trim().trim_start_matches(['-', '*', ' ']);
        let subject = subject
            .strip_prefix("The ")
            .or_else(|| subject.strip_prefix("the "))
            .unwrap_or(subject);
        !subject.is_empty()
            && JOIN
                .split(subject)
                .all(|part| self.is_one_subject(part.trim()))
    }

    fn is_one_subject(&self, part: &str) -> bool {
        let part = part.split(['\'', '’']).next().unwrap_or_default();
        let lower = part.to_lowercase();
        let words: Vec<&str> = part.split_whitespace().collect();
        if words.is_empty()
            || words.len() > 4
            || words::set("not-subjects").contains(lower.as_str())
        {
            return false;
        }
        if self.is_called_system(part) {
            return false;
        }
        let team = words
            .last()
            .is_some_and(|w| words::phrases("team-names").is_match(w));
        let proper = words.iter().all(|w| {
            w.chars().next().is_some_and(char::is_uppercase)
                && w.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c))
                && !self.is_common(w)
                || self.is_initials(w)
                || self.is_given_name(w)
        });
        part.starts_with('@') || proper || team
    }

    /// Whether initials are told to do something elsewhere: "ICL to add", "[ICL] Add".
    fn acts_elsewhere(&self, name: &str) -> bool {
        let text = self.head();
        // A NUL ends each block of the running text.
        let told = || {
            let begins = format!("\0{name} to ");
            text.contains(&begins) || text.contains(&format!("[{name}]"))
        };
        self.is_initials(name) && told()
    }

    /// "ICL check how to …", "Kim added …": a name that is not a word, directly before a verb in its base form, or a given
    /// name before what that person did. Returns its end.
    pub(super) fn bare_subject(&self, text: &str) -> Option<usize> {
        let end = text.find(' ')?;
        let name = text.get(..end)?;
        let next = text.get(end + 1..)?.split([' ', ',', '.']).next()?;
        let (base, form) = verb::of(next)?;
        let given = self.is_given_name(name);
        let name_like = || given || self.is_called_team(name) || self.acts_elsewhere(name);
        match form {
            verb::Form::Base => name_like().then_some(end),
            verb::Form::Past => {
                let found_out = words::set("finding-verbs").contains(base);
                (given && !found_out).then_some(end)
            }
            _ => None,
        }
    }
}

/// `@kim`, `@Kim Berg`, and not `@kim – in review`
fn is_handle(name: &str) -> bool {
    let mut words = name.split_whitespace();
    words.next().is_some_and(|first| first.starts_with('@'))
        && words.all(|word| word.starts_with(char::is_uppercase))
}

/// "CloudWatch": a capital behind a small letter; "McKay", "DeShawn" are names of people.
fn is_camel(word: &str) -> bool {
    let small = word.find(char::is_lowercase).unwrap_or(word.len());
    let capital = word
        .char_indices()
        .find(|(at, c)| *at > small && c.is_uppercase());
    capital.is_some_and(|(at, _)| at > PREFIX)
}

/// So long are "Mc", "De", "Mac", "Van" and what else goes before a surname without a blank.
const PREFIX: usize = 4;
