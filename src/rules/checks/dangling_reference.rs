//! References that name nothing: the causes that an action addresses, the post-mortems that this one names.

use std::collections::HashSet;

use crate::diagnostic::Findings;
use crate::markdown::Fact;
use crate::postmortem::{SectionKind, file_stem};
use crate::rules::{Context, Need, Presence};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    causes(cx, out);
    let metadata = &cx.post.metadata;
    if let Some(reference) = &metadata.repeat_of {
        post_mortem(cx, reference, true, out);
    }
    // Whose word "related" is tells only a whys status: elsewhere it may be a list of anything.
    for reference in &metadata.related {
        post_mortem(cx, reference, metadata.status.is_some(), out);
    }
}

fn causes(cx: &Context, out: &mut Findings) {
    let ids = ids(cx);
    let mut elsewhere = None;
    for action in cx.open_actions() {
        for address in action.addresses.iter().filter(|a| is_id(&a.value)) {
            let is = |id: &&str| id.eq_ignore_ascii_case(&address.value);
            if ids.iter().any(is) {
                continue;
            }
            let elsewhere = elsewhere.get_or_insert_with(|| defined(cx));
            if elsewhere.contains(&address.value.to_uppercase()) {
                continue;
            }
            let help = match ids.is_empty() {
                true => "open the item of the cause with its id in bold, `- **C1** …`".to_owned(),
                false => format!("name one that is there: {}", ids.join(", ")),
            };
            out.report(
                address.span,
                format!("no cause or lesson is called `{}`", address.value),
            )
            .help(help)
            .subject(format!("{} {}", address.value, action.text));
        }
    }
}

/// The ids of causes and lessons, in the order of the document.
fn ids<'c>(cx: &'c Context<'_>) -> Vec<&'c str> {
    let causes = cx
        .post
        .causes
        .items
        .iter()
        .filter_map(|item| item.id.as_deref());
    let lessons = cx
        .post
        .lessons
        .iter()
        .filter_map(|lesson| lesson.id.as_deref());
    let mut ids = Vec::new();
    for id in causes.chain(lessons) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// `C1`, `P2`, `L3`: other words in such a column or fact are no ids.
fn is_id(text: &str) -> bool {
    let digits = text.strip_prefix(['C', 'P', 'L', 'c', 'p', 'l']);
    digits.is_some_and(|d| (1..4).contains(&d.len()) && d.bytes().all(|b| b.is_ascii_digit()))
}

/// The ids with which a text outside the actions begins, in whatever form: a heading, a row, a line.
fn defined(cx: &Context) -> HashSet<String> {
    let doc = cx.doc();
    let lines = doc
        .blocks()
        .flat_map(|(block, _)| doc.block_text(block).lines());
    let ids = lines.filter_map(|line| {
        let mut words = line.as_str().split(|c: char| !c.is_alphanumeric());
        let id = words
            .find(|word| !word.is_empty())
            .filter(|word| is_id(word))?;
        let in_actions = cx.post.sections.kind_at(line.span().start) == SectionKind::Actions;
        (!in_actions).then(|| id.to_uppercase())
    });
    ids.collect()
}

/// A post-mortem that is named by its id, its file or its path. Where nothing says that the key is ours, only what is
/// nearly the id of one is a reference.
fn post_mortem(cx: &Context, reference: &Fact<String>, is_ours: bool, out: &mut Findings) {
    let value = reference.value.as_str();
    let is_ticket = cx
        .known
        .tracker
        .as_ref()
        .is_some_and(|tracker| tracker.is_match(value));
    if value.contains("://") || is_ticket || lies_beside(cx, value) {
        return;
    }
    let name = stem(value);
    if name.eq_ignore_ascii_case(&cx.post.id) {
        out.report(
            reference.span,
            format!("`{value}` is this post-mortem itself"),
        )
        .help("name the other one")
        .subject(value);
        return;
    }
    let others = cx.known.others.as_ref();
    let help = match others.and_then(|others| others.find(&cx.post.path, name)) {
        Some(Presence::There) => return,
        None if is_ours => return out.cannot_check(Need::Others),
        Some(Presence::Near(near)) => format!("did you mean `{near}`?"),
        Some(Presence::Absent) if is_ours => {
            "write its id: the name of its file without the ending, or its `id:`".to_owned()
        }
        _ => return,
    };
    out.report(
        reference.span,
        format!("no post-mortem is called `{value}`"),
    )
    .help(help)
    .subject(value);
}

/// Whether a file of this name or path lies where the document does: then nobody has to know the others.
fn lies_beside(cx: &Context, value: &str) -> bool {
    let Some(files) = &cx.known.files else {
        return false;
    };
    let is_there = |target: &str| files(&cx.post.path, target) == Some(Presence::There);
    match value.ends_with(".md") || value.contains('/') {
        true => is_there(value),
        false => is_there(&format!("{value}.md")),
    }
}

/// The name of a file without folders, ending and anchor.
fn stem(value: &str) -> &str {
    let value = value.split('#').next().unwrap_or_default();
    let name = value.rsplit('/').next().unwrap_or_default();
    file_stem(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_a_letter_and_a_number() {
        assert!(is_id("C1") && is_id("p12"));
        assert!(!is_id("C") && !is_id("Detection") && !is_id("C1234") && !is_id("CPU"));
    }

    #[test]
    fn a_reference_may_be_a_path() {
        assert_eq!(
            stem("../2025/2025-11-02-checkout-503.md#causes"),
            "2025-11-02-checkout-503"
        );
        assert_eq!(stem("2025-11-02-checkout-503"), "2025-11-02-checkout-503");
        assert_eq!(stem("v1.2"), "v1.2");
    }
}
