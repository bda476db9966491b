//! Values that are on no list.

use crate::diagnostic::Findings;
use crate::fix::{Fix, scalar, slip};
use crate::markdown::{Fact, FrontData, FrontValue};
use crate::postmortem::Status;
use crate::postmortem::schema::{self, Key};
use crate::rules::{Context, nearest};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let metadata = &cx.post.metadata;
    if metadata.status.is_none() {
        if let Some(status) = metadata.get("status") {
            misspelt_status(status, out);
        }
        return;
    }
    let inner = metadata.get("impact").map(|impact| &impact.data);
    let inner = match inner {
        Some(FrontData::Map(pairs)) => pairs.as_slice(),
        _ => &[],
    };
    let top = metadata
        .keys
        .iter()
        .filter_map(|(name, value)| known(schema::KEYS, name, value));
    let below = inner
        .iter()
        .filter_map(|(name, value)| known(schema::IMPACT, name, value));
    for (key, value) in top.chain(below) {
        let list = cx.known.values(key);
        if !list.is_empty() {
            texts(value).for_each(|text| one(cx, key, &list, text, out));
        }
    }
}

fn known<'v>(
    keys: &'static [Key],
    name: &Fact<String>,
    value: &'v FrontValue,
) -> Option<(&'static Key, &'v FrontValue)> {
    Some((schema::find(keys, &name.value)?, value))
}

/// The scalars of a value, and what lies between the commas of one.
fn texts(value: &FrontValue) -> impl Iterator<Item = (&str, &FrontValue)> {
    let values = match &value.data {
        FrontData::List(values) => values.as_slice(),
        _ => std::slice::from_ref(value),
    };
    let scalars = values.iter().filter_map(|value| match &value.data {
        FrontData::Scalar(text, _) => Some((text, value)),
        _ => None,
    });
    let parts =
        scalars.flat_map(|(text, value)| text.split(',').map(move |part| (part.trim(), value)));
    parts.filter(|(part, _)| part.contains(char::is_alphanumeric))
}

/// Whether every scalar of a value is on the list of its key, or the key has none.
pub(super) fn is_listed(cx: &Context, key: &Key, value: &FrontValue) -> bool {
    let list = cx.known.values(key);
    let known = |text: &str| list.iter().any(|known| plain(known) == plain(text));
    list.is_empty() || texts(value).all(|(text, _)| known(text))
}

fn one(
    cx: &Context,
    key: &Key,
    list: &[&str],
    (text, value): (&str, &FrontValue),
    out: &mut Findings,
) {
    let word = plain(text);
    let fits = |known: &&str| {
        let known = plain(known);
        known == word
            || key.name == "team"
                && word
                    .strip_prefix(&known)
                    .is_some_and(|rest| rest.starts_with('/'))
    };
    if list.iter().any(fits) {
        out.tidy.extend(spelling(cx, key, list, (text, value)));
        return;
    }
    let near = nearest(&text.to_lowercase(), list.iter().copied());
    let help = near.map_or_else(
        || format!("the list has: {}", list.join(", ")),
        |near| format!("did you mean `{near}`?"),
    );
    out.report(
        value.span,
        format!("`{text}` is not on the list of `{}`", key.name),
    )
    .help(help)
    .subject(format!("{}: {text}", key.name))
    .fix(misspelt(cx, key, list, (text, value)));
}

/// A value of the list in capitals, hyphens and blanks of its own. Teams and services may be told apart by them elsewhere, and a
/// status alone does not show that a document is ours.
fn spelling(
    cx: &Context,
    key: &Key,
    list: &[&str],
    (text, value): (&str, &FrontValue),
) -> Option<Fix> {
    let mut same = list.iter().filter(|known| plain(known) == plain(text));
    let listed = same.next().filter(|listed| **listed != text)?;
    let is_one = same.next().is_none();
    let is_sure = key.name != "status" || schema::are_of_whys(&cx.post.metadata.keys);
    replace(cx, key, listed, value).filter(|_| is_one && is_sure)
}

/// The only value of the list that a misspelt one can be.
fn misspelt(
    cx: &Context,
    key: &Key,
    list: &[&str],
    (text, value): (&str, &FrontValue),
) -> Option<Fix> {
    let meant = slip::meant(text, list.iter().map(|known| known.as_ref()))?;
    replace(cx, key, meant, value)
}

/// Replaces all of a scalar; a part of one, between commas, stays.
fn replace(cx: &Context, key: &Key, listed: &str, value: &FrontValue) -> Option<Fix> {
    let is_whole = matches!(&value.data, FrontData::Scalar(text, _) if !text.contains(','));
    let is_own = !["team", "services"].contains(&key.name);
    let edit = scalar::replace(cx.doc(), value, listed).filter(|_| is_whole && is_own)?;
    Some(Fix::new(format!("writes `{listed}`"), vec![edit]).about(scalar::facts(key.name)))
}

/// Capitals, hyphens and blanks make no difference; a slash parts units.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric() || *c == '/')
        .flat_map(char::to_lowercase)
        .collect()
}

/// A status within two letters of one of ours, which makes the document one that is not judged.
fn misspelt_status(value: &FrontValue, out: &mut Findings) {
    let FrontData::Scalar(text, _) = &value.data else {
        return;
    };
    let word = text.trim().to_lowercase();
    let meant = Status::ALL
        .into_iter()
        .map(Status::word)
        .find(|status| is_slip(&word, status));
    if let Some(meant) = meant {
        out.report(value.span, format!("`{text}` is no status"))
            .help(format!(
                "did you mean `{meant}`? Else it is judged as a document that never used whys"
            ));
    }
}

/// `finale` and `darft`, and not `reviewed`, which is a word of its own.
fn is_slip(word: &str, status: &str) -> bool {
    let inflected = word.strip_prefix(status).is_some_and(|end| end.len() > 1);
    let letters = if status.len() > 4 { 2 } else { 1 };
    !inflected && word.len() >= 3 && strsim::osa_distance(word, status) <= letters
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn slips_of_the_pen() {
        assert!(
            is_slip("darft", "draft") && is_slip("finale", "final") && is_slip("reveiw", "review")
        );
        for word in [
            "reviewed", "drafting", "closed", "done", "open", "resolved", "line-up",
        ] {
            assert!(
                !["live", "draft", "review", "final"]
                    .iter()
                    .any(|status| is_slip(word, status)),
                "{word}"
            );
        }
    }
}
