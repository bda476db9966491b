//! Where actions stand: the sections of the follow-up, cut at the headings inside them.

use std::collections::HashSet;

use super::Reader;
use super::candidate::Form;
use super::group::Group;
use super::role::Role;
use crate::markdown::{BlockId, BlockKind, Document, Span, Text};
use crate::postmortem::{Section, SectionKind};
use crate::words;

/// The blocks below one heading, up to the next.
pub(super) struct Part<'d> {
    /// Its heading.
    pub(super) heading: Text<'d>,
    /// Whether the heading stands in the follow-up and does not name it.
    pub(super) is_group: bool,
    /// What the headings above say of all that stands below.
    pub(super) group: Group,
    /// Whether parts with headings of their own follow inside it.
    pub(super) is_divided: bool,
    /// Whether it stands in a section that tells how the incident was ended: "Resolution".
    pub(super) in_response: bool,
    /// Whether the section is about something else as well ("Lessons and actions").
    pub(super) mixed: bool,
    /// The rest of the line of a label.
    pub(super) inline: Option<Text<'d>>,
    /// The blocks.
    pub(super) blocks: Vec<BlockId>,
}

impl Part<'_> {
    /// The form of its prose: under "Moving forward" it may be a mere conclusion.
    pub(super) fn form(&self) -> Form {
        let name = crate::postmortem::normalise(self.heading.as_str());
        match words::set("outlook-headings").contains(name.as_str()) {
            true => Form::Outlook,
            false => Form::Prose,
        }
    }
}

impl Part<'_> {
    /// Whether its heading is that of the follow-up and of how far it is: "Action items status".
    pub(super) fn tells_status(&self) -> bool {
        let name = crate::postmortem::normalise(self.heading.as_str());
        !self.is_group && words::phrases("follow-up-status").is_whole(&name)
    }
}

/// The follow-up of a document, heading by heading.
pub(super) fn parts<'d>(reader: &Reader<'d>) -> Vec<Part<'d>> {
    let doc = reader.doc;
    let all = &reader.sections.all;
    let children = children(all);
    let mut groups: Vec<Option<Group>> = Vec::with_capacity(all.len());
    let mut parts = Vec::new();
    for (index, section) in all.iter().enumerate() {
        let named = section.is(SectionKind::Actions);
        let above = section.parent.and_then(|up| groups.get(up)?.clone());
        let ruled = section.ruled_by == SectionKind::Actions
            || above.is_some() && is_owner(reader, section);
        // `- TODO: add …` in a list of actions is one of them and no section.
        let item = above.is_some() && matches!(doc.kind(section.carrier), BlockKind::Item(_));
        let item = item || above.is_some() && is_fact(doc, section);
        if !named && (!ruled || tells_else(section)) || item {
            groups.push(None);
            continue;
        }
        let inner = children.get(index).into_iter().flatten();
        let inner = inner.filter_map(|&i| all.get(i));
        // Lines of facts below a heading are what it says of itself.
        let inner: Vec<&Section> = inner.filter(|section| !is_fact(doc, section)).collect();
        let text = heading_text(doc, section);
        let is_heading = matches!(doc.kind(section.carrier), BlockKind::Heading(_));
        let group = above
            .clone()
            .unwrap_or_default()
            .below(reader, text, is_heading || named);
        groups.push(Some(group.clone()));
        parts.push(Part {
            heading: text,
            is_group: !named && above.is_some(),
            group,
            is_divided: inner.iter().any(|s| s.ruled_by == SectionKind::Actions),
            in_response: above.is_none() && is_below_response(reader, section),
            mixed: named && !ruled,
            inline: section.inline.map(|span| doc.text_at(span)),
            blocks: own_blocks(doc, section, &inner),
        });
    }
    parts
}

/// `Owner: Kim`, `Status: done` on a line of a paragraph: a fact of the action above it.
fn is_fact(doc: &Document, section: &Section) -> bool {
    let role = Role::of(&section.heading);
    let told = matches!(
        role,
        Some(Role::Owner | Role::Due | Role::State | Role::Ticket | Role::Type | Role::Priority)
    );
    let short = |text: Text<'_>| text.as_str().len() <= LONGEST_FACT;
    // "**Team**" over a list heads it.
    let end = section.heading_span.end;
    let colon = doc.source(Span::new(end, end + 1)) == ":";
    told && colon
        && doc.kind(section.carrier) == BlockKind::Paragraph
        && section.inline.is_some_and(|span| short(doc.text_at(span)))
}

/// A longer text behind such a key tells a story.
const LONGEST_FACT: usize = 60;

/// "Immediate actions" below "Resolution".
fn is_below_response(reader: &Reader<'_>, section: &Section) -> bool {
    let up = section.parent.and_then(|up| reader.sections.all.get(up));
    up.is_some_and(|up| up.is_called("response-headings"))
}

/// "Audit results", "Background": a heading inside the follow-up that tells something else.
fn tells_else(section: &Section) -> bool {
    let name = crate::postmortem::normalise(&section.heading);
    if words::phrases("reusable-lists").opens(&name) {
        return true;
    }
    let others = words::set("no-follow-up-headings");
    !words::phrases("still-to-build").opens(&name)
        && others.iter().any(|other| {
            let before = name.strip_suffix(other);
            before.is_some_and(|before| before.is_empty() || before.ends_with(' '))
        })
}

/// "**Team**" over a list: elsewhere it heads the list of those who were there, here it is who will do it.
fn is_owner(reader: &Reader<'_>, section: &Section) -> bool {
    let bold_line = !matches!(reader.doc.kind(section.carrier), BlockKind::Heading(_));
    bold_line
        && Role::of(&section.heading)
            .is_none_or(|role| role == Role::Owner && section.inline.is_none())
        && reader.names.are_owners(&section.heading, false)
}

/// The sections directly inside each section, in document order.
pub(super) fn children(all: &[Section]) -> Vec<Vec<usize>> {
    let mut children = vec![Vec::new(); all.len()];
    for (index, section) in all.iter().enumerate() {
        if let Some(of) = section.parent.and_then(|up| children.get_mut(up)) {
            of.push(index);
        }
    }
    children
}

/// The blocks of a section that stand in no section inside it.
fn own_blocks(doc: &Document, section: &Section, inner: &[&Section]) -> Vec<BlockId> {
    // A bold line that heads a list is that section's, though the section begins behind its marks.
    let headed = inner
        .iter()
        .filter(|s| s.inline.is_none() && !s.content.is_empty());
    let lines: HashSet<BlockId> = headed.map(|s| s.carrier).collect();
    let mut inner = inner.iter().peekable();
    let first = inner.peek().map(|s| s.carrier);
    let content = section.content.iter().copied();
    content
        .filter(|id| *id != section.carrier && !lines.contains(id))
        .filter(|&id| {
            // Blocks and sections both come in document order.
            let start = doc.block(id).span.start;
            while inner.next_if(|s| s.span.end <= start).is_some() {}
            let covered = inner.peek().is_some_and(|s| s.span.covers(start));
            first.is_none_or(|first| id < first) || !covered
        })
        .collect()
}

/// The text of a heading with what stands in brackets behind it, without the rest of a label's line.
fn heading_text<'d>(doc: &'d Document, section: &Section) -> Text<'d> {
    let text = doc.block_text(section.carrier);
    let Some(name) = text.as_str().find(section.heading.as_str()) else {
        return text.slice(0..0);
    };
    match section.inline {
        Some(_) => text.slice(name..name + section.heading.len()),
        None => text,
    }
}
