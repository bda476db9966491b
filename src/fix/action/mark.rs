//! Where a line of facts goes, and how one goes away.

use super::view::View;
use crate::fix::Edit;
use crate::markdown::{BlockKind, Span};
use crate::postmortem::{Form, Role};

/// A new line `key: value` below the action: behind the facts that it has, in their style, else right below its words.
pub(super) fn line(view: &View<'_>, key: &str, value: &str) -> Option<Edit> {
    let action = view.action()?;
    let end = view.line_end();
    let words_end = view.words_end()?;
    let below = below(view);
    if let Some(last) = below.last() {
        let line = view.line(last.start);
        let style = Style::of(view.source(line))?;
        let text = format!("{end}{}{}", style.prefix, style.fact(key, value));
        return Some(Edit::new(Span::at(line.end), text));
    }
    match action.form {
        Form::Item => {
            let start = view.line(action.extent.start).start;
            let before = view.source(Span::new(start, action.extent.start));
            let is_margin = before.chars().all(|c| c == ' ' || c == '\t' || c == '>');
            let marker = marker(
                view.source(view.line(action.extent.start))
                    .get(before.len()..)?,
            )?;
            let indent = " ".repeat(marker.chars().count());
            let text = format!("{end}{before}{indent}- {key}: {value}");
            is_margin.then(|| Edit::new(Span::at(view.line(words_end).end), text))
        }
        Form::Heading => {
            let heading = view.block(|kind| matches!(kind, BlockKind::Heading(_)))?;
            let span = view.post.doc.block(heading).span;
            let at = span.start + view.source(span).trim_end().len();
            Some(Edit::new(
                Span::at(at),
                format!("{end}{end}- {key}: {value}"),
            ))
        }
        Form::Row | Form::Prose | Form::Outlook => None,
    }
}

/// `, key: value` behind the facts of the first line of them that has several, or that is the only one in our own form.
pub(super) fn in_line(view: &View<'_>, key: &str, value: &str) -> Option<Edit> {
    let action = view.action()?;
    let below = below(view);
    let first = view.line(below.first()?.start);
    let fields = action
        .fields
        .iter()
        .filter(|(_, span)| first.contains(*span));
    let roles: Vec<Role> = fields.map(|(role, _)| *role).collect();
    let told = [Role::Done, Role::Dropped, Role::Moved, Role::Evidence];
    let fits = roles.len() > 1 || below.len() == 1 && action.in_own_form;
    if !fits || roles.iter().any(|role| told.contains(role)) {
        return None;
    }
    let style = Style::of(view.source(first))?;
    if key == "owner" {
        let at = first.start + style.prefix.len();
        return Some(Edit::new(
            Span::at(at),
            format!("{}, ", style.fact(key, value)),
        ));
    }
    // A due date stands behind the owner.
    let owner = action
        .fields
        .iter()
        .find(|(role, span)| *role == Role::Owner && first.contains(*span));
    let at = owner.map_or(first.end, |(_, span)| view.with_markup(*span).end);
    Some(Edit::new(
        Span::at(at),
        format!(", {}", style.fact(key, value)),
    ))
}

/// The fields that stand below the words.
fn below(view: &View<'_>) -> Vec<Span> {
    let (Some(action), Some(end)) = (view.action(), view.words_end()) else {
        return Vec::new();
    };
    let end = view.line(end).end;
    let fields = action.fields.iter().map(|(_, span)| *span);
    fields
        .filter(|span| span.start >= end && action.extent.covers(span.start))
        .collect()
}

/// What goes when a field goes: its line where that holds nothing else, else the field with its key.
pub(super) fn removed(view: &View<'_>, field: Span) -> Option<Edit> {
    let action = view.action()?;
    let value = view.with_markup(field);
    let line = view.line(field.start);
    let others = action.fields.iter().map(|(_, span)| *span);
    let others: Vec<Span> = others
        .filter(|span| *span != field && line.covers(span.start))
        .collect();
    let is_below = below(view).contains(&field);
    if is_below && others.is_empty() {
        let whole = view.whole_line(field.start);
        // At the end of a file without a last line end it takes the one before.
        let before = view.text.get(..whole.start)?;
        let cut = match whole.end == line.end && before.ends_with('\n') {
            true => before.trim_end_matches('\n').trim_end_matches('\r').len(),
            false => whole.start,
        };
        return Some(Edit::new(Span::new(cut, whole.end), ""));
    }
    let before = others.iter().rev().find(|span| span.end <= value.start);
    let behind = others.iter().find(|span| span.start >= value.end);
    match (before, behind) {
        (Some(before), _) => {
            let from = view.with_markup(*before).end;
            Some(Edit::new(Span::new(from, value.end), ""))
        }
        (None, Some(_)) if is_below => {
            let style = Style::of(view.source(line))?;
            let rest = view.text.get(value.end..line.end)?;
            let gap = rest.len() - rest.trim_start_matches([',', ';', ' ', '|']).len();
            let from = line.start + style.prefix.len();
            Some(Edit::new(Span::new(from, value.end + gap), ""))
        }
        _ => bracketed(view, value),
    }
}

/// ` (status: done)` behind the words of an action.
fn bracketed(view: &View<'_>, value: Span) -> Option<Edit> {
    let before = view.text.get(..value.start)?;
    let open = before.rfind('(')?;
    let is_key = before.get(open + 1..)?.trim_end().ends_with(':');
    let rest = view.text.get(value.end..)?;
    let start = before.get(..open)?.trim_end_matches(' ').len();
    (is_key && rest.starts_with(')')).then(|| Edit::new(Span::new(start, value.end + 1), ""))
}

/// The marker of an item with the blanks behind it.
fn marker(line: &str) -> Option<&str> {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let sign = line.get(digits..)?.chars().next()?;
    let is_marker = match digits {
        0 => "-*+".contains(sign),
        _ => sign == '.' || sign == ')',
    };
    let rest = line.get(digits + 1..)?;
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    // Five blanks and more begin code.
    let blanks = if blanks > 4 { 1 } else { blanks };
    is_marker.then(|| line.get(..digits + 1 + blanks))?
}

/// How a line of facts is written.
struct Style<'l> {
    /// Margin and marker.
    prefix: &'l str,
    bold: bool,
    capital: bool,
}

impl<'l> Style<'l> {
    fn of(line: &'l str) -> Option<Self> {
        let margin = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
        let rest = line.get(margin..)?;
        let is_item = ["- ", "* ", "+ "].iter().any(|sign| rest.starts_with(sign));
        let marker = if is_item { marker(rest)?.len() } else { 0 };
        let prefix = line.get(..margin + marker)?;
        let fact = line.get(prefix.len()..)?;
        let bare = fact.trim_start_matches('*');
        let first = bare.chars().next()?;
        first.is_alphabetic().then_some(Self {
            prefix,
            bold: fact.starts_with("**"),
            capital: first.is_uppercase(),
        })
    }

    fn fact(&self, key: &str, value: &str) -> String {
        let mut key = key.to_owned();
        if self.capital
            && let Some(first) = key.get_mut(..1)
        {
            first.make_ascii_uppercase();
        }
        match self.bold {
            true => format!("**{key}:** {value}"),
            false => format!("{key}: {value}"),
        }
    }
}
