//! The facts that end the text of an action, in any order and behind any mark: `… — @kim, 6 June`, `… | done | Kim`.

use std::ops::Range;
use std::sync::LazyLock;

use super::names::Names;
use super::role::Role;
use super::{closed, due, owner, state, tail, ticket};
use crate::markdown::Text;
use crate::phrases::{Expression, Finder};
use crate::postmortem::Fact;
use crate::words;

/// What stands between two facts, and the blank before a handle.
static MARK: LazyLock<Expression> = LazyLock::new(|| words::composed("facts-apart"));

/// So many bytes of the end of a text are looked at, so many facts and so many marks for each: a date may hold a comma.
const REACH: usize = 160;
const MOST: usize = 6;
const MARKS: usize = 3;

/// The facts that end a text.
#[derive(Clone, Debug, Default)]
pub(super) struct Trail {
    /// Who does it, in the order of the text.
    owners: Vec<Range<usize>>,
    /// The day or the term by which it is due.
    pub(super) day: Option<Range<usize>>,
    /// Where the first of them begins, with the mark before it.
    pub(super) start: usize,
    /// Whether a word says that it is done: a day is no due date then.
    done: bool,
    /// Whether a name stands there that is no handle.
    bare: bool,
    /// How many tickets, states and days stand beside the owners.
    facts: usize,
}

/// What one part of the end says.
enum Part {
    /// Handle or name, and where it ends: a day may follow it.
    Owner(Range<usize>, Option<Range<usize>>),
    /// A name behind a word that says that it is one of an owner.
    Led(Range<usize>),
    Day(Range<usize>),
    Done,
    Fact,
}

/// The facts that end a text, where somebody is named among them.
pub(super) fn of(text: &str, names: &Names<'_>) -> Option<Trail> {
    read(text, &|name| is_name(name, names))
}

/// Where the facts begin that end a text, of which a handle is one.
pub(super) fn start(text: &str) -> Option<usize> {
    read(text, &|_| false).map(|trail| trail.start)
}

impl Trail {
    /// Whom it names.
    pub(super) fn owners(&self, text: Text<'_>) -> Vec<Fact<String>> {
        let places = self.owners.iter().cloned();
        places
            .flat_map(|place| owner::split(text.slice(place)))
            .collect()
    }

    /// Whether facts stand beside the names.
    pub(super) fn is_sure(&self) -> bool {
        self.facts > 0
    }

    fn take(&mut self, part: Part) -> bool {
        match part {
            Part::Owner(name, day) => {
                self.owners.insert(0, name);
                if day.is_some() {
                    self.facts += 1;
                    self.day = day;
                }
            }
            Part::Led(name) => {
                self.owners.insert(0, name);
                self.facts += 1;
            }
            Part::Day(_) if self.day.is_some() => return false,
            Part::Day(day) => {
                self.facts += 1;
                self.day = Some(day);
            }
            Part::Done => {
                self.facts += 1;
                self.done = true;
            }
            Part::Fact => self.facts += 1,
        }
        true
    }
}

fn read(text: &str, is_name: &dyn Fn(&str) -> bool) -> Option<Trail> {
    let mut trail = Trail {
        start: trimmed(text),
        ..Trail::default()
    };
    let whole = trail.start;
    for _ in 0..MOST {
        let kept = text.get(..trail.start)?;
        let beside = || small_beside(kept).filter(|_| trail.facts > 0 && trail.owners.is_empty());
        let Some((cut, part)) = last(kept, is_name).or_else(beside) else {
            break;
        };
        if let Part::Owner(name, _) = &part {
            let handle = text.get(name.start..)?.starts_with('@');
            if handle && is_talked_about(kept.get(..cut)?) {
                return None;
            }
            trail.bare |= !handle;
        }
        if !trail.take(part) {
            break;
        }
        trail.start = trimmed(kept.get(..cut)?);
    }
    if trail.done {
        trail.day = None;
    }
    let named = !trail.owners.is_empty() && (!trail.bare || trail.facts > 0);
    (named && trail.start > 0 && trail.start < whole).then_some(trail)
}

/// "(supplier, end of June)": the one word that brackets hold beside a fact.
fn small_beside(text: &str) -> Option<(usize, Part)> {
    let open = text.rfind(['(', '['])?;
    let word = text.get(open + 1..)?;
    let cut = text.get(..open)?.trim_end().len();
    let led = Part::Led(open + 1..text.len());
    (cut > 0 && closed::is_small(word)).then_some((cut, led))
}

/// Where a text ends without the punctuation behind it.
fn trimmed(text: &str) -> usize {
    text.trim_end_matches([
        ' ', '.', ',', ';', ')', ']', '\n', '-', '–', '—', '|', '/', '&',
    ])
    .len()
}

/// The last part of a text that is a fact, and where the mark before it begins.
fn last(text: &str, is_name: &dyn Fn(&str) -> bool) -> Option<(usize, Part)> {
    let from =
        (text.len().saturating_sub(REACH)..=text.len()).find(|&at| text.is_char_boundary(at))?;
    let end = text.get(from..)?;
    let marks: Vec<(usize, usize)> = MARK
        .ranges(end)
        .map(|mark| {
            let handle = usize::from(end.as_bytes().get(mark.end - 1) == Some(&b'@'));
            (from + mark.start, from + mark.end - handle)
        })
        .collect();
    marks.into_iter().rev().take(MARKS).find_map(|(cut, at)| {
        let part = part(text, at, text.get(cut..at)?, is_name)?;
        Some((cut, part))
    })
}

/// What the text from a place on says, behind a mark.
fn part(text: &str, at: usize, mark: &str, is_name: &dyn Fn(&str) -> bool) -> Option<Part> {
    let said = text.get(at..)?;
    let word = said.trim_start_matches(['*', '_', '`']);
    let at = at + said.len() - word.len();
    let word = word.trim_end_matches(['*', '_', '`', ' ']);
    if word.starts_with('@') {
        return handle(text, at);
    }
    if due::is_day(word) || due::is_term(word) {
        return Some(Part::Day(due::behind_words(word, at)));
    }
    if state::is_done(word) {
        return Some(Part::Done);
    }
    if state::is_word(word) || is_ticket(word) {
        return Some(Part::Fact);
    }
    if let Some(name) = behind_lead(word) {
        return Some(Part::Led(at + word.len() - name.len()..at + word.len()));
    }
    // "… -- rob"
    let dashed = mark.trim().starts_with(['-', '–', '—', '|']);
    if dashed && tail::is_small_name(word) {
        return Some(Part::Led(at..at + word.len()));
    }
    let apart = !mark.trim().is_empty() || mark.contains('\n');
    (apart && is_name(word)).then(|| Part::Owner(at..at + word.len(), None))
}

/// `@kim`, `@Kim Berg`, `@kim June 6`
fn handle(text: &str, at: usize) -> Option<Part> {
    let word = text.get(at..)?;
    let end = word.find([' ', ':', '*', '\n']).unwrap_or(word.len());
    let name = at..at + end;
    let rest = word.get(end..)?.trim_matches([' ', '*', '_', ':']);
    if rest.is_empty() {
        return Some(Part::Owner(name, None));
    }
    let day_at = at + word.len()
        - word
            .get(end..)?
            .trim_start_matches([' ', '*', '_', ':'])
            .len();
    if due::is_day(rest) {
        return Some(Part::Owner(name, Some(due::behind_words(rest, day_at))));
    }
    let first = text.get(name.clone())?;
    let capital = first
        .trim_start_matches('@')
        .starts_with(char::is_uppercase);
    let surname = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word
                .chars()
                .skip(1)
                .all(|c| c.is_lowercase() || "-'’.".contains(c))
    };
    let whole = capital && rest.split(' ').count() <= SURNAMES && rest.split(' ').all(surname);
    whole.then(|| Part::Owner(at..day_at + rest.len(), None))
}

/// A name has no more words behind its first.
const SURNAMES: usize = 2;

/// `owner Kim`, `assigned to @kim`
fn behind_lead(word: &str) -> Option<&str> {
    let lead = words::entries("owner-leads").find_map(|lead| {
        let before = word.get(..lead.len())?;
        let rest = word.get(lead.len()..)?.strip_prefix(' ')?;
        before.eq_ignore_ascii_case(lead).then_some(rest.trim())
    })?;
    let capital = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c == '@');
    let name = lead.split(' ').count() <= 1 + SURNAMES && lead.split(' ').all(capital);
    (name && !owner::is_nobody(lead)).then_some(lead)
}

/// `PR #12`, `JIRA: OPS-4`, `#12`, `PR`
fn is_ticket(word: &str) -> bool {
    let behind = |mark| {
        let (key, rest) = word.split_once(mark)?;
        (Role::of(key) == Some(Role::Ticket)).then_some(rest)
    };
    let rest = behind(": ").or_else(|| behind(" ")).unwrap_or(word);
    ticket::is_reference(rest) || Role::of(word) == Some(Role::Ticket)
}

/// "thanks to @kim", "ask @tom and @kim": who is talked about.
pub(super) fn is_talked_about(before: &str) -> bool {
    let mut words = before.rsplit([' ', '(']).filter(|word| {
        let joins = word.chars().all(|c| !c.is_alphanumeric()) || *word == "and";
        !joins && !word.starts_with('@')
    });
    let last = words.next();
    last.is_some_and(|word| words::set("handle-leads").contains(word.to_lowercase().as_str()))
}

/// Whether a text is the name of somebody, given that facts stand beside it.
fn is_name(name: &str, names: &Names<'_>) -> bool {
    !owner::is_nobody(name)
        && (names.are_people(name) || tail::is_called(name, names) || names.is_full_name(name))
}
