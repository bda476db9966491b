//! Taking away what says that an action is closed.

use super::mark;
use super::row;
use super::view::View;
use crate::fix::Edit;
use crate::markdown::{InlineKind, Span};
use crate::postmortem::{Form, Role, State};

/// How many marks of its state one action has at most.
const MARKS: usize = 6;

/// The longest word or sign that is taken away from among the words of an action.
const LONGEST_MARK: usize = 60;

/// The text without what says that the action is done or dropped; none where nothing is to be taken away.
pub(super) fn cleared<'o>(before: &View<'o>) -> Option<View<'o>> {
    let mut now: Option<View<'o>> = None;
    for _ in 0..MARKS {
        let view = now.as_ref().unwrap_or(before);
        let action = view.action()?;
        if action.state == State::Open && action.state_denied.is_none() {
            break;
        }
        let edit = edit(view);
        match edit.and_then(|edit| view.edited(vec![edit])) {
            Some(next) if next.action().is_some() => now = Some(next),
            _ => break,
        }
    }
    now
}

/// One of the marks.
fn edit(view: &View<'_>) -> Option<Edit> {
    let action = view.action()?;
    field(view)
        .or_else(|| view.ticked(false))
        .or_else(|| strike(view))
        .or_else(|| {
            word(
                view,
                action.state_span.filter(|_| action.state != State::Open)?,
            )
        })
        .or_else(|| word(view, action.state_denied.as_ref()?.span))
}

/// What a column or a key says.
fn field(view: &View<'_>) -> Option<Edit> {
    let action = view.action()?;
    if action.form == Form::Row {
        let cells = row::cells(view);
        let is = |role: Role| {
            cells
                .iter()
                .find(move |cell| cell.role == Some(role) && !cell.is_blank(view))
        };
        let days = [Role::Done, Role::Dropped].into_iter().find_map(is);
        if let Some(cell) = days {
            return Some(cell.filled(view, ""));
        }
        let state = is(Role::State).filter(|cell| !is_open(view.source(cell.span)));
        if let Some(cell) = state {
            return Some(cell.filled(view, "Open"));
        }
    }
    let closing = [Role::Done, Role::Dropped]
        .into_iter()
        .find_map(|role| view.fields(role).next());
    if let Some(field) = closing {
        return mark::removed(view, field);
    }
    let state = view
        .fields(Role::State)
        .find(|&field| !is_open(view.source(field)))?;
    let in_words = action.span.contains(state);
    let removed = mark::removed(view, state).filter(|_| in_words);
    removed.or_else(|| Some(Edit::new(view.with_markup(state), "open")))
}

fn is_open(value: &str) -> bool {
    value.trim().eq_ignore_ascii_case("open")
}

/// The line through its words.
fn strike(view: &View<'_>) -> Option<Edit> {
    let action = view.action()?;
    let line = view.line(action.span.start);
    let mut inlines = view
        .post
        .doc
        .inlines_within(Span::new(line.start, action.span.end));
    let strike = inlines
        .find(|inline| inline.kind == InlineKind::Strike && inline.span.contains(action.span))?;
    let source = view.source(strike.span);
    let marks = source.len() - source.trim_start_matches('~').len();
    let inner = source.get(marks..source.len() - marks)?;
    Some(Edit::new(strike.span, inner))
}

/// A word or a sign among its words, with the brackets or the dash that part it from them.
fn word(view: &View<'_>, mark: Span) -> Option<Edit> {
    let action = view.action()?;
    let is_small = mark.len() <= LONGEST_MARK && mark.len() < action.span.len();
    if !is_small || !action.extent.contains(mark) {
        return None;
    }
    let mut span = view.with_markup(mark);
    let text = &view.text;
    let rest = text.get(span.end..)?;
    let before = text.get(..span.start)?;
    if before.ends_with(['(', '[']) && rest.starts_with([')', ']']) {
        span = Span::new(span.start - 1, span.end + 1);
    } else if rest.starts_with(':') {
        span.end += 1;
    }
    let before = text.get(..span.start)?;
    let rest = text.get(span.end..)?;
    let line_start = view.line(span.start).start;
    let is_first = span.start <= action.span.start;
    if is_first {
        let gap = rest.len() - rest.trim_start_matches(' ').len();
        span.end += gap;
    } else {
        let kept = before
            .trim_end_matches([' ', '-', '–', '—', ':', ',', ';'])
            .len();
        span.start = kept.max(line_start);
    }
    Some(Edit::new(span, ""))
}
