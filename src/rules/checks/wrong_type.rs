//! Keys of the front matter with a value of another kind than they need.

use crate::diagnostic::Findings;
use crate::fix::{Fix, notation, scalar};
use crate::markdown::{FrontData, FrontValue};
use crate::postmortem::schema::{self, Key, KeyKind};
use crate::postmortem::time::{self, Place};
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let metadata = &cx.post.metadata;
    if metadata.status.is_none() {
        return;
    }
    for (name, value) in &metadata.keys {
        let Some(key) = schema::find(schema::KEYS, &name.value) else {
            continue;
        };
        one(cx, key, value, out);
        if let (KeyKind::Group, FrontData::Map(inner)) = (key.kind, &value.data) {
            let known = inner.iter().filter_map(|(name, value)| {
                Some((schema::find(schema::IMPACT, &name.value)?, value))
            });
            known.for_each(|(key, value)| one(cx, key, value, out));
        }
    }
}

fn one(cx: &Context, key: &Key, value: &FrontValue, out: &mut Findings) {
    let Some(problem) = problem(key.kind, &value.data) else {
        out.tidy.extend(notation(cx, key, value));
        return;
    };
    out.report(value.span, format!("`{}` {problem}", key.name))
        .help(example(key));
}

/// A time, a day or a number that can be used as it is, in the usual notation.
fn notation(cx: &Context, key: &Key, value: &FrontValue) -> Option<Fix> {
    let FrontData::Scalar(text, _) = &value.data else {
        return None;
    };
    let (usual, facts) = match key.kind {
        KeyKind::Time => (notation::moment(text)?, Vec::new()),
        KeyKind::Day => (notation::day(text)?, scalar::facts(key.name)),
        // A comma in a time may be that of a decimal.
        KeyKind::Count if !key.name.ends_with("_ms") => {
            (notation::count(text)?, scalar::facts(key.name))
        }
        _ => return None,
    };
    let edit = match key.kind {
        KeyKind::Count => scalar::number(cx.doc(), value, &usual)?,
        _ => scalar::replace(cx.doc(), value, &usual)?,
    };
    Some(Fix::new(format!("writes `{usual}`"), vec![edit]).about(facts))
}

/// What is wrong with a value; none when it can be used.
pub(super) fn problem(kind: KeyKind, data: &FrontData) -> Option<String> {
    match (kind, data) {
        (_, FrontData::Null) => None,
        (KeyKind::Group, FrontData::Map(_)) => None,
        (KeyKind::Group, FrontData::Scalar(text, _)) => Some(format!(
            "must be a group of keys, and is {}",
            quote::text(text)
        )),
        (_, FrontData::Map(_)) => Some("must be a value, and is a group of keys".to_owned()),
        (KeyKind::Texts, FrontData::List(list)) => list
            .iter()
            .find_map(|value| problem(KeyKind::Text, &value.data)),
        (_, FrontData::List(list)) => match list.as_slice() {
            [one] => problem(kind, &one.data),
            _ => Some("must be one value, and is a list".to_owned()),
        },
        (_, FrontData::Scalar(text, quoted)) => scalar(kind, text, *quoted),
    }
}

fn scalar(kind: KeyKind, text: &str, quoted: bool) -> Option<String> {
    let flag = !quoted
        && ["true", "false"]
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word));
    match kind {
        _ if flag => Some(format!("cannot be `{text}`")),
        KeyKind::Time | KeyKind::Day if states_nothing(text) => None,
        KeyKind::Time | KeyKind::Day => moment(text),
        KeyKind::Count if !is_count(text) => Some(format!("is no number: {}", quote::text(text))),
        _ => None,
    }
}

/// What is missing for a time.
fn moment(text: &str) -> Option<String> {
    match time::read_stamp(text, Place::Field).map(|(stamp, _)| stamp.from) {
        None => Some(format!("is no time: {}", quote::text(text))),
        Some(point) if point.day.is_none_or(|day| !day.is_plain()) => {
            Some(format!("does not say on which day: {}", quote::text(text)))
        }
        Some(_) => None,
    }
}

fn states_nothing(text: &str) -> bool {
    !text.contains(char::is_alphanumeric)
        || ["unknown", "tbd", "none", "n/a"]
            .iter()
            .any(|word| text.trim().eq_ignore_ascii_case(word))
}

/// A number with or without separators and "about", none, unknown, or that it does not apply.
fn is_count(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let digits = text
        .trim_start_matches(['~', '<', '>', '≈'])
        .trim_start_matches("about ")
        .trim();
    let number = !digits.is_empty()
        && digits
            .chars()
            .all(|c| c.is_ascii_digit() || ",._' ".contains(c))
        && digits.contains(|c: char| c.is_ascii_digit());
    number
        || states_nothing(&text)
        || ["zero", "not applicable", "does not apply", "na"].contains(&text.as_str())
}

fn example(key: &Key) -> String {
    let name = key.name;
    match key.kind {
        KeyKind::Time => {
            format!("write a day, a time and its zone, such as `{name}: 2026-03-14T09:02Z`")
        }
        KeyKind::Day => format!("write a day, such as `{name}: 2026-03-14`"),
        KeyKind::Count => format!(
            "write a number, `none` or `unknown`, such as `{name}: 1240`; words go into `note`"
        ),
        KeyKind::Group => format!(
            "write {} below `{name}:`",
            schema::IMPACT
                .iter()
                .map(|key| format!("`{}`", key.name))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        KeyKind::Text | KeyKind::Texts if !key.values.is_empty() => {
            format!("write one of {}", key.values.join(", "))
        }
        KeyKind::Text => format!("write one text behind `{name}:`"),
        KeyKind::Texts => format!("write a name or a list of names, such as `{name}: [ana, kim]`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_in_all_notations() {
        for text in [
            "1240", "1,240", "1_240", "~1200", "none", "unknown", "N/A", "0",
        ] {
            assert!(is_count(text), "{text}");
        }
        for text in ["quite a few", "12 %", "some", "high"] {
            assert!(!is_count(text), "{text}");
        }
    }

    #[test]
    fn a_time_needs_its_day() {
        assert_eq!(moment("2026-03-14 09:02:30Z"), None);
        assert_eq!(moment("2026-03-14"), None);
        assert!(moment("09:12").is_some() && moment("Saturday morning").is_some());
    }
}
