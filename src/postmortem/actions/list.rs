//! Actions in lists: task lists, bullets, numbers, nested under bullets that only group.

use std::collections::HashMap;

use super::candidate::{Candidate, Form};
use super::clause::{self, Mood};
use super::group::Group;
use super::verb;
use super::{Reader, facts, none, tokens};
use crate::markdown::{BlockId, BlockKind, Document, InlineKind, Text};
use crate::words;

/// What an item is, seen with the items below it.
enum Sort {
    /// An action; what is below belongs to it.
    Action,
    /// A label for the actions below it.
    Label,
    /// An action, and those below it that are put like one are actions, too.
    Parent,
}

/// The actions of a list and of the lists inside it.
pub(super) fn read<'d>(
    reader: &Reader<'d>,
    list: BlockId,
    group: &Group,
    out: &mut Vec<Candidate<'d>>,
) {
    let doc = reader.doc;
    let (items, details) = announced(doc, list);
    // An explicit stack: lists nest as deep as a file can be long.
    let mut open: Vec<(BlockId, Group)> = items.into_iter().map(|i| (i, group.clone())).collect();
    open.reverse();
    while let Some((item, group)) = open.pop() {
        let (mut candidate, below) = item_of(doc, item, &group);
        if let Some(of_this) = details.get(&item) {
            candidate
                .notes
                .extend(of_this.iter().map(|&i| doc.block_text(i)));
            push(candidate, out);
            continue;
        }
        let labels = candidate.text.is_blank();
        let mut inner: Vec<(BlockId, Group)> = match sort(reader, &candidate, &below) {
            _ if labels => below.iter().map(|&i| (i, group.clone())).collect(),
            Sort::Label => {
                let group = group.below(reader, candidate.text, false);
                below.iter().map(|&i| (i, group.clone())).collect()
            }
            Sort::Action => {
                push(candidate, out);
                Vec::new()
            }
            Sort::Parent => {
                let open_ended = is_open_ended(candidate.text.as_str());
                let own = below.iter().filter(|&&i| match open_ended {
                    true => is_assigned(doc, i),
                    false => is_put_as_action(reader, i),
                });
                let inner = own.map(|&i| (i, group.clone())).collect();
                push(candidate, out);
                inner
            }
        };
        inner.reverse();
        open.append(&mut inner);
    }
}

/// "- Prevent - keep it from occurring", "- P0 - critical": what the words of a table mean.
pub(super) fn is_legend(doc: &Document, list: BlockId) -> bool {
    let heads = words::set("legend-heads");
    let explains = |item: BlockId| {
        let text = doc.block_text(item);
        let head = text.as_str().split([' ', ':']).next().unwrap_or_default();
        let rest = text.as_str().get(head.len()..).unwrap_or_default();
        let marked = rest.trim_start().starts_with(['-', '–', '—', ':', '=']);
        marked && heads.contains(head.to_lowercase().as_str())
    };
    let mut items = items_of(doc, list).peekable();
    items.peek().is_some() && items.all(explains)
}

/// The items of a list, without those that only detail an action above them in the same list: "Always compare the plans:".
fn announced(doc: &Document, list: BlockId) -> (Vec<BlockId>, HashMap<BlockId, Vec<BlockId>>) {
    let mut items: Vec<BlockId> = items_of(doc, list).collect();
    let announces = |&item: &BlockId| {
        let text = doc.block_text(item).trim();
        let bare = doc
            .children(item)
            .all(|c| !matches!(doc.kind(c), BlockKind::List(_)));
        bare && text.as_str().ends_with(':') && is_put_so(text)
    };
    let mut details = HashMap::new();
    // Further down it is one item of several, and those behind it are of its own kind.
    if let Some(first) = items.first().copied().filter(announces)
        && items.len() > 1
    {
        details.insert(first, items.split_off(1));
    }
    (items, details)
}

fn push<'d>(candidate: Candidate<'d>, out: &mut Vec<Candidate<'d>>) {
    if !none::is_no_action(candidate.text) {
        out.push(candidate);
    }
}

fn items_of(doc: &Document, list: BlockId) -> impl Iterator<Item = BlockId> + '_ {
    doc.children(list)
        .filter(|&i| matches!(doc.kind(i), BlockKind::Item(_)))
}

/// An item as a candidate, and the items below it that are not facts.
fn item_of<'d>(doc: &'d Document, item: BlockId, group: &Group) -> (Candidate<'d>, Vec<BlockId>) {
    let mut text = doc.block_text(item);
    if text.is_blank()
        && let Some(first) = doc.children(item).next()
        && matches!(doc.kind(first), BlockKind::Heading(_))
    {
        text = doc.block_text(first);
    }
    let mut candidate = Candidate {
        text: text.trim(),
        extent: doc.block(item).span,
        ticked: match doc.kind(item) {
            BlockKind::Item(ticked) => ticked,
            _ => None,
        },
        stated: Vec::new(),
        notes: Vec::new(),
        group: group.clone(),
        form: Form::Item,
        in_own_form: false,
    };
    lines_of_facts(&mut candidate);
    let mut below = Vec::new();
    for (i, child) in doc.children(item).enumerate() {
        match doc.kind(child) {
            BlockKind::Paragraph if i == 0 => {}
            BlockKind::List(_) => {
                for sub in items_of(doc, child) {
                    let stated = facts::line(doc.block_text(sub));
                    let is_task = matches!(doc.kind(sub), BlockKind::Item(Some(_)));
                    match stated.is_empty() || is_task {
                        true => below.push(sub),
                        false => {
                            candidate.in_own_form = candidate.ticked.is_some();
                            candidate.stated.extend(stated);
                        }
                    }
                }
            }
            BlockKind::Paragraph => {
                let text = doc.block_text(child);
                let stated = facts::line(text);
                match stated.is_empty() {
                    true => candidate.notes.push(text),
                    false => candidate.stated.extend(stated),
                }
            }
            _ => {}
        }
    }
    for &sub in &below {
        candidate.notes.push(doc.block_text(sub));
    }
    (candidate, below)
}

/// Takes the lines of facts off the end of the text.
fn lines_of_facts(candidate: &mut Candidate<'_>) {
    let text = candidate.text;
    let mut end = 0;
    for (i, line) in text.lines().enumerate() {
        let stated = if i == 0 {
            Vec::new()
        } else {
            facts::line(line)
        };
        if stated.is_empty() {
            if !candidate.stated.is_empty() {
                return;
            }
            end = line.plain().end.saturating_sub(text.plain().start);
        }
        candidate.stated.extend(stated);
    }
    if !candidate.stated.is_empty() {
        candidate.text = text.slice(0..end);
    }
}

fn sort(reader: &Reader<'_>, candidate: &Candidate<'_>, below: &[BlockId]) -> Sort {
    let doc = reader.doc;
    if below.is_empty() {
        return Sort::Action;
    }
    if below.iter().all(|&i| describes(doc.block_text(i))) {
        return Sort::Action;
    }
    // "Owner: …" below it makes it the action, and what else stands there its details.
    let tasks = below
        .iter()
        .filter(|&&i| matches!(doc.kind(i), BlockKind::Item(Some(_))))
        .count();
    if !candidate.stated.is_empty() && tasks == 0 {
        return Sort::Action;
    }
    // What follows only points at where it was done.
    if below.iter().all(|&i| is_link(doc.block_text(i).trim())) {
        return Sort::Action;
    }
    let text = candidate.text.as_str().trim_end();
    let clause = clause::of(text);
    // "Automated scanning" over what is to be automated is a label, though it looks like a deed.
    let verb = clause.verb.filter(|_| !clause::is_adjective(text, &clause));
    let colon = text.ends_with(':');
    let brief = tokens::of(text).take(7).count() <= 6;
    let bold = candidate.text.is_all(InlineKind::Strong);
    let actions = below
        .iter()
        .filter(|&&i| is_put_as_action(reader, i) || heads_actions(reader, i))
        .count();
    let group = words::set("group-labels").contains(text.to_lowercase().as_str());
    let title = bold && tokens::of(text).take(4).count() <= 3;
    let label = colon || group || title || verb.is_none() && (brief || bold);
    if candidate.ticked.is_none() && tasks == below.len() {
        return Sort::Label;
    }
    if candidate.ticked.is_some() && tasks == 0 && !colon {
        return Sort::Action;
    }
    let is_order = |i: BlockId| clause::of(doc.block_text(i).as_str()).is_order();
    let orders = below.iter().filter(|&&i| is_order(i)).count();
    if tasks == 0 && orders * 2 <= below.len() && is_named_value(candidate.text) {
        return Sort::Action;
    }
    let steps = clause.is_order() && tasks == 0 && !colon && !group;
    let how = below.iter().filter(|&&i| tells_how(doc.block_text(i)));
    if steps && how.count() * 2 >= below.len() {
        return Sort::Action;
    }
    match (label, actions) {
        // "There are two ways to pull the image:"
        _ if colon && words::phrases("options-follow").opens(text) => Sort::Label,
        (true, 0) if verb.is_some() && !group => Sort::Action,
        (true, _) if candidate.ticked.is_none() || colon => Sort::Label,
        (_, 0) => Sort::Action,
        _ => Sort::Parent,
    }
}

/// "Follow the guide", "Settings → Hooks": how the order above is carried out, and no work of its own.
fn tells_how(step: Text<'_>) -> bool {
    let step = step.trim();
    step.as_str().contains('→') || words::phrases("how-to-openings").opens(step.as_str())
}

/// "**Alarm:** `queue-age-high`": a thing and its name in code; what stands below says more of it.
fn is_named_value(text: Text<'_>) -> bool {
    let Some((label, value)) = text.as_str().split_once(':') else {
        return false;
    };
    let start = label.len() + 1 + value.len() - value.trim_start().len();
    let value = text.slice(start..text.as_str().len());
    !value.is_blank() && value.is_all(InlineKind::Code)
}

/// So many blocks below a label are looked at: lists nest as deep as a file can be long.
const BELOW: usize = 400;

/// "Health of the mirror:" over items that are put as actions, however deep.
fn heads_actions(reader: &Reader<'_>, item: BlockId) -> bool {
    let doc = reader.doc;
    let colon = doc.block_text(item).as_str().trim_end().ends_with(':');
    colon
        && doc
            .descendants(item)
            .take(BELOW)
            .any(|i| matches!(doc.kind(i), BlockKind::Item(_)) && is_put_as_action(reader, i))
}

/// "**Description:** …": says more of the item above it.
pub(super) fn describes(text: Text<'_>) -> bool {
    let label = text
        .as_str()
        .split_once(':')
        .map(|(label, _)| label.trim().to_lowercase());
    label.is_some_and(|label| words::set("describing-labels").contains(label.as_str()))
}

/// Whether a text is a link and nothing else.
fn is_link(text: Text<'_>) -> bool {
    let plain = text.as_str();
    let bare = plain.starts_with("http") && !plain.contains(char::is_whitespace);
    bare || text.is_all(InlineKind::Link)
}

/// Whether an item below an action is one itself: it has a box, or is put as something to do.
fn is_put_as_action(reader: &Reader<'_>, item: BlockId) -> bool {
    let doc = reader.doc;
    if matches!(doc.kind(item), BlockKind::Item(Some(_))) {
        return true;
    }
    let text = doc.block_text(item).trim();
    // "@kim: I think …" is somebody speaking.
    if text.as_str().starts_with('@') {
        return false;
    }
    let clause = clause::of(text.as_str());
    let subject = text.as_str().get(clause.subject).unwrap_or_default();
    // "This was not there because …", "Version 3 will …" explain the action above.
    let explains = clause.mood == Mood::Future
        && !subject.is_empty()
        && !words::set("tellers").contains(subject.to_lowercase().as_str())
        && !reader.names.is_subject(subject);
    !explains && is_put_so(text)
}

/// "Find out how to avoid this": what stands below are the options.
fn is_open_ended(text: &str) -> bool {
    words::phrases("open-ended-verbs")
        .find(text)
        .is_some_and(|m| m.start() < 30)
}

/// Whether an item says who will do it, or has a box.
fn is_assigned(doc: &Document, item: BlockId) -> bool {
    let task = matches!(doc.kind(item), BlockKind::Item(Some(_)));
    let clause = clause::of(doc.block_text(item).as_str());
    task || clause.mood == Mood::Future && !clause.subject.is_empty() && clause.verb.is_some()
}

/// Whether a text begins with a verb that does something, or says who will.
pub(super) fn is_put_so(text: Text<'_>) -> bool {
    let clause = clause::of(text.as_str());
    match clause.verb {
        Some((_, form)) => {
            clause.mood == Mood::Future || clause.mood == Mood::Plain && form != verb::Form::Past
        }
        None => false,
    }
}
