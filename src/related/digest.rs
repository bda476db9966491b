//! What is kept of a post-mortem to compare it with others.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::names;
use super::pasted::Pasted;
use crate::markdown::{Block, BlockKind, Document, InlineKind, Span, Text};
use crate::postmortem::time;
use crate::postmortem::{
    Fact, Metadata, Outline, PostMortem, ReadOptions, SectionKind, Sections, Visibility, file_stem,
};
use crate::secrets;

/// What a text of a document tells, by where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Summary,
    Causes,
    Actions,
    Rest,
}

/// A paragraph, cell or heading.
#[derive(Debug)]
pub(super) struct Passage {
    pub(super) field: Field,
    pub(super) text: String,
    /// Whether it is a heading.
    pub(super) is_heading: bool,
}

/// What is kept of a post-mortem to compare it with others.
#[derive(Debug)]
pub struct Digest {
    /// The path as given or found.
    pub path: String,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// The day of the incident, or the first that the document names in full.
    pub day: Option<Date>,
    /// The services, in lower case.
    pub services: Vec<String>,
    /// What set it off.
    pub trigger: Option<String>,
    /// The sorts of causes.
    pub categories: Vec<String>,
    /// Whether it is to be kept out of what others see.
    pub restricted: bool,
    /// What other documents it names, in lower case.
    pub(super) names: Vec<String>,
    /// The names by which others may call it, in lower case: its id and the name of its file.
    pub(super) own_names: [String; 2],
    /// Its id as it is ordered.
    order: Vec<(u64, String)>,
    pub(super) passages: Vec<Passage>,
}

impl Digest {
    /// That of a post-mortem.
    pub fn of(post: &PostMortem) -> Self {
        let parts = (&post.doc, &post.metadata, &post.sections);
        Self::from(&post.path, &post.id, post.title.as_ref(), parts)
    }

    /// That of a text, of which no more than the outline is read; none where the outline is not `wanted`. Secrets are
    /// hidden, as wherever text leaves the program.
    pub fn read(
        text: String,
        options: &ReadOptions,
        wanted: impl Fn(&Outline) -> bool,
    ) -> Option<Self> {
        let (text, _) = secrets::hide(text);
        let doc = Document::parse(text);
        let outline = Outline::read(&doc, options);
        if !wanted(&outline) {
            return None;
        }
        let parts = (&doc, &outline.metadata, &outline.sections);
        let id = outline.id(options);
        Some(Self::from(
            &options.path,
            &id,
            outline.title.as_ref(),
            parts,
        ))
    }

    fn from(
        path: &str,
        id: &str,
        title: Option<&Fact<String>>,
        (doc, metadata, sections): (&Document, &Metadata, &Sections),
    ) -> Self {
        let stated = metadata
            .date
            .as_ref()
            .and_then(|day| day.value.parse().ok());
        let words = |facts: &[Fact<String>]| -> Vec<String> {
            facts.iter().map(|fact| fact.value.to_lowercase()).collect()
        };
        let mut digest = Self {
            path: path.to_owned(),
            id: id.to_owned(),
            title: title.map(|title| title.value.clone()),
            day: stated.or(metadata.calendar.anchor),
            services: words(&metadata.services),
            trigger: metadata.trigger.as_ref().map(|t| t.value.to_lowercase()),
            categories: words(&metadata.cause_categories),
            restricted: metadata.visibility == Visibility::Restricted,
            names: names::of(doc, metadata),
            own_names: [
                id.to_lowercase(),
                file_stem(path.rsplit('/').next().unwrap_or_default()).to_lowercase(),
            ],
            order: in_parts(id),
            passages: Vec::new(),
        };
        if let Some(title) = title {
            digest.passages.push(Passage {
                field: Field::Title,
                text: without_days(title.value.trim_start_matches(id)),
                is_heading: true,
            });
        }
        digest.read_passages(doc, sections, title.map(|title| title.span));
        digest
    }

    fn read_passages(&mut self, doc: &Document, sections: &Sections, title: Option<Span>) {
        let headings: HashSet<usize> = sections
            .all
            .iter()
            .filter(|section| section.kind != SectionKind::Other)
            .map(|section| section.heading_span.start)
            .collect();
        let tags = tags(doc);
        let mut pasted = Pasted::default();
        for (id, block) in doc.blocks() {
            let is_leaf = match block.kind {
                BlockKind::Paragraph | BlockKind::Heading(_) => true,
                BlockKind::Cell => !is_of_header(doc, block),
                _ => false,
            };
            let text = doc.block_text(id);
            let at = text.span().start;
            let is_title = title.is_some_and(|title| title.covers(at));
            if !is_leaf || text.is_blank() || is_title || headings.contains(&at) {
                continue;
            }
            if block.kind == BlockKind::Cell && tags.contains(text.as_str()) {
                continue;
            }
            let field = match sections.kind_at(at) {
                SectionKind::Summary => Field::Summary,
                SectionKind::Causes => Field::Causes,
                SectionKind::Actions => Field::Actions,
                _ => Field::Rest,
            };
            let told = match field {
                Field::Rest if block.kind == BlockKind::Paragraph => {
                    pasted.leave_out(without_link_texts(text), is_of_item(doc, block))
                }
                _ => without_link_texts(text),
            };
            self.passages.push(Passage {
                field,
                text: told,
                is_heading: matches!(block.kind, BlockKind::Heading(_)),
            });
        }
    }

    /// Whether this one names `other`, by id or by file.
    pub fn names(&self, other: &Digest) -> bool {
        let mut own = other.own_names.iter();
        own.any(|name| self.names.binary_search(name).is_ok())
    }

    /// Whether it was before `other`: by the day, else by the numbers of ids that are counted in one way. Where neither tells,
    /// nobody knows.
    pub fn is_before(&self, other: &Digest) -> bool {
        match (self.day, other.day) {
            (Some(day), Some(other)) if day != other => day < other,
            (Some(_), Some(_)) => self.order < other.order,
            _ => counted_alike(&self.order, &other.order) && self.order < other.order,
        }
    }

    /// Whether a text in lower case names the day: "on June 30", "the outage of 30th June", "2021-06-30".
    pub fn is_dated_in(&self, text: &str) -> bool {
        let Some(day) = self.day else {
            return false;
        };
        let month = day.strftime("%B").to_string().to_lowercase();
        let number = day.day();
        let end = match number {
            1 | 21 | 31 => "st",
            2 | 22 => "nd",
            3 | 23 => "rd",
            _ => "th",
        };
        let forms = [
            format!("{month} {number}"),
            format!("{month} {number}{end}"),
            format!("{number} {month}"),
            format!("{number}{end} {month}"),
            format!("{number}{end} of {month}"),
            day.to_string(),
        ];
        forms.iter().any(|form| {
            let mut all = text.match_indices(form.as_str());
            all.any(|(at, _)| names::is_word(text, at..at + form.len()))
        })
    }
}

/// Whether a paragraph is an item of a list, or begins one.
fn is_of_item(doc: &Document, block: &Block) -> bool {
    block
        .parent
        .is_some_and(|parent| matches!(doc.kind(parent), BlockKind::Item(_)))
}

/// Whether a cell stands in the header of a table, which is form.
fn is_of_header(doc: &Document, cell: &Block) -> bool {
    cell.parent
        .is_some_and(|row| doc.kind(row) == BlockKind::Row(true))
}

/// The cells that hold nothing but code and stand in several rows: tags of what kind a row is.
fn tags(doc: &Document) -> HashSet<&str> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let cells = doc
        .blocks()
        .filter(|(_, block)| block.kind == BlockKind::Cell)
        .map(|(id, _)| doc.block_text(id));
    for cell in cells.filter(|cell| cell.is_all(InlineKind::Code)) {
        *counts.entry(cell.as_str()).or_default() += 1;
    }
    let several = counts.into_iter().filter(|(_, count)| *count > 1);
    several.map(|(tag, _)| tag).collect()
}

/// A text without those of its links that lead elsewhere and stand first or behind a colon: they name where a thread, a ticket or
/// a page is, in every post-mortem of a house by the same words. Those in the midst of a sentence are part of it.
fn without_link_texts(text: Text<'_>) -> String {
    let all = text.as_str();
    let mut told = String::with_capacity(all.len());
    let mut at = 0;
    for link in text.links().filter(|link| link.target.contains("://")) {
        let place = text.place(link);
        let before = all.get(at..place.start).unwrap_or_default().trim_end();
        if place.start >= at && (before.is_empty() || before.ends_with(':')) {
            told.push_str(all.get(at..place.start).unwrap_or_default());
            at = place.end;
        }
    }
    told.push_str(all.get(at..).unwrap_or_default());
    told
}

/// A title without the days that it names: they tell incidents apart, and not what they are about.
fn without_days(title: &str) -> String {
    let mut text = String::with_capacity(title.len());
    let mut at = 0;
    for stamp in time::find_stamps(title) {
        let has_day = stamp.from.day.is_some();
        if has_day && stamp.range.start >= at {
            text.push_str(title.get(at..stamp.range.start).unwrap_or_default());
            at = stamp.range.end;
        }
    }
    text.push_str(title.get(at..).unwrap_or_default());
    text
}

/// Whether two ids are counted in one way: both begin with a number, or with the same word before one.
fn counted_alike(one: &[(u64, String)], other: &[(u64, String)]) -> bool {
    match (one, other) {
        ([(a, _), ..], [(b, _), ..]) if *a > 0 || *b > 0 => *a > 0 && *b > 0,
        ([(_, a), _, ..], [(_, b), _, ..]) => a == b,
        _ => false,
    }
}

/// Words and numbers in turns, so that 9 stands before 10.
fn in_parts(id: &str) -> Vec<(u64, String)> {
    let mut parts: Vec<(u64, String)> = Vec::new();
    let mut rest = id;
    while !rest.is_empty() {
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = rest.strip_suffix(digits).unwrap_or_default();
        let words = digits.trim_start_matches(|c: char| !c.is_ascii_digit());
        let word = digits.strip_suffix(words).unwrap_or_default();
        parts.push((number.parse().unwrap_or(0), word.to_lowercase()));
        rest = words;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_in_order_as_numbers() {
        assert!(in_parts("PM2021-9") < in_parts("PM2021-10"));
        assert!(in_parts("2021-a") < in_parts("2021-b"));
    }

    #[test]
    fn texts_of_links_that_name_a_place_and_tags_are_left_out() {
        let text = "# Ledger lost writes\n\nThread: [talk](https://larkspur.example/a) of the night\n\nThe alarm [went off](https://larkspur.example/b) twice\n\n| Hour | Kind |\n| --- | --- |\n| nine | `operator` |\n| ten | `operator` |\n";
        let digest = Digest::read(text.to_owned(), &ReadOptions::default(), |_| true);
        let digest = digest.expect("it is wanted");
        let told: Vec<&str> = digest
            .passages
            .iter()
            .map(|passage| passage.text.trim())
            .collect();
        assert_eq!(
            told,
            [
                "Ledger lost writes",
                "Thread:  of the night",
                "The alarm went off twice",
                "nine",
                "ten"
            ]
        );
    }

    #[test]
    fn a_title_is_told_without_its_day() {
        assert_eq!(
            without_days("Checkout down on 2026-03-14 again").trim(),
            "Checkout down on  again"
        );
        assert_eq!(
            without_days("All services returning 503"),
            "All services returning 503"
        );
    }
}
