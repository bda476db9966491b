//! Action items in every form that people use.
//!
//! First where they may stand ([`region`]), then what is one there ([`list`], [`table`], [`prose`]), then what is said
//! of each ([`owner`], [`due`], [`ticket`], [`state`]) and how it would be judged ([`kind`], [`clarity`], [`scope`]).

mod action;
mod beside;
mod candidate;
mod clarity;
mod clause;
mod closed;
mod details;
mod doers;
mod due;
mod elsewhere;
mod facts;
mod group;
mod halves;
mod headed;
mod kind;
mod lesson;
mod list;
mod marks;
mod month;
mod names;
mod none;
mod owner;
mod part;
mod phrasing;
mod prose;
mod region;
mod response;
mod role;
mod scope;
mod siblings;
mod state;
mod table;
mod tail;
#[cfg(test)]
mod tests;
mod ticket;
mod tokens;
mod trail;
mod verb;
mod vocabulary;
mod wording;

use super::time::Calendar;
use super::{Fact, Metadata, ReadOptions, SectionKind, Sections};
use crate::markdown::{BlockId, Document, InlineKind, Span, Text};
use crate::words;

pub use action::{Action, Clarity, OwnerKind, Scope, State, Strength, Type};
pub use candidate::Form;
use candidate::{Candidate, Stated};
use names::Names;
pub use phrasing::{Endless, Lacks, Phrasing, Tells};
pub use role::Role;
pub(crate) use table::columns;
use wording::Wording;

/// What reading an action takes beside its own text.
struct Reader<'d> {
    doc: &'d Document,
    sections: &'d Sections,
    options: &'d ReadOptions,
    names: Names<'d>,
    calendar: &'d Calendar,
}

/// Every action of a document, in document order.
pub(super) fn read(
    doc: &Document,
    sections: &Sections,
    metadata: &Metadata,
    options: &ReadOptions,
) -> Vec<Action> {
    let reader = Reader {
        doc,
        sections,
        options,
        names: Names::new(doc, metadata, &options.teams),
        calendar: &metadata.calendar,
    };
    let mut found = Vec::new();
    for part in region::parts(&reader) {
        let known = found.len();
        part::read(&reader, &part, &mut found);
        // "Status of the action items" goes through those that stand above it once more.
        if part.tells_status() && known > 0 && found.len() <= known * 2 {
            found.truncate(known);
        }
    }
    lesson::read(&reader, &mut found);
    let has_follow_up = sections.first(SectionKind::Actions).is_some();
    elsewhere::read(&reader, has_follow_up, &mut found);
    if found.iter().any(|c| c.form != Form::Outlook) {
        found.retain(|c| c.form != Form::Outlook);
    }
    // "We hope to …" beside a list of what will be done.
    if found
        .iter()
        .any(|c| matches!(c.form, Form::Item | Form::Row))
    {
        found.retain(|c| c.form != Form::Prose || !words::phrases("hopes").opens(c.text.as_str()));
    }
    found.sort_by_key(|c| c.text.span().start);
    let actions = found.into_iter().map(|candidate| reader.action(candidate));
    let mut actions: Vec<Action> = actions.collect();
    halves::share_states(&mut actions);
    siblings::share_tense(&mut actions, sections);
    actions
}

impl Reader<'_> {
    /// Whether the innermost section around a block is called as a word list says.
    fn is_below(&self, block: BlockId, list: &'static str) -> bool {
        let at = self.doc.block(block).span.start;
        let section = self.sections.around(at);
        section.is_some_and(|section| section.is_called(list))
    }

    /// Reads what is said of an action.
    fn action(&self, mut candidate: Candidate<'_>) -> Action {
        let (id, text) = details::id(&candidate);
        let struck = candidate.text.is_all(InlineKind::Strike);
        let (tag, text) = state::tag_before(text);
        candidate.stated.extend(tag.map(|value| Stated {
            role: Role::State,
            value,
        }));
        let text = part::without_label(facts::without_own_key(text));
        let led = owner::led(text, &self.names);
        let text = led.map_or(text, |(_, rest)| rest);
        let owner = led.map(|(value, _)| Stated {
            role: Role::Owner,
            value,
        });
        candidate.stated.extend(owner);
        candidate.text = text;
        let (stated, words_end) = facts::inside(text);
        let words = if words_end == 0 {
            text
        } else {
            text.slice(0..words_end)
        };
        let words = match marks::behind_struck(words) {
            Some((end, _)) => words.slice(0..end),
            None => words,
        };
        candidate.stated.extend(stated);
        let trail = trail::of(candidate.text.as_str(), &self.names);
        let words = match &trail {
            Some(trail) if (trail.start..text.as_str().len()).contains(&words_end) => {
                text.slice(0..trail.start.min(words.as_str().len()))
            }
            _ => words,
        };
        let owners = owner::of(&candidate, trail.as_ref(), &self.names);
        let due = due::of(&candidate, trail.as_ref(), self.calendar);
        let ticket = ticket::of(&candidate, self.options);
        let wording = Wording::new(&candidate);
        let clarity = match clarity::of(&wording) {
            Clarity::Specific => Clarity::Specific,
            // A title is as clear as what describes it.
            judged => described(&candidate).map_or(judged, |described| clarity::of(&described)),
        };
        let (kind, kind_stated) = kind::of(&candidate, &wording, clarity);
        let scope = scope::of(&wording, kind);
        let stated = state::of(&candidate);
        let (mut state, state_span) = stated.unwrap_or_else(|| by_ticket(ticket.as_ref(), scope));
        if struck && state == State::Done && id.is_some() {
            // Our own form strikes what is dropped and ticks what is done.
            state = State::Dropped;
        }
        let done = (state == State::Done).then_some(state_span);
        let shown = || details::shown(self, &candidate, done?, ticket.as_ref());
        let evidence = details::evidence(&candidate, self.calendar).or_else(shown);
        Action {
            span: candidate.text.span(),
            extent: candidate.extent,
            text: one_line(words),
            owner_kind: owner::kind(&owners, &self.names),
            owners,
            due: due.date,
            due_text: due.text,
            ticket,
            done_on: done.and_then(|mark| details::done_on(&candidate, mark, self.calendar)),
            state,
            state_span,
            state_denied: state::denied(&candidate, state),
            evidence,
            reason: details::reason(&candidate, state, self.calendar),
            priority: details::priority(&candidate),
            kind,
            kind_stated,
            strength: kind::strength(&wording, kind, clarity),
            phrasing: phrasing::of(&wording, clarity, candidate.group.begun),
            clarity,
            scope,
            addresses: details::addresses(&candidate),
            in_own_form: candidate.in_own_form,
            form: candidate.form,
            fields: fields(&candidate),
            id,
        }
    }
}

/// What is said of an action by column or key, in the order of the document.
fn fields(candidate: &Candidate<'_>) -> Vec<(Role, Span)> {
    let stated = candidate.stated.iter().filter(|stated| {
        let is_key =
            candidate.form != Form::Row || candidate.text.span().contains(stated.value.span());
        is_key || !stated.value.is_blank()
    });
    let mut fields: Vec<(Role, Span)> = stated.map(|one| (one.role, one.value.span())).collect();
    fields.sort_by_key(|(_, span)| *span);
    fields
}

/// A text on one line, without the punctuation that stood before what was cut off.
fn one_line(text: Text<'_>) -> String {
    let words: Vec<&str> = text.as_str().split_whitespace().collect();
    let line = words.join(" ");
    line.trim_end_matches([',', ';', '(', '[', '|', ' ', '-', '–', '—'])
        .to_owned()
}

/// The wording of a "Description:" below an action.
fn described<'d>(candidate: &Candidate<'d>) -> Option<Wording<'d>> {
    let note = candidate
        .notes
        .iter()
        .find(|note| list::describes(**note))?;
    let label = note.as_str().find(':')? + 1;
    let text = note.slice(label..note.as_str().len()).trim();
    (!text.is_blank()).then(|| {
        Wording::new(&Candidate {
            text,
            notes: Vec::new(),
            stated: Vec::new(),
            group: candidate.group.clone(),
            ..*candidate
        })
    })
}

/// What a ticket says of the state where the text says nothing: a commit is done, and so is the pull request of a repair,
/// which came before the post-mortem.
fn by_ticket(ticket: Option<&Fact<String>>, scope: Scope) -> (State, Option<Span>) {
    let made = |t: &&Fact<String>| {
        ticket::is_commit(&t.value) || scope == Scope::Narrow && ticket::is_change(&t.value)
    };
    match ticket.filter(made) {
        Some(ticket) => (State::Done, Some(ticket.span)),
        None => (State::Open, None),
    }
}
