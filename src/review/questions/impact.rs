//! Who was hit, how many, how long, and whether they know.

use super::said::{Said, said};
use super::times::Times;
use super::wording::ask;
use super::{Asking, LONG, Topic};
use crate::postmortem::{Metric, MilestoneKind, PostMortem, Quantity, SectionKind};
use crate::rules::{prose, quote};
use crate::words;

pub(super) fn ask_for(asking: &mut Asking<'_>) {
    let post = asking.post;
    let impact = &post.impact;
    let people = impact
        .numbers
        .iter()
        .find(|one| one.metric == Metric::People);
    let counted = people.is_some()
        || impact
            .facts
            .iter()
            .any(|fact| fact.key.starts_with("customers"));
    if !impact.quantified {
        let asked = match phrase(post) {
            Some((text, line)) if is_none(&text) => ask("impact-none")
                .put("quote", quote::around(&text, 0..0, LONG))
                .line("line", line),
            Some((text, line)) => ask("impact-vague")
                .put("quote", quote::around(&text, 0..0, LONG))
                .line("line", line)
                .put("window", window(post)),
            None => ask("no-impact"),
        };
        return asking.ask(Topic::Impact, 81, asked);
    }
    let first = impact
        .numbers
        .iter()
        .find(|one| one.metric != Metric::Duration);
    if let (false, Some(number)) = (counted, first) {
        let name = match number.metric {
            Metric::Other => "impact-whole",
            _ => "impact-whom",
        };
        let asked = ask(name)
            .put("quote", quote::text(&number.text))
            .line("line", asking.line(number.span.start));
        return asking.ask(Topic::Impact, 78, asked);
    }
    let mut of_people = impact
        .numbers
        .iter()
        .filter(|one| one.metric == Metric::People);
    if of_people.any(|one| has_whole(post, one)) {
        return;
    }
    if let Some(people) = people {
        let asked = ask("impact-whole")
            .put("quote", quote::text(&people.text))
            .line("line", asking.line(people.span.start));
        asking.ask(Topic::Impact, 55, asked);
    }
}

/// "None", "No impact".
fn is_none(text: &str) -> bool {
    let found = words::phrases("review-unhurt").find(text.trim());
    found.is_some_and(|found| found.start() == 0)
}

/// Whether it is told of how many, or which share.
fn has_whole(post: &PostMortem, number: &Quantity) -> bool {
    let share = |text: &str| words::phrases("review-shares").is_match(text);
    let block = post.doc.block_from(number.span.start);
    share(&number.text) || block.is_some_and(|block| share(post.doc.block_text(block).as_str()))
}

/// What the document says of the impact: a vague word for how many there, else its first sentence, else what the summary
/// says of people.
fn phrase(post: &PostMortem) -> Option<(String, usize)> {
    let told = |said: &Said<'_>| (said.plain(), said.line());
    let vague = said(post, "vague-quantities", &[SectionKind::Impact]);
    if let Some(vague) = vague.first() {
        return Some(told(vague));
    }
    if let Some(section) = post.sections.first(SectionKind::Impact) {
        let texts = post.sections.own_texts(&post.doc, section);
        let text = texts.into_iter().find(|text| !text.is_blank())?;
        let sentence = text.slice(prose::sentences(text.as_str()).next()?);
        return Some((sentence.as_str().to_owned(), sentence.line()));
    }
    let people = words::phrases("impact-people-words");
    // Without a summary, the story itself begins with it.
    let story = match post.sections.first(SectionKind::Summary) {
        Some(_) => SectionKind::Summary,
        None => SectionKind::Other,
    };
    let vague = said(post, "vague-quantities", &[story]);
    let hit = |said: &&Said<'_>| people.is_match(said.sentence.as_str());
    let told = |said: &Said<'_>| (said.sentence.as_str().to_owned(), said.line());
    vague.iter().find(hit).map(told)
}

/// " between 09:29 and 10:00".
fn window(post: &PostMortem) -> String {
    let times = Times::of(post);
    let (Some(from), Some(to)) = (times.milestone(MilestoneKind::Started), times.end()) else {
        return String::new();
    };
    match from.minutes < to.minutes {
        true => format!(" between {} and {}", from.shown(&to), to.shown(&from)),
        false => String::new(),
    }
}
