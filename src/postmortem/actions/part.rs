//! What is an action among the blocks below one heading of the follow-up.

use super::candidate::{Candidate, Form, Stated};
use super::group::Group;
use super::region::Part;
use super::{Reader, clause, facts, headed, list, none, owner, prose, response, table, ticket};
use crate::markdown::{BlockId, BlockKind, InlineKind, Span, Text};
use crate::words;

/// The actions below one heading.
pub(super) fn read<'d>(reader: &Reader<'d>, part: &Part<'d>, out: &mut Vec<Candidate<'d>>) {
    if response::is_response(reader, part) {
        return;
    }
    let listed = part.is_divided || part.blocks.iter().any(|&b| is_list(reader.doc.kind(b)));
    let from = out.len();
    if let Some(inline) = part.inline.filter(|_| !listed) {
        // "TODO: watch the units." and why on the next line.
        match super::state::is_word(part.heading.as_str()) {
            true if prose::is_follow_up(inline) => prose::push(inline, &part.group, out),
            true => {}
            false => prose::read(inline, part.form(), &part.group, out),
        }
    }
    if let Some(action) = labelled(reader, part).filter(|_| listed) {
        return out.push(action);
    }
    match heading_action(reader, part) {
        Some(action) => out.push(action),
        None => blocks(reader, part, listed, out),
    }
    if part.mixed {
        let mut at = 0;
        out.retain(|c| {
            at += 1;
            at <= from || c.ticked.is_some() || list::is_put_so(c.text)
        });
    }
}

/// "Action point: create a list of operators", with a list below that says more of it.
fn labelled<'d>(reader: &Reader<'d>, part: &Part<'d>) -> Option<Candidate<'d>> {
    let text = part.inline.filter(|text| list::is_put_so(*text))?;
    let told = |block: BlockId| {
        let items = reader.doc.children(block);
        is_list(reader.doc.kind(block))
            && !items
                .into_iter()
                .any(|item| list::is_put_so(reader.doc.block_text(item)))
    };
    if text.as_str().trim_end().ends_with(':') || !part.blocks.iter().all(|&block| told(block)) {
        return None;
    }
    let mut action = prose::candidate(text, &part.group);
    let lists = part.blocks.iter();
    let items = lists.flat_map(|&block| reader.doc.children(block));
    action
        .notes
        .extend(items.map(|item| reader.doc.block_text(item)));
    Some(action)
}

pub(super) fn is_list(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::List(_) | BlockKind::Table)
}

fn blocks<'d>(reader: &Reader<'d>, part: &Part<'d>, listed: bool, out: &mut Vec<Candidate<'d>>) {
    let doc = reader.doc;
    let mut label = None;
    for (i, &block) in part.blocks.iter().enumerate() {
        let above = label
            .take()
            .unwrap_or_else(|| Above::Group(part.group.clone()));
        let next = part.blocks.get(i + 1).copied();
        match (doc.kind(block), above) {
            (BlockKind::List(_), Above::Action) => {}
            (BlockKind::List(_), _) if explains_table(reader, part, i) => {}
            (BlockKind::List(_), Above::Group(group)) => {
                let from = out.len();
                list::read(reader, block, &group, out);
                let announced = next.is_some_and(|b| is_list(doc.kind(b)));
                if announced && out.len() > from && out.last().is_some_and(announces) {
                    let last = out
                        .pop()
                        .map(|item| item.notes.last().copied().unwrap_or(item.text));
                    label = last.map(|last| Above::Group(part.group.below(reader, last, false)));
                }
            }
            (BlockKind::Table, Above::Group(group)) => table::read(doc, block, &group, out),
            (BlockKind::Paragraph, _) => {
                let text = doc.block_text(block);
                if next.is_some_and(|b| doc.kind(b) == BlockKind::Code) && orders_code(text) {
                    prose::push(text, &part.group, out);
                    continue;
                }
                let list = next.filter(|&b| is_list(doc.kind(b)));
                label = paragraph(reader, part, text, list, listed, out);
            }
            _ => {}
        }
    }
}

/// "Add a limit to the reader:" over the code of it is an order. "Run this to see:" tells a reader how.
fn orders_code(text: Text<'_>) -> bool {
    let plain = text.as_str().trim();
    let clause = clause::of(plain);
    let verb = clause.verb.map_or("", |(base, _)| base);
    plain.ends_with(':')
        && clause.is_order()
        && !words::set("orders-over-code").contains(verb)
        && !words::set("orders-to-readers").contains(verb)
}

/// Whether a list tells what the words of a table below it mean.
fn explains_table(reader: &Reader<'_>, part: &Part<'_>, at: usize) -> bool {
    let mut below = part.blocks.iter().skip(at + 1);
    let list = part.blocks.get(at);
    list.is_some_and(|&list| list::is_legend(reader.doc, list))
        && below.any(|&block| reader.doc.kind(block) == BlockKind::Table)
}

/// What a paragraph says of the list below it.
enum Above {
    /// It groups the actions there.
    Group(Group),
    /// It is the action, and the list says more of it.
    Action,
}

fn paragraph<'d>(
    reader: &Reader<'d>,
    part: &Part<'d>,
    text: Text<'d>,
    list: Option<BlockId>,
    listed: bool,
    out: &mut Vec<Candidate<'d>>,
) -> Option<Above> {
    if prose::tells_result(text) {
        // "**Result:** the queue is always called:" with the names below.
        return list.map(|_| Above::Action);
    }
    let rest = owner::led(text, &reader.names).map(|(_, rest)| rest);
    let led = rest.is_some();
    let colon = text.as_str().trim_end().ends_with(':') || text.is_all(InlineKind::Strong);
    match list.filter(|_| colon) {
        Some(list)
            if rest.is_some_and(is_told_to)
                || is_done_so(reader, text, list)
                || is_only_links(reader, list) =>
        {
            let mut action = prose::candidate(text, &part.group);
            let items = reader.doc.children(list);
            action
                .notes
                .extend(items.map(|item| reader.doc.block_text(item)));
            out.push(action);
            return Some(Above::Action);
        }
        Some(_) => return Some(Above::Group(part.group.below(reader, text, false))),
        None if led => prose::push(text, &part.group, out),
        None if listed => {
            prose::read_beside(text, &part.group, out);
            share_ticket(reader, text, out);
        }
        None => prose::read(text, part.form(), &part.group, out),
    }
    None
}

/// "A limit was added to the vault:" tells what was done, and the list below how it works.
fn is_done_so(reader: &Reader<'_>, text: Text<'_>, list: BlockId) -> bool {
    let past = |text: Text<'_>| clause::of(text.as_str()).mood == clause::Mood::Past;
    let mut items = reader.doc.children(list);
    let announced = [
        "action-announcements",
        "change-announcements",
        "group-announcements",
    ];
    let announces = announced
        .iter()
        .any(|list| words::phrases(list).is_match(text.as_str()));
    // "Completed:" is the state of the items.
    let is_sentence = text.as_str().split_whitespace().count() >= 3;
    is_sentence
        && past(text)
        && !announces
        && !items.any(|item| {
            let item = reader.doc.block_text(item);
            past(item) || list::is_put_so(item)
        })
}

/// A list of nothing but addresses: those of the action above it.
fn is_only_links(reader: &Reader<'_>, list: BlockId) -> bool {
    let mut items = reader.doc.children(list).peekable();
    let link = |item: BlockId| {
        let text = reader.doc.block_text(item);
        let text = text.as_str().trim();
        text.contains("://") && !text.contains(char::is_whitespace)
    };
    items.peek().is_some() && items.all(link)
}

/// "**Kim** Have build badges for:" tells somebody what to do, "**Kim** (short term):" does not.
fn is_told_to(rest: Text<'_>) -> bool {
    let words = rest.as_str().trim_end_matches([':', ' ']);
    let group = words::set("group-labels").contains(words.to_lowercase().as_str());
    let opens = words.starts_with(char::is_alphabetic);
    list::is_put_so(rest) || opens && !group && words.split_whitespace().count() >= 3
}

/// An item that ends with a colon before a list that the parser does not count as its own.
fn announces(candidate: &Candidate<'_>) -> bool {
    let last = candidate.notes.last().unwrap_or(&candidate.text);
    last.as_str().trim_end().ends_with(':')
}

/// "#12 has more on the above": the ticket of all items of the list that have none.
fn share_ticket(reader: &Reader<'_>, text: Text<'_>, out: &mut [Candidate<'_>]) {
    let points_back = words::phrases("back-references").is_match(text.as_str());
    let Some(found) = ticket::of_text(text, reader.options).filter(|_| points_back) else {
        return;
    };
    for candidate in out.iter_mut().rev().take(12) {
        candidate.group.ticket.get_or_insert_with(|| found.clone());
    }
}

/// A heading that is an action itself, with its story or its facts below: "### Alert on free connections".
fn heading_action<'d>(reader: &Reader<'d>, part: &Part<'d>) -> Option<Candidate<'d>> {
    let text = without_number(part.heading.trim());
    let doc = reader.doc;
    if !part.is_group || part.is_divided || none::is_no_action(text) {
        return None;
    }
    let stated = stated_below(reader, part)?;
    if stated.is_empty() && !headed::is_put_so(reader, text) {
        return None;
    }
    let span = text.span();
    let end = part
        .blocks
        .last()
        .map_or(span.end, |&b| doc.block(b).span.end);
    let paragraphs = part
        .blocks
        .iter()
        .filter(|&&b| doc.kind(b) == BlockKind::Paragraph);
    let told = paragraphs
        .map(|&b| doc.block_text(b))
        .filter(|&t| facts::line(t).is_empty());
    Some(Candidate {
        text,
        extent: Span::new(span.start, end.max(span.end)),
        ticked: None,
        stated,
        notes: told.collect(),
        group: part.group.clone(),
        form: Form::Heading,
        in_own_form: false,
    })
}

/// "### 2. Alert on …"
pub(super) fn without_number(text: Text<'_>) -> Text<'_> {
    let plain = text.as_str();
    let rest = plain.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = rest.len() < plain.len() && rest.starts_with(['.', ')', ':']);
    match numbered {
        true => text.slice(plain.len() - rest.len() + 1..plain.len()).trim(),
        false => text,
    }
}

/// How long the label is that begins an action: `R1. `, `AI-2: `.
pub(super) fn label(text: &str) -> Option<usize> {
    let (label, rest) = text.split_once(' ')?;
    let code = label.strip_suffix(['.', ':', ')'])?;
    let letters = code.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = code.len() - letters.len();
    let known =
        words::set("action-labels").contains(letters.trim_end_matches('-').to_lowercase().as_str());
    let capital = letters.chars().all(|c| c.is_ascii_uppercase() || c == '-');
    let named = known && capital && (1..=3).contains(&digits) && !rest.trim().is_empty();
    named.then_some(label.len() + 1)
}

/// The text of an action without the label that begins it.
pub(super) fn without_label(text: Text<'_>) -> Text<'_> {
    match label(text.as_str()) {
        Some(len) => text.slice(len..text.as_str().len()).trim(),
        None => text,
    }
}

/// The facts below a heading; none where there are lists or tables that hold anything else.
fn stated_below<'d>(reader: &Reader<'d>, part: &Part<'d>) -> Option<Vec<Stated<'d>>> {
    let doc = reader.doc;
    let mut stated = Vec::new();
    for &block in &part.blocks {
        match doc.kind(block) {
            BlockKind::List(_) => {
                for item in doc.children(block) {
                    let facts = facts::line(doc.block_text(item));
                    if facts.is_empty() {
                        return None;
                    }
                    stated.extend(facts);
                }
            }
            BlockKind::Paragraph => {
                let lines = doc.block_text(block).lines();
                stated.extend(lines.flat_map(|line| facts::line(line)));
            }
            BlockKind::Table => return None,
            _ => {}
        }
    }
    Some(stated)
}
