//! The keys of the front matter that a status needs, to be filled in.

use crate::fix::{Edit, apply};
use crate::markdown::{FrontKind, Span, end_of_line, front_matter_in};
use crate::postmortem::schema::{IMPACT, KEYS, Key, KeyKind};
use crate::postmortem::{DetectedBy, MilestoneKind, PostMortem, Status};
use crate::template::Form;

/// Those that are not there, and of which the text says nothing either.
pub(super) fn missing(post: &PostMortem, status: Status, form: &Form<'_>) -> Vec<&'static Key> {
    let keys = form.needs.keys(KEYS, status);
    keys.filter(|key| key.name != "status" && !is_stated(post, key.name))
        .collect()
}

fn is_stated(post: &PostMortem, name: &str) -> bool {
    let milestone = MilestoneKind::exact(name);
    let is_told = match name {
        "impact" => !post.impact.facts.is_empty(),
        "detected_by" => post.detection.by != DetectedBy::Unknown,
        _ => milestone.is_some_and(|kind| post.milestones.get(kind).is_some()),
    };
    is_told || post.states(name)
}

/// The text with these keys at the end of its front matter, empty and each with what to write there; none where nothing
/// can be put in, as in TOML, which knows no empty keys.
pub(super) fn put(
    text: &str,
    keys: &[&'static Key],
    form: &Form<'_>,
    status: Status,
) -> Option<(String, Vec<&'static str>)> {
    let (block, front) = front_matter_in(text);
    let block = block.filter(|block| block.kind == FrontKind::Yaml && block.closed)?;
    // Those that stand there without a value are no facts yet.
    let is_there = |key: &Key| front.keys.iter().any(|(known, _)| known.value == key.name);
    let keys: Vec<&'static Key> = keys.iter().copied().filter(|key| !is_there(key)).collect();
    if keys.is_empty() {
        return None;
    }
    let end = end_of_line(text);
    let mut lines = String::new();
    for key in &keys {
        let is_list = key.kind == KeyKind::Texts && !key.values.is_empty();
        lines.push_str(&line(key, if is_list { " []" } else { "" }, form));
        lines.push_str(end);
        if key.kind == KeyKind::Group {
            for inner in form.needs.keys(IMPACT, status) {
                lines.push_str(&format!("  {}{end}", line(inner, "", form)));
            }
        }
    }
    let changed = apply(text, [&Edit::new(Span::at(block.content.end), lines)])?;
    let (_, after) = front_matter_in(&changed);
    let names = |keys: &[(crate::markdown::Fact<String>, _)]| -> Vec<String> {
        keys.iter().map(|(key, _)| key.value.clone()).collect()
    };
    let added = keys.iter().map(|key| key.name.to_owned());
    let expected: Vec<String> = names(&front.keys).into_iter().chain(added).collect();
    let is_same = after.error.is_none() && names(&after.keys) == expected;
    is_same.then(|| (changed, keys.iter().map(|key| key.name).collect()))
}

fn line(key: &Key, value: &str, form: &Form<'_>) -> String {
    let hint = form.hint(key, true).map(|hint| format!("  # {hint}"));
    format!("{}:{value}{}", key.name, hint.unwrap_or_default())
}
