//! The ways in which a fact can be written down, the one that fits the form best first.

use jiff::civil::Date;

use super::view::View;
use super::{Change, escape, mark, row};
use crate::fix::Edit;
use crate::markdown::Span;
use crate::postmortem::{Form, Role, State};
use row::Cell;

/// Several edits that belong together.
type Edits = Vec<Edit>;

/// The texts that could come of a change.
pub(super) fn all(view: &View<'_>, change: &Change) -> Vec<String> {
    let ways = match change {
        Change::Done { on, evidence, .. } => {
            let told = evidence.as_deref().map(escape::written);
            closed(view, State::Done, *on, told.as_deref())
        }
        Change::Drop { on, reason } => {
            closed(view, State::Dropped, *on, Some(&escape::written(reason)))
        }
        Change::Reopen => reopened(view),
        Change::Assign { owner } => assigned(view, owner),
        Change::Due { on, reason } => {
            let reason = reason.as_deref().map(escape::written);
            due(view, *on, reason.as_deref())
        }
    };
    ways.into_iter()
        .filter_map(|edits| view.with(edits))
        .collect()
}

/// `2026-03-26, a staged backlog paged in 4 min`
fn dated(on: Date, told: Option<&str>) -> String {
    match told {
        Some(told) => format!("{on}, {told}"),
        None => on.to_string(),
    }
}

fn closed(view: &View<'_>, state: State, on: Date, told: Option<&str>) -> Vec<Edits> {
    let Some(action) = view.action() else {
        return Vec::new();
    };
    let value = dated(on, told);
    // "on 2026-03-26" at the end of some texts would be when it is due.
    let stated = [
        format!("{} on {value}", state.word()),
        format!("{} {value}", state.word()),
    ];
    let ticked: Edits = view.ticked(true).into_iter().collect();
    let mut ways = Vec::new();
    if action.form == Form::Row {
        ways.extend(cells_closed(view, state, on, told));
    }
    let key = state.word();
    let line = mark::line(view, key, &value);
    let struck = struck(view).filter(|_| state == State::Dropped && view.tick().is_some());
    let mut kept: Vec<Edits> = Vec::new();
    if action.form != Form::Row {
        for field in view.fields(Role::State) {
            let place = view.with_markup(field);
            kept.extend(
                stated
                    .iter()
                    .map(|text| vec![Edit::new(place, text.clone())]),
            );
        }
    }
    kept.extend(line.map(|edit| vec![edit]));
    for text in &stated {
        kept.extend(
            behind(view, "status", text)
                .into_iter()
                .map(|edit| vec![edit]),
        );
    }
    for way in kept {
        if let Some(struck) = &struck {
            ways.push([&way[..], &ticked, struck].concat());
        }
        ways.push([&way[..], &ticked].concat());
        if !ticked.is_empty() {
            ways.push(way);
        }
    }
    ways
}

/// The words with a line through them.
fn struck(view: &View<'_>) -> Option<Edits> {
    let tick = view.tick()?;
    let rest = view.text.get(tick.end + 1..)?;
    let start = tick.end + 1 + rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let end = view.words_end()?;
    Some(vec![
        Edit::new(Span::at(start), "~~"),
        Edit::new(Span::at(end), "~~"),
    ])
}

/// The columns of state, day and evidence.
fn cells_closed(view: &View<'_>, state: State, on: Date, told: Option<&str>) -> Vec<Edits> {
    let cells = row::cells(view);
    let of = |role: Role| cells.iter().filter(move |cell| cell.role == Some(role));
    let word = match state {
        State::Done => "Done",
        _ => "Dropped",
    };
    let full = dated(on, told);
    let day_role = if state == State::Done {
        Role::Done
    } else {
        Role::Dropped
    };
    let mut ways = Vec::new();
    let states: Vec<&Cell> = of(Role::State).collect();
    let day = of(day_role).next();
    let shown = of(Role::Evidence)
        .next()
        .filter(|cell| state == State::Done && cell.is_blank(view))
        .zip(told);
    for cell in &states {
        let of_state = |text: &str| cell.filled(view, text);
        if let (Some(day), Some((shown, told))) = (day, shown) {
            ways.push(vec![
                of_state(word),
                day.filled(view, &on.to_string()),
                shown.filled(view, told),
            ]);
        }
        if let Some(day) = day {
            ways.push(vec![of_state(word), day.filled(view, &dated(on, told))]);
        }
        if let Some((shown, told)) = shown {
            ways.push(vec![
                of_state(&format!("{word} on {on}")),
                shown.filled(view, told),
            ]);
        }
        ways.push(vec![of_state(&format!("{word} on {full}"))]);
        ways.push(vec![of_state(&format!("{word} {full}"))]);
    }
    if let Some(day) = day {
        if let Some((shown, told)) = shown {
            ways.push(vec![
                day.filled(view, &on.to_string()),
                shown.filled(view, told),
            ]);
        }
        ways.push(vec![day.filled(view, &dated(on, told))]);
    }
    ways
}

fn reopened(view: &View<'_>) -> Vec<Edits> {
    let Some(action) = view.action() else {
        return Vec::new();
    };
    let mut ways = vec![Vec::new()];
    match action.form {
        Form::Row => {
            let cells = row::cells(view);
            let states = cells.iter().filter(|cell| cell.role == Some(Role::State));
            ways.extend(states.map(|cell| vec![cell.filled(view, "Open")]));
        }
        _ => {
            let fields = view.fields(Role::State);
            ways.extend(fields.map(|field| vec![Edit::new(view.with_markup(field), "open")]));
        }
    }
    ways.extend(mark::line(view, "status", "open").map(|edit| vec![edit]));
    ways.extend(
        behind(view, "status", "open")
            .into_iter()
            .map(|edit| vec![edit]),
    );
    ways
}

fn assigned(view: &View<'_>, owner: &str) -> Vec<Edits> {
    let Some(action) = view.action() else {
        return Vec::new();
    };
    let (sign, name) = match owner.strip_prefix('@') {
        Some(name) => ("@", name),
        None => ("", owner),
    };
    let written = format!("{sign}{}", escape::written(name));
    let mut ways = said(view, Role::Owner, &written);
    let own = action
        .owners
        .iter()
        .filter(|one| action.extent.contains(one.span));
    let own: Vec<Span> = own.map(|one| one.span).collect();
    if let (Some(first), Some(last)) = (own.first(), own.last()) {
        let all = first.join(*last);
        ways.push(vec![Edit::new(view.with_markup(all), written.clone())]);
        ways.push(vec![Edit::new(all, written.clone())]);
    }
    ways.extend(added(view, "owner", &written));
    ways
}

fn due(view: &View<'_>, on: Date, reason: Option<&str>) -> Vec<Edits> {
    let Some(action) = view.action() else {
        return Vec::new();
    };
    let written = on.to_string();
    let mut ways = said(view, Role::Due, &written);
    let known = action.due.as_ref().map(|due| due.span);
    let known = known
        .into_iter()
        .chain(action.due_text.as_ref().map(|due| due.span));
    for span in known.filter(|span| action.extent.contains(*span)) {
        ways.push(vec![Edit::new(span, written.clone())]);
    }
    ways.extend(added(view, "due", &written));
    let old = action
        .due
        .as_ref()
        .map(|due| due.value)
        .filter(|old| *old < on);
    let old_text = || {
        action
            .due_text
            .as_ref()
            .map(|due| escape::written(&due.value))
    };
    let from = old
        .map(|day| day.to_string())
        .or_else(|| old_text().filter(|_| reason.is_some()));
    let moved = match (from, reason) {
        (Some(from), Some(reason)) => format!("{from} → {on}, {reason}"),
        (Some(from), None) => format!("{from} → {on}"),
        (None, Some(reason)) => format!("{on}, {reason}"),
        (None, None) => return ways,
    };
    let mut told: Vec<Edit> = Vec::new();
    told.extend(mark::line(view, "moved", &moved));
    if action.form == Form::Row {
        let cells = row::cells(view);
        let note = cells.iter().find(|cell| cell.role == Some(Role::Note));
        told.extend(note.filter(|_| reason.is_some()).map(|cell| {
            let before = view.source(cell.span).trim();
            let gap = if before.is_empty() { "" } else { "; " };
            cell.filled(view, &format!("{before}{gap}moved {moved}"))
        }));
    }
    let with: Vec<Edits> = told
        .iter()
        .flat_map(|told| ways.iter().map(|way| merged(way, told)))
        .collect();
    with.into_iter().chain(ways).collect()
}

/// Two edits as they can be made together: a line goes behind what is put in at the same place.
fn merged(way: &[Edit], told: &Edit) -> Edits {
    let mut edits = way.to_vec();
    let same = edits.iter_mut().find(|edit| edit.span == told.span);
    match same {
        Some(edit) => edit.text.push_str(&told.text),
        None => edits.push(told.clone()),
    }
    edits
}

/// Another value in place of what a column or a key says.
fn said(view: &View<'_>, role: Role, value: &str) -> Vec<Edits> {
    let Some(action) = view.action() else {
        return Vec::new();
    };
    if action.form == Form::Row {
        let cells = row::cells(view);
        let cells = cells.iter().filter(|cell| cell.role == Some(role));
        let cells: Vec<Edits> = cells.map(|cell| vec![cell.filled(view, value)]).collect();
        if !cells.is_empty() {
            return cells;
        }
    }
    let fields = view
        .fields(role)
        .filter(|field| action.extent.contains(*field));
    let filled = |field: Span| {
        let is_apart = view
            .source(Span::new(0, field.start))
            .ends_with([' ', '\t']);
        let gap = if field.is_empty() && !is_apart {
            " "
        } else {
            ""
        };
        vec![Edit::new(view.with_markup(field), format!("{gap}{value}"))]
    };
    fields.map(filled).collect()
}

/// A fact that is not there yet.
fn added(view: &View<'_>, key: &str, value: &str) -> Vec<Edits> {
    let mut edits: Vec<Edit> = Vec::new();
    edits.extend(mark::in_line(view, key, value));
    edits.extend(mark::line(view, key, value));
    edits.extend(behind(view, key, value));
    edits.into_iter().map(|edit| vec![edit]).collect()
}

/// A fact behind the words, which can be written in any form.
fn behind(view: &View<'_>, key: &str, value: &str) -> Vec<Edit> {
    let Some(end) = view.words_end() else {
        return Vec::new();
    };
    let forms = [format!(" ({key}: {value})"), format!(" – {key}: {value}")];
    forms.map(|text| Edit::new(Span::at(end), text)).into()
}
