//! Actions outside the sections of the follow-up, where the text says plainly that they are.

use std::collections::HashSet;

use super::candidate::Candidate;
use super::clause::{self, Mood};
use super::group::Group;
use super::{Reader, beside, due, list, none, owner, prose, table, trail, verb};
use crate::markdown::{BlockId, BlockKind, InlineKind, Text};
use crate::postmortem::SectionKind;
use crate::words;

/// The actions that stand in no section of the follow-up; `has_follow_up` says that the document has one.
pub(super) fn read<'d>(reader: &Reader<'d>, has_follow_up: bool, out: &mut Vec<Candidate<'d>>) {
    let doc = reader.doc;
    let roots: Vec<BlockId> = doc.roots().collect();
    // A label may be read as the heading of what stands behind it.
    let known: HashSet<usize> = out.iter().map(|known| known.text.span().start).collect();
    for (i, &block) in roots.iter().enumerate() {
        let ruled_by = reader.sections.kind_at(doc.block(block).span.start);
        if ruled_by == SectionKind::Actions {
            continue;
        }
        match doc.kind(block) {
            BlockKind::Table => table::read_plain(doc, block, out),
            BlockKind::Paragraph if ruled_by != SectionKind::Timeline => {
                let text = doc.block_text(block);
                let next = roots.get(i + 1).map(|&b| doc.kind(b));
                let next_is_list = matches!(next, Some(BlockKind::List(_)));
                if let Some(rest) = after_label(text) {
                    if !known.contains(&rest.span().start) {
                        prose::push(rest, &labelled(text), out);
                    }
                } else if announces(text, next_is_list) {
                    announced(reader, text, roots.get(i + 1..).unwrap_or_default(), out);
                } else if !has_follow_up && next_is_list && may_announce(text) {
                    ordered(reader, text, roots.get(i + 1..).unwrap_or_default(), out);
                } else if !has_follow_up
                    && (is_fix(reader, block) || may_hold(reader, block) && !is_wish(text))
                    && is_own_promise(text)
                {
                    prose::push(text, &Group::default(), out);
                } else if !has_follow_up || ruled_by == SectionKind::Lessons {
                    let late = text.span().start * LATE >= doc.text().len();
                    let told = !has_follow_up && late && may_promise(ruled_by);
                    promises(text, told, out);
                }
            }
            BlockKind::List(_)
                if !has_follow_up
                    && (is_fix(reader, block) || beside::is_lasting(reader, block)) =>
            {
                let intro = i.checked_sub(1).and_then(|before| roots.get(before));
                fixes(reader, block, intro.map(|&b| doc.block_text(b)), out);
            }
            BlockKind::List(_) if !has_follow_up && may_hold(reader, block) => {
                let from = out.len();
                list::read(reader, block, &Group::default(), out);
                keep_orders(out, from);
            }
            BlockKind::List(_) => {
                let from = out.len();
                beside::leftovers(reader, block, out);
                if out.len() == from && ruled_by == SectionKind::Other {
                    tasks(reader, block, out);
                }
            }
            _ => {}
        }
    }
}

/// The boxes of a list under any heading, where most of them say by whom or until when: a checklist of the response says
/// neither.
fn tasks<'d>(reader: &Reader<'d>, list: BlockId, out: &mut Vec<Candidate<'d>>) {
    let doc = reader.doc;
    let is_box = |id| matches!(doc.kind(id), BlockKind::Item(Some(_)));
    // Most lists are none of tasks, and are not read.
    if !doc.descendants(list).any(is_box) {
        return;
    }
    let from = out.len();
    list::read(reader, list, &Group::default(), out);
    let items = out.get(from..).unwrap_or_default();
    let planned = |item: &&Candidate<'_>| {
        let trail = trail::of(item.text.as_str(), &reader.names);
        let is_assigned = || !owner::of(item, trail.as_ref(), &reader.names).is_empty();
        let is_dated = || {
            let due = due::of(item, trail.as_ref(), reader.calendar);
            due.text.is_some()
        };
        item.ticked.is_some() && (is_assigned() || is_dated())
    };
    let boxes = items.iter().filter(|item| item.ticked.is_some()).count();
    let are_tasks = boxes == items.len() && items.iter().filter(planned).count() * 2 > boxes;
    if !are_tasks {
        out.truncate(from);
    }
}

/// So many known actions are looked at: a document may hold any number.
const LAST: usize = 200;

/// A story tells what will be done behind the first third of it.
const LATE: usize = 3;

/// Whether paragraphs of such a section may hold what will be done. Causes and timelines tell what was planned at the time.
fn may_promise(kind: SectionKind) -> bool {
    matches!(
        kind,
        SectionKind::Summary | SectionKind::Other | SectionKind::Lessons
    )
}

/// The sentences of a paragraph that say what its authors will do: "In the future we will …"; where the document `told`s it
/// nowhere else, also "We are working on …", "We have since added …".
fn promises<'d>(text: Text<'d>, told: bool, out: &mut Vec<Candidate<'d>>) {
    for sentence in crate::postmortem::milestones::sentences_of(text) {
        let plain = sentence.as_str().trim();
        let promised = words::phrases("future-promises").opens(plain)
            || told
                && words::phrases("prose-promises").opens(plain)
                && !words::phrases("prose-promises-not").is_match(plain);
        let at = sentence.span().start;
        // What an announcement or a heading has taken stands among the last ones.
        let is_known = || {
            let mut last = out.iter().rev().take(LAST);
            last.any(|known| known.extent.covers(at))
        };
        if promised && !plain.ends_with(':') && !is_known() {
            prose::push(sentence, &Group::default(), out);
        }
    }
}

/// `**Action item:** declare incidents earlier`
fn after_label(text: Text<'_>) -> Option<Text<'_>> {
    let plain = text.as_str();
    let end = plain.find(':')?;
    let label = plain.get(..end)?.trim().to_lowercase();
    let known = [
        "action",
        "action item",
        "follow-up",
        "follow up",
        "todo",
        "done",
        "action point",
        "next step",
        "ai",
    ];
    let rest = text.slice(end + 1..plain.len()).trim();
    (known.contains(&label.as_str()) && !rest.is_blank()).then_some(rest)
}

/// What the label in front of an action says of it: "**Done:** …".
fn labelled(text: Text<'_>) -> Group {
    let label = text.as_str().split(':').next().unwrap_or_default();
    let done = label.trim().eq_ignore_ascii_case("done");
    let state = done.then(|| (super::State::Done, text.slice(0..label.len()).span()));
    Group {
        state,
        ..Group::default()
    }
}

/// "To prevent this in the future, we will do the following:"; without the colon only before paragraphs.
fn announces(text: Text<'_>, before_list: bool) -> bool {
    let plain = text.as_str().trim_end();
    let last = last_sentence(plain.trim_end_matches(['.', ':', '!']));
    let list = match before_list {
        true if !plain.ends_with(':') => return false,
        true => "action-announcements",
        false => "change-announcements",
    };
    if words::phrases("announced-responses").is_match(last) {
        return false;
    }
    words::phrases(list).is_match(last)
        || before_list && words::phrases("change-announcements").is_match(last)
}

/// The last sentence of a text. A stop within a name ends none: "the two things that keep relay.example up".
fn last_sentence(text: &str) -> &str {
    let ends = |rest: &str| rest.starts_with(|c: char| c.is_whitespace() || "\"”)*_".contains(c));
    let marks = text.rmatch_indices(['.', '!', '?']);
    let mut behind = marks.filter_map(|(at, _)| text.get(at + 1..));
    behind.find(|rest| ends(rest)).unwrap_or(text)
}

/// "We should:", "Next:": announces actions where the items of the list say so, too.
fn may_announce(text: Text<'_>) -> bool {
    let plain = text.as_str().trim_end();
    let Some(announced) = plain.strip_suffix(':') else {
        return false;
    };
    let last = last_sentence(announced);
    let name = crate::postmortem::normalise(last);
    words::set("order-labels").contains(name.as_str())
        || words::phrases("order-announcements").is_match(last.trim())
}

/// A list of which nearly every item is put as an order or a promise; of any other, nothing.
fn ordered<'d>(
    reader: &Reader<'d>,
    text: Text<'d>,
    next: &[BlockId],
    out: &mut Vec<Candidate<'d>>,
) {
    let Some(&block) = next.first() else { return };
    let from = out.len();
    let group = Group::default().below(reader, text, true);
    list::read(reader, block, &group, out);
    let items = out.get(from..).unwrap_or_default();
    let orders = items.iter().filter(|item| is_order(item)).count();
    // One in three may be a remark.
    if orders * 3 < items.len() * 2 {
        out.truncate(from);
    }
    let mut at = 0;
    out.retain(|item| {
        at += 1;
        at <= from || is_order(item) || !is_statement(item.text.as_str())
    });
}

/// "For now all is well": a remark among orders.
fn is_statement(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.any(|word| ["is", "are", "was", "were"].contains(&word))
}

fn is_order(candidate: &Candidate<'_>) -> bool {
    let clause = clause::of(candidate.text.as_str());
    candidate.ticked.is_some() || clause.mood == Mood::Future || clause.is_order()
}

/// What an announcement is followed by: a list, or paragraphs that say what will be done.
fn announced<'d>(
    reader: &Reader<'d>,
    text: Text<'d>,
    next: &[BlockId],
    out: &mut Vec<Candidate<'d>>,
) {
    let doc = reader.doc;
    match next.first().map(|&b| doc.kind(b)) {
        Some(BlockKind::List(_)) => {
            // A label that announces them makes a section of them.
            let elsewhere = |block: &&BlockId| {
                let at = doc.block(**block).span.start;
                reader.sections.kind_at(at) != SectionKind::Actions
            };
            if let Some(&block) = next.first().filter(elsewhere) {
                let from = out.len();
                let group = Group::default().below(reader, text, true);
                list::read(reader, block, &group, out);
                // "We immediately put these measures in place:"
                if words::phrases("deeds-announced").is_match(text.as_str()) {
                    let taken = out.iter_mut().skip(from);
                    for candidate in taken.filter(|candidate| !is_still_to_come(candidate.text)) {
                        let state = (super::State::Done, text.span());
                        candidate.group.state.get_or_insert(state);
                    }
                }
            }
        }
        Some(BlockKind::Paragraph) => {
            let paragraphs = next
                .iter()
                .take_while(|&&b| doc.kind(b) == BlockKind::Paragraph);
            let promises = paragraphs
                .map(|&b| doc.block_text(b))
                .take_while(|&t| is_promise(t));
            for promise in promises {
                prose::push(promise, &Group::default(), out);
            }
        }
        _ => {}
    }
}

/// "… are more visible, and we are working on the rest", "It will be removed"
fn is_still_to_come(text: Text<'_>) -> bool {
    let plain = text.as_str();
    clause::of(plain).mood == Mood::Future || words::phrases("still-to-come").is_match(plain)
}

/// "Secondly, we'll add …"
fn is_promise(text: Text<'_>) -> bool {
    let first = text
        .as_str()
        .split_inclusive(['.', '!', '?'])
        .next()
        .unwrap_or_default();
    clause::of(first).mood == Mood::Future
}

/// Whether the section around a list is called like a remedy, in a document without a follow-up.
fn may_hold(reader: &Reader<'_>, block: BlockId) -> bool {
    reader.is_below(block, "remedy-headings")
}

/// Whether the section around a block tells what was changed: "Details of fix".
fn is_fix(reader: &Reader<'_>, block: BlockId) -> bool {
    reader.is_below(block, "fix-headings")
}

/// The items of a fix: done, unless they are put as a promise, or as an order that nothing tells to be followed.
fn fixes<'d>(
    reader: &Reader<'d>,
    list: BlockId,
    intro: Option<Text<'d>>,
    out: &mut Vec<Candidate<'d>>,
) {
    let done = intro.is_some_and(|text| {
        let text = text.as_str();
        text.trim_end().ends_with(':') && text.split_inclusive(['.', '!']).any(is_past)
    });
    let from = out.len();
    list::read(reader, list, &Group::default(), out);
    let mut at = 0;
    out.retain_mut(|candidate| {
        at += 1;
        if at <= from {
            return true;
        }
        let clause = clause::of(candidate.text.as_str());
        let order = clause.mood == Mood::Plain
            && matches!(clause.verb, Some((_, verb::Form::Base | verb::Form::Ing)));
        let promise = clause.mood == Mood::Future;
        let ongoing = words::phrases("open-ended-verbs").find(candidate.text.as_str());
        let ongoing = ongoing.is_some_and(|found| found.start() < 20);
        if done || !order && !promise && !ongoing {
            let state = (super::State::Done, candidate.text.span());
            candidate.group.state.get_or_insert(state);
        }
        !explains(candidate.text, promise && !done)
    });
}

fn is_past(sentence: &str) -> bool {
    clause::of(sentence).mood == Mood::Past
}

/// "This will keep …", "Since it also sets …, it will …": what the change before is good for.
fn explains(text: Text<'_>, promise: bool) -> bool {
    let first = text.as_str().split_whitespace().next().unwrap_or_default();
    let first = first.to_lowercase();
    promise && words::set("subordinators").contains(first.as_str())
        || ["this", "it", "these"].contains(&first.as_str())
}

/// "The team will change …": somebody says what they will do.
fn is_own_promise(text: Text<'_>) -> bool {
    let clause = clause::of(text.as_str());
    let subject = text
        .as_str()
        .get(clause.subject.clone())
        .unwrap_or_default();
    let last = subject.split_whitespace().next_back().unwrap_or_default();
    clause.mood == Mood::Future
        && clause.verb.is_some()
        && words::set("tellers").contains(last.to_lowercase().as_str())
}

/// "We should declare incidents earlier": a lesson, until somebody takes it up.
fn is_wish(text: Text<'_>) -> bool {
    let mut words = text.as_str().split_whitespace().take(8);
    words.any(|word| ["should", "could", "might", "would"].contains(&word))
}

/// Under a remedy only what is put as an order or a promise is an action; the rest tells what was done.
fn keep_orders(out: &mut Vec<Candidate<'_>>, from: usize) {
    let mut at = 0;
    out.retain(|candidate| {
        at += 1;
        let clause = clause::of(candidate.text.as_str());
        let order =
            matches!(clause.verb, Some((_, verb::Form::Base))) || clause.mood == Mood::Future;
        let lesson = is_led_lesson(candidate.text);
        at <= from
            || candidate.ticked.is_some()
            || words::phrases("lasting-deeds").opens(candidate.text.as_str())
            || order && !lesson && !none::is_no_action(candidate.text)
    });
}

/// "**Timeouts can be wrappers.** Always check …": a rule in bold and why it holds.
fn is_led_lesson(text: Text<'_>) -> bool {
    let start = text.plain().start;
    let led = text
        .inlines()
        .any(|i| i.kind == InlineKind::Strong && i.plain.start == start);
    led && !text.is_all(InlineKind::Strong)
}
