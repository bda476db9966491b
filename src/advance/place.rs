//! Where a section belongs, and the proof that it changes how nothing else is read.

use crate::fix::{Edit, apply};
use crate::markdown::{BlockKind, Document, Span, end_of_line};
use crate::postmortem::schema::SECTIONS;
use crate::postmortem::{PostMortem, ReadOptions, Section, SectionKind};

/// The level of the headings of templates.
const LEVEL: u8 = 2;

/// A section that is there, under a heading that stands in no list, quotation or table.
struct Anchor {
    level: u8,
    span: Span,
}

/// The text with a section more, and how it is read then; none where there is no place for it.
pub(super) fn put(
    text: &str,
    options: &ReadOptions,
    post: &PostMortem,
    kind: SectionKind,
    section: &str,
) -> Option<(String, PostMortem)> {
    let mut edits = edits(text, post, kind, section).into_iter();
    edits.find_map(|edit| {
        let changed = apply(text, [&edit])?;
        let after = crate::read(changed.clone(), options);
        let new = Span::new(edit.span.start, edit.span.start + edit.text.len());
        is_harmless(post, &after, kind, new).then_some((changed, after))
    })
}

/// Before the section that usually comes next, behind the one that comes before it, or at the end.
fn edits(text: &str, post: &PostMortem, kind: SectionKind, section: &str) -> Vec<Edit> {
    let anchor = |kind: SectionKind| {
        let found = post.sections.of(kind).find(|section| {
            let is_heading = matches!(post.doc.kind(section.carrier), BlockKind::Heading(_));
            is_heading && post.doc.block(section.carrier).parent.is_none()
        });
        found.map(|section| Anchor {
            level: section.level,
            span: section.span,
        })
    };
    let at = SECTIONS.iter().position(|part| part.kind == kind);
    let (before, behind) = SECTIONS.split_at(at.unwrap_or(SECTIONS.len()));
    let next = behind.iter().skip(1).find_map(|part| anchor(part.kind));
    let last = before.iter().rev().find_map(|part| anchor(part.kind));
    let any = next.as_ref().or(last.as_ref());
    let title = post.sections.title.and_then(|at| post.sections.all.get(at));
    let below_title = title.map_or(LEVEL, |title| title.level + 1).max(LEVEL);
    let level = any.map_or(below_title, |anchor| anchor.level);
    let mut edits = Vec::new();
    if let Some(next) = &next {
        edits.push(above(text, next.span.start, &at_level(section, next.level)));
    }
    if let Some(last) = &last {
        let end = last.span.end.max(last.span.start);
        edits.push(below(text, end, &at_level(section, last.level)));
    }
    edits.push(below(text, text.len(), &at_level(section, level)));
    edits
}

/// A section above the line of a byte.
fn above(text: &str, at: usize, section: &str) -> Edit {
    let end = end_of_line(text);
    let before = text.get(..at).unwrap_or_default();
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let before = before.get(..line).unwrap_or_default();
    let is_apart = before
        .lines()
        .last()
        .is_none_or(|line| line.trim().is_empty());
    let gap = if is_apart { "" } else { end };
    let section = section.trim_end().replace('\n', end);
    Edit::new(Span::at(line), format!("{gap}{section}{end}{end}"))
}

/// A section below all that stands before a byte.
fn below(text: &str, at: usize, section: &str) -> Edit {
    let end = end_of_line(text);
    let before = text.get(..at).unwrap_or_default();
    let at = before.trim_end().len();
    // Blanks at the end of the line break it from the next one, and stay there.
    let rest = text.get(at..).unwrap_or_default();
    let at = at + rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let is_last = text.get(at..).is_none_or(str::is_empty);
    let last = if is_last { end } else { "" };
    let section = section.trim_end().replace('\n', end);
    Edit::new(Span::at(at), format!("{end}{end}{section}{last}"))
}

/// A section of a template with its headings as deep as those around it.
fn at_level(section: &str, level: u8) -> String {
    let doc = Document::parse(section.to_owned());
    let edits: Vec<Edit> = doc
        .roots()
        .filter_map(|id| match doc.kind(id) {
            BlockKind::Heading(own) => {
                let start = doc.block(id).span.start;
                let marks = Span::new(start, start + usize::from(own));
                let is_marked = doc.source(marks).bytes().all(|byte| byte == b'#');
                let level = (own + level).saturating_sub(LEVEL).clamp(1, 6);
                let marked = "#".repeat(usize::from(level));
                is_marked.then(|| Edit::new(marks, marked))
            }
            _ => None,
        })
        .collect();
    apply(section, &edits).unwrap_or_else(|| section.to_owned())
}

/// Whether the new bytes hold the section, and everything else is read as it was.
fn is_harmless(before: &PostMortem, after: &PostMortem, kind: SectionKind, new: Span) -> bool {
    let is_new = |section: &&Section| new.covers(section.heading_span.start);
    let same = |section: &Section| (section.kind, section.ruled_by, section.heading.clone());
    let was = before.sections.all.iter().map(same);
    let is = after
        .sections
        .all
        .iter()
        .filter(|one| !is_new(one))
        .map(same);
    // What a template of the team writes into its section is new, and all else is as much as it was.
    let counts = |post: &PostMortem| {
        let entries = post
            .timeline
            .as_ref()
            .map(|timeline| timeline.entries.len());
        let counts = [
            (SectionKind::Actions, post.actions.len()),
            (SectionKind::Timeline, entries.unwrap_or_default()),
            (SectionKind::Causes, post.causes.items.len()),
            (SectionKind::Lessons, post.lessons.len()),
        ];
        counts.map(|(of, count)| if of == kind { 0 } else { count })
    };
    let is_there = after.sections.of(kind).any(|section| is_new(&section));
    let mut others = SECTIONS.iter().filter(|part| before.has(part.kind));
    is_there
        && others.all(|part| after.has(part.kind))
        && was.eq(is)
        && counts(before) == counts(after)
}
