//! What whys reads: the same facts at the same places, but for those that the fixes are about.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use super::Proposal;
use crate::fix::edit::Shift;
use crate::fix::unseen;
use crate::postmortem::PostMortem;
use crate::report::facts;

pub(super) fn are_same(
    before: &PostMortem,
    after: &PostMortem,
    shift: &Shift<'_>,
    fixes: &[Proposal],
) -> bool {
    let line = |line: u64| {
        let start = before.doc.lines().span(line as usize).start;
        // What is put in above the first line stands behind a byte order mark.
        let text = before.doc.text().get(start..).unwrap_or_default();
        let start = start + text.len() - text.trim_start_matches('\u{feff}').len();
        after.doc.line(shift.offset(start, false)) as u64
    };
    let was = flat(before, line);
    let is = flat(after, |line| line);
    let learns = fixes.iter().any(|proposal| proposal.fix.learns);
    let about: HashSet<&str> = fixes
        .iter()
        .flat_map(|proposal| proposal.fix.about.iter().map(String::as_str))
        .collect();
    let is_about = |path: &str| {
        let ends = path.match_indices('/').map(|(at, _)| at);
        let mut facts = ends.chain([path.len()]).filter_map(|end| path.get(..end));
        facts.any(|fact| about.contains(fact))
    };
    let may = |path: &str, was: Option<&Value>, is: Option<&Value>| {
        was == is
            || is_about(path)
            || learns && may_be_learnt(path) && was.is_none_or(Value::is_null)
    };
    was.iter()
        .all(|(path, fact)| may(path, Some(fact), is.get(path)))
        && is
            .iter()
            .filter(|(path, _)| !was.contains_key(*path))
            .all(|(path, fact)| may(path, None, Some(fact)))
}

/// Whether a value in the front matter may tell it: not that there is one more section, lesson, link or picture.
fn may_be_learnt(path: &str) -> bool {
    let fixed = ["sections/", "lessons/", "ephemeral_links/", "pictures/"];
    !fixed.iter().any(|list| path.starts_with(list))
}

/// The single facts by their paths. A section's last line is left out: it may be a comment that goes.
fn flat(post: &PostMortem, line: impl Fn(u64) -> u64) -> BTreeMap<String, Value> {
    let mut flat = BTreeMap::new();
    let mut open = vec![(String::new(), facts::json(post))];
    while let Some((path, fact)) = open.pop() {
        let below = |name: &str| match path.is_empty() {
            true => name.to_owned(),
            false => format!("{path}/{name}"),
        };
        match fact {
            Value::Object(pairs) => {
                open.extend(pairs.into_iter().map(|(name, fact)| (below(&name), fact)));
            }
            Value::Array(values) => {
                let values = values.into_iter().enumerate();
                open.extend(values.map(|(at, fact)| (below(&at.to_string()), fact)));
            }
            _ if path.ends_with("/end_line") => {}
            Value::Number(number) if path.ends_with("/line") => {
                let place = number.as_u64().map(&line);
                flat.insert(path, place.into());
            }
            Value::String(text) => {
                flat.insert(path, unseen::seen(&text).into());
            }
            fact => {
                flat.insert(path, fact);
            }
        }
    }
    flat
}
