//! The edits of TOML that come into question, the best first.

use super::place::{Missing, Place};
use super::{Edit, Site, Value, write};
use crate::markdown::Span;

/// How many of the keys that are there are tried for the one that a new key follows.
const TRIED: usize = 40;

pub(super) fn edits(site: &Site<'_>, place: &Place<'_, '_>, value: &Value) -> Vec<Edit> {
    match place {
        Place::There { value: old, .. } => {
            let source = site.get(old.span.start, old.span.end);
            let new = write::in_quotes_of(source, old, value);
            let new = new.unwrap_or_else(|| write::toml(value));
            vec![Edit::new(old.span, new)]
        }
        Place::Missing(missing) => inserted(site, missing, &write::toml(value)),
    }
}

/// In the table where it belongs, in whichever form that has: below its header, in braces, or as dotted keys.
fn inserted(site: &Site<'_>, missing: &Missing<'_, '_>, value: &str) -> Vec<Edit> {
    let end = site.end_of_line();
    let own = format!("{} = {value}", write::toml_key(missing.rest));
    let dotted = match missing.above {
        [] => own.clone(),
        above => format!("{}.{own}", write::toml_key(above)),
    };
    let mut edits = Vec::new();
    if let Some((_, parent)) = missing.parent {
        let open = parent.span.start;
        if site.get(open, parent.span.end).starts_with('{') {
            let text = match missing.siblings.is_empty() {
                true => format!(" {own} "),
                false => format!(" {own},"),
            };
            let last = missing.siblings.iter().take(missing.before).next_back();
            edits.extend(
                last.map(|(_, value)| Edit::new(Span::at(value.span.end), format!(", {own}"))),
            );
            edits.push(Edit::new(Span::at(open + 1), text));
            return edits;
        }
    }
    let before = missing.siblings.iter().take(missing.before).rev();
    let behind = missing.siblings.iter().skip(missing.before).rev();
    let after = |at: usize| site.next_line(at.saturating_sub(1));
    let places = before.chain(behind).take(TRIED).map(|(key, value)| {
        // The span of a table is that of its header.
        after(value.span.end.max(key.span.end))
    });
    let header = missing.parent.map(|(key, _)| after(key.span.end));
    for place in places.chain(header).chain([site.block.content.start]) {
        let lines = [&own, &dotted].map(|line| Edit::new(Span::at(place), format!("{line}{end}")));
        edits.extend(lines);
    }
    edits
}
