//! Keys and values of the front matter.

use super::{Candidate, Offer, before, values, word};
use crate::lsp::view::View;
use crate::markdown::{FrontKind, Span};
use crate::postmortem::schema::{IMPACT, KEYS, Key, KeyKind};

/// What may be written in the front matter; none elsewhere. It is told from the lines, since what is half written can
/// often not be read.
pub(super) fn at(view: &View<'_>, offset: usize) -> Option<Offer> {
    let content = content(view)?;
    if offset < content.start || offset > content.end {
        return None;
    }
    let (line, prefix) = before(view, offset);
    if prefix.contains(" #") || prefix.starts_with('#') {
        return None;
    }
    let written = prefix.trim_start();
    let indent = prefix.len() - written.len();
    let above = Span::new(content.start, line.start);
    if let Some(item) = written.strip_prefix('-') {
        let key = find(opened_by(view, above, indent + 1)?, indent > 0)?;
        let partial = item.trim_start();
        return values_of(view, key, partial, offset);
    }
    if let Some((name, value)) = written.split_once(':') {
        let key = find(name.trim(), indent > 0)?;
        let value = value.trim_start();
        let partial = match value.strip_prefix('[') {
            Some(list) => list.rsplit(',').next().unwrap_or_default().trim_start(),
            None => value,
        };
        return values_of(view, key, partial, offset);
    }
    let keys = match indent {
        0 => KEYS,
        _ if opened_by(view, above, indent)? == "impact" => IMPACT,
        _ => return None,
    };
    Some(keys_of(view, keys, written, offset, content))
}

/// The lines of the front matter; of one that is not closed yet, those before the first heading.
fn content(view: &View<'_>) -> Option<Span> {
    let text = view.text();
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_start_matches('\u{feff}').trim_end() != FrontKind::Yaml.delimiter() {
        return None;
    }
    let goes_on =
        |line: &&str| !line.starts_with("# ") && line.trim_end() != FrontKind::Yaml.delimiter();
    let length: usize = lines.take_while(goes_on).map(str::len).sum();
    Some(Span::new(first.len(), first.len() + length))
}

/// The key of the last line above that is indented less and has no value.
fn opened_by<'v>(view: &'v View<'_>, above: Span, indent: usize) -> Option<&'v str> {
    let lines = view.text().get(above.start..above.end)?.lines().rev();
    let mut lines =
        lines.filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with(['#', '-']));
    let line = lines.find(|line| line.len() - line.trim_start().len() < indent)?;
    Some(line.trim().strip_suffix(':')?.trim_end())
}

/// The key of a name; below another key one of `impact`.
fn find(name: &str, is_inside: bool) -> Option<&'static Key> {
    let top = KEYS.iter().find(|key| key.name == name);
    match is_inside {
        true => IMPACT.iter().find(|key| key.name == name).or(top),
        false => top,
    }
}

fn keys_of(
    view: &View<'_>,
    keys: &'static [Key],
    written: &str,
    offset: usize,
    content: Span,
) -> Offer {
    let span = word(view, offset - written.len(), offset);
    let lines = view
        .text()
        .get(content.start..content.end)
        .unwrap_or_default()
        .lines();
    let there: Vec<&str> = lines
        .filter_map(|line| Some(line.split_once(':')?.0.trim()))
        .collect();
    let has_colon = view
        .text()
        .get(span.end..)
        .is_some_and(|rest| rest.trim_start_matches(' ').starts_with(':'));
    let free = keys.iter().filter(|key| !there.contains(&key.name));
    let candidates = free.map(|key| {
        let text = match key.kind {
            _ if has_colon => key.name.to_owned(),
            KeyKind::Group => format!("{}:\n  ", key.name),
            _ => format!("{}: ", key.name),
        };
        Candidate::key(key, text)
    });
    Offer {
        span,
        candidates: candidates.collect(),
    }
}

fn values_of(view: &View<'_>, key: &'static Key, partial: &str, offset: usize) -> Option<Offer> {
    let partial = partial.trim_start_matches(['"', '\'']);
    let candidates = values::of_front(view, key, offset);
    (!candidates.is_empty()).then(|| Offer {
        span: word(view, offset - partial.len(), offset),
        candidates,
    })
}
