//! The edits of YAML that come into question, the best first.

use super::place::{Missing, Pair, Place};
use super::{Edit, Site, Value, write};
use crate::markdown::{Fact, FrontData, FrontValue, Span};

/// How many places are tried for a key that is missing.
const PLACES: usize = 8;

pub(super) fn edits(site: &Site<'_>, place: &Place<'_, '_>, value: &Value) -> Vec<Edit> {
    match place {
        Place::There {
            key,
            value: old,
            next,
        } => replaced(site, key, old, *next, value),
        Place::Missing(missing) => inserted(site, missing, &write::yaml(value)),
    }
}

fn replaced(
    site: &Site<'_>,
    key: &Fact<String>,
    old: &FrontValue,
    next: Option<&Fact<String>>,
    value: &Value,
) -> Vec<Edit> {
    let source = site.get(old.span.start, old.span.end);
    let new = write::in_quotes_of(source, old, value).unwrap_or_else(|| write::yaml(value));
    let behind = behind_colon(site, key);
    if old.data == FrontData::Null {
        let written = Edit::new(old.span, &*new);
        let blank = behind.map(|at| Edit::new(Span::at(at), format!(" {new}")));
        return match source.trim().is_empty() {
            true => blank.into_iter().collect(),
            false => vec![written],
        };
    }
    let mut edits = Vec::new();
    let on_one_line = !source.contains('\n') && is_on_line_of(site, key, old);
    if on_one_line {
        edits.push(Edit::new(old.span, &*new));
    }
    if let Some(end) = closed(site, old) {
        edits.push(Edit::new(Span::new(old.span.start, end), &*new));
    }
    let region = next.map_or(site.block.content.end, |next| {
        site.line_start(next.span.start)
    });
    for end in [old.span.end, region] {
        let Some(start) = behind else { continue };
        let trimmed = site.get(start, end).trim_end();
        edits.push(Edit::new(
            Span::new(start, start + trimmed.len()),
            format!(" {new}"),
        ));
    }
    edits
}

fn is_on_line_of(site: &Site<'_>, key: &Fact<String>, value: &FrontValue) -> bool {
    value.span.start >= key.span.end && !site.get(key.span.end, value.span.start).contains('\n')
}

/// Where the value of a key begins: behind its colon.
fn behind_colon(site: &Site<'_>, key: &Fact<String>) -> Option<usize> {
    let rest = site.get(key.span.end, site.block.content.end);
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    rest.get(blanks..)?
        .starts_with(':')
        .then_some(key.span.end + blanks + 1)
}

/// Where a flow ends: behind the bracket that follows its last value.
fn closed(site: &Site<'_>, value: &FrontValue) -> Option<usize> {
    let (close, last) = match &value.data {
        FrontData::List(values) => (']', values.last().map(|value| value.span.end)),
        FrontData::Map(pairs) => ('}', pairs.last().map(last_byte)),
        _ => return None,
    };
    let open = site.get(value.span.start, site.block.content.end);
    if !open.starts_with(['[', '{']) {
        return None;
    }
    let from = last.unwrap_or(value.span.start + 1);
    let rest = site.get(from, site.block.content.end);
    let blank = rest.find(|c: char| !c.is_whitespace() && c != ',')?;
    rest.get(blank..)?
        .starts_with(close)
        .then_some(from + blank + 1)
}

/// The end of a pair; that of its key when there is no value.
fn last_byte((key, value): &Pair) -> usize {
    match value.data {
        FrontData::Null => key.span.end.max(value.span.end),
        _ => value.span.end,
    }
}

fn inserted(site: &Site<'_>, missing: &Missing<'_, '_>, value: &str) -> Vec<Edit> {
    let end = site.end_of_line();
    if let Some((key, parent)) = missing.parent {
        let source = site.get(parent.span.start, parent.span.end);
        if parent.data == FrontData::Null {
            let flow = write::yaml_flow(missing.rest, value);
            if !source.trim().is_empty() {
                return vec![Edit::new(parent.span, format!("{{{flow}}}"))];
            }
            let indent = site.get(site.line_start(key.span.start), key.span.start);
            let lines = write::yaml_lines(&format!("{indent}  "), missing.rest, value, end);
            return vec![Edit::new(Span::at(site.next_line(key.span.end)), lines)];
        }
        if source.starts_with('{') {
            return in_flow(missing, value, parent.span.start);
        }
    } else if let Some(open) = top_flow(site) {
        return in_flow(missing, value, open);
    }
    let Some((first, _)) = missing.siblings.first() else {
        return Vec::new();
    };
    let indent = site.get(site.line_start(first.span.start), first.span.start);
    let lines = write::yaml_lines(indent, missing.rest, value, end);
    let places = places(site, missing, indent);
    let at = |place| Edit::new(Span::at(place), &*lines);
    places.into_iter().map(at).collect()
}

/// Where the flow begins that holds all keys.
fn top_flow(site: &Site<'_>) -> Option<usize> {
    let content = site.get(site.block.content.start, site.block.content.end);
    let blank = content.len() - content.trim_start().len();
    content
        .get(blank..)?
        .starts_with('{')
        .then_some(site.block.content.start + blank)
}

/// Behind the sibling before it, else at the beginning.
fn in_flow(missing: &Missing<'_, '_>, value: &str, open: usize) -> Vec<Edit> {
    let flow = write::yaml_flow(missing.rest, value);
    let before = missing.siblings.iter().take(missing.before).next_back();
    let behind = before.map(|pair| Edit::new(Span::at(last_byte(pair)), format!(", {flow}")));
    let comma = if missing.siblings.is_empty() {
        ""
    } else {
        ", "
    };
    let first = Edit::new(Span::at(open + 1), format!("{flow}{comma}"));
    behind.into_iter().chain([first]).collect()
}

/// The beginnings of lines at which a key may stand: behind the sibling before it, before the one behind, and at the end.
fn places(site: &Site<'_>, missing: &Missing<'_, '_>, indent: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut counts = vec![missing.before, missing.siblings.len()];
    counts.dedup();
    for count in counts {
        let (before, behind) = missing.siblings.split_at(count);
        if let Some(pair) = before.last() {
            places.push(site.next_line(last_byte(pair).saturating_sub(1)));
        }
        if let Some((key, _)) = behind.first() {
            let own = site.line_start(key.span.start);
            places.extend([above_comments(site, own, indent), own]);
        }
    }
    // Behind a block scalar or a bracket, wherever that ends.
    let last = missing
        .siblings
        .last()
        .map_or(site.block.content.start, last_byte);
    let below = site.front.keys.iter().map(|(key, _)| key.span.start);
    let below = below.filter(|start| *start > last).min();
    let end = below.map_or(site.block.content.end, |start| site.line_start(start));
    places.extend([above_comments(site, end, indent), end]);
    places.truncate(PLACES);
    places
}

/// Where the comment lines directly above a line begin.
fn above_comments(site: &Site<'_>, line: usize, indent: &str) -> usize {
    let mut at = line;
    while at > site.block.content.start {
        let above = site.line_start(at - 1);
        let text = site.get(above, at);
        match text.strip_prefix(indent) {
            Some(text) if text.starts_with('#') => at = above,
            _ => break,
        }
    }
    at
}
