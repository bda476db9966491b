//! Facts that a post-mortem is sorted and found by.

use super::proper;
use crate::diagnostic::{Findings, Severity};
use crate::markdown::BlockKind;
use crate::postmortem::Status;
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let asked = [Status::Draft, Status::Review, Status::Final]
        .into_iter()
        .filter(|status| cx.asks(*status));
    let asked = asked.flat_map(|status| cx.settings().list(status.word()));
    let missing: Vec<&str> = asked
        .map(String::as_str)
        .filter(|name| !cx.post.states(name))
        .collect();
    if missing.is_empty() {
        return;
    }
    let keys: Vec<String> = missing.iter().map(|name| format!("`{name}:`")).collect();
    let told: Vec<&str> = missing.iter().map(|name| in_words(name)).collect();
    let help = format!(
        "add {} to the front matter: by what only the text tells nobody can sort and count",
        keys.join(", ")
    );
    let own = own_category(cx).filter(|_| missing.contains(&"causes"));
    let help = match own {
        Some(own) => format!("{help}; `{own}` is not from the fixed list of kinds of cause"),
        None => help,
    };
    let finding = out.report(
        cx.title_place(),
        format!("no key states: {}", told.join(", ")),
    );
    finding.help(help).subject("").names(missing);
    if proper::is_linked(cx) || is_unfinished(cx) {
        finding.at_most(Severity::Warning);
    }
}

/// "Category: databases": a word that the document sorts itself by.
fn own_category<'d>(cx: &Context<'d>) -> Option<&'d str> {
    let doc = cx.doc();
    let lines = doc
        .blocks()
        .filter(|(_, block)| matches!(block.kind, BlockKind::Paragraph | BlockKind::Item(_)))
        .flat_map(|(id, _)| doc.block_text(id).lines());
    let mut lines = lines.map(|line| line.as_str().trim());
    lines.find(|line| {
        let (label, value) = line.split_once(':').unwrap_or_default();
        let value = value.trim();
        cx.phrases("category-labels").opens(label)
            && label.split_whitespace().count() <= LONGEST_CATEGORY
            && (1..=LONGEST_CATEGORY).contains(&value.split_whitespace().count())
    })
}

/// More words are a sentence.
const LONGEST_CATEGORY: usize = 3;

/// Whether a heading calls a part unfinished, or the status says that it goes on: then the keys are still to come.
fn is_unfinished(cx: &Context) -> bool {
    let mut sections = cx.post.sections.all.iter();
    sections.any(|section| {
        let goes_on = || {
            let texts = section.texts(cx.doc());
            let first = texts.first().map(|text| text.as_str());
            first.is_some_and(|text| cx.phrases("not-over").is_match(text))
        };
        cx.phrases("unfinished-headings").is_match(&section.heading)
            || cx.phrases("status-headings").opens(&section.heading) && goes_on()
    })
}

/// A key in words: a section on causes tells them, and not of which kinds they are.
fn in_words(name: &str) -> &str {
    match name {
        "causes" => "kinds of cause",
        other => other,
    }
}
