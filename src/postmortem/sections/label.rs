//! Lines that begin with a label, or are one: bold, plain, a question, the heading of a wiki.

use std::ops::Range;

use super::SectionKind;
use super::marks::{BOLD_LEVEL, Form, Mark, of_item};
use super::names::{self, Named};
use crate::markdown::{BlockId, BlockKind, Document, Inline, InlineKind, Span, Text};
use crate::words;

/// A bold line with more words is a sentence.
const MAX_LABEL_WORDS: usize = 9;

/// A question with more words asks for more than the name of a section.
const MAX_QUESTION_WORDS: usize = 14;

/// A numbered line above its text is a heading up to so many words.
const MAX_NUMBERED_WORDS: usize = 6;

/// The beginning of a line that may be a label.
pub(super) struct Label<'d> {
    pub(super) name: Text<'d>,
    pub(super) rest: Text<'d>,
    pub(super) bold: bool,
    /// Whether a colon (or, behind bold text, a dash) stands between name and rest.
    pub(super) colon: bool,
    pub(super) named: Option<Named>,
    /// Whether its form alone does not set it apart from a sentence.
    pub(super) loose: bool,
    /// The level of a wiki's heading.
    pub(super) wiki: Option<u8>,
}

impl<'d> Label<'d> {
    pub(super) fn read(doc: &'d Document, line: Text<'d>) -> Option<Self> {
        let line = line.trim();
        Label::wiki(line)
            .or_else(|| Label::marked(doc, line))
            .or_else(|| Label::plain(line))
            .or_else(|| Label::lead(line))
    }

    /// `== Impact ==`, `h2. Impact`: the headings of wikis.
    fn wiki(line: Text<'d>) -> Option<Self> {
        let text = line.as_str();
        let (level, name) = numbered_heading(text).or_else(|| signed_heading(text))?;
        let name = line.slice(name).trim();
        if !name.as_str().chars().any(char::is_alphabetic) {
            return None;
        }
        Some(Label {
            name,
            rest: line.slice(text.len()..text.len()),
            bold: true,
            colon: true,
            named: Label::name(name),
            loose: false,
            wiki: Some(level),
        })
    }

    /// `**Impact:** …`, `*Impact* - …`
    fn marked(doc: &'d Document, line: Text<'d>) -> Option<Self> {
        let mark = emphasis_at(doc, line.plain().start)?;
        let place = line.place(mark);
        let name = line.slice(place.clone());
        let rest = line.slice(place.end..line.as_str().len());
        let behind = rest.as_str().trim_start();
        let colon = name.as_str().trim_end().ends_with(':') || behind.starts_with(':');
        let dash = behind.starts_with(['-', '–', '—']);
        let name = name.trim();
        let named = Label::name(name);
        let run_in = !colon && named.is_some() && is_run_in(name.as_str());
        if !(colon || dash || run_in || behind.is_empty()) || name.is_blank() {
            return None;
        }
        let known = named.is_some_and(|n| n.exact);
        // "**Kim** – did it" is no label; "**How it was noticed** – by a call" is one where it may stand.
        let dashed = dash && !colon && !known;
        let names_ours = named.is_some_and(|n| n.kinds.main() != SectionKind::Other);
        if mark.kind == InlineKind::Emphasis && !known || dashed && !names_ours {
            return None;
        }
        Some(Label {
            name,
            rest: without_separator(rest),
            bold: true,
            colon: colon || dash,
            named,
            loose: dashed || run_in && !behind.is_empty(),
            wiki: None,
        })
    }

    /// "2. Cause of the outage" above its text: a heading whose number makes a list item of both.
    pub(super) fn numbered(
        doc: &Document,
        item: BlockId,
        text: Text<'d>,
        first: Text<'d>,
    ) -> Option<Self> {
        let list = doc.block(item).parent?;
        let numbered = matches!(doc.kind(list), BlockKind::List(Some(_)));
        let outermost = doc.block(list).parent.is_none();
        let name = first.trim();
        let words = name.as_str().split_whitespace().count();
        let below = text.slice(first.as_str().len()..text.as_str().len()).trim();
        let capital = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
        // The number of the last heading holds no text where a list stands below it.
        let among_others = || {
            let first = doc.children(list).next().filter(|first| *first != item);
            let last = doc.block(item).span.end >= doc.block(list).span.end;
            last && first.is_some_and(|first| of_item(doc, first, 0).is_some())
        };
        let is_heading = numbered
            && outermost
            && words <= MAX_NUMBERED_WORDS
            && !name.as_str().contains([':', '.', ',', ';'])
            && capital(name.as_str())
            && (capital(below.as_str()) || below.is_blank() && among_others());
        let named = is_heading.then(|| Label::name(name)).flatten()?;
        Some(Label {
            name,
            rest: text.slice(first.as_str().len()..first.as_str().len()),
            bold: true,
            colon: true,
            named: Some(named),
            loose: false,
            wiki: None,
        })
    }

    /// `Impact: …`, `Action items`
    fn plain(line: Text<'d>) -> Option<Self> {
        let text = line.as_str();
        let end = text.find(':').unwrap_or(text.len());
        let name = line.slice(0..end);
        let capital = text.chars().next().is_some_and(char::is_uppercase);
        if !capital || end > 60 || has_clock(text.get(..(end + 4).min(text.len())).unwrap_or("")) {
            return None;
        }
        let named = Label::name(name).filter(|n| n.exact)?;
        Some(Label {
            name: name.trim(),
            rest: without_separator(line.slice(end..text.len())),
            bold: false,
            colon: end < text.len(),
            named: Some(named),
            loose: false,
            wiki: None,
        })
    }

    /// `How did we find out:`, `Why did it happen?`: a line that is a question, or ends with a colon, and names a kind of
    /// ours beside other words.
    fn lead(line: Text<'d>) -> Option<Self> {
        let line = without_q(line);
        let text = line.as_str();
        let colon = text.ends_with(':');
        let capital = text.chars().next().is_some_and(char::is_uppercase);
        if !capital || !(colon || text.ends_with('?')) || has_clock(text) {
            return None;
        }
        let name = line.slice(0..text.len() - usize::from(colon)).trim();
        let one =
            !name.as_str().contains([':', '.', ';', '?']) || !colon && is_run_in(name.as_str());
        let asks = words::set("question-openers").contains(first_word(name.as_str()).as_str());
        let short = name.as_str().split_whitespace().count()
            <= if asks {
                MAX_QUESTION_WORDS
            } else {
                MAX_LABEL_WORDS
            };
        let named = names::of(name.as_str())
            .filter(|n| one && short && (asks || n.kinds.main() != SectionKind::Other))?;
        Some(Label {
            name,
            rest: line.slice(text.len()..text.len()),
            bold: false,
            colon,
            named: Some(named),
            loose: true,
            wiki: None,
        })
    }

    fn name(name: Text<'_>) -> Option<Named> {
        let name = name.as_str();
        match name.split_whitespace().count() <= MAX_LABEL_WORDS && !has_clock(name) {
            true => names::of(name),
            false => None,
        }
    }

    /// Whether it is one here: `alone` in its paragraph, `first` line of it.
    pub(super) fn opens(&self, alone: bool, first: bool) -> bool {
        let known = self
            .named
            .is_some_and(|n| n.exact || n.kinds.main() != SectionKind::Other);
        match (self.bold, self.rest.is_blank()) {
            (true, true) => alone || known || self.wiki.is_some(),
            (true, false) => true,
            (false, true) => alone || self.colon || first,
            (false, false) => self.colon,
        }
    }

    pub(super) fn mark(&self, doc: &Document, carrier: BlockId, end: usize) -> Mark {
        let start = self.name.plain().start;
        let behind = doc.text_at(Span::new(self.rest.plain().start, end)).trim();
        let inline = (!behind.is_blank()).then(|| behind.plain());
        let form = match (inline, self.named, self.bold) {
            (None, _, _) => Form::Heading,
            (Some(_), _, _) if self.wiki.is_some() => Form::Label,
            (Some(_), None, _) => Form::End,
            (Some(_), Some(_), true) => Form::Label,
            (Some(_), Some(_), false) => Form::Plain,
        };
        let heading = one_line(self.name);
        // "Scope. All of it": the full stop divides as a colon does.
        let closing: &[char] = if inline.is_some() {
            &[':', '.', ' ']
        } else {
            &[':', ' ']
        };
        Mark {
            carrier,
            form,
            level: self.wiki.unwrap_or(BOLD_LEVEL),
            heading: heading.trim_end_matches(closing).to_owned(),
            heading_span: self.name.span(),
            span: doc.source_span(Span::new(start, end)),
            named: self.named,
            inline,
            loose: self.loose,
        }
    }
}

/// `Q: Who was affected?` without the letter before it.
fn without_q(line: Text<'_>) -> Text<'_> {
    let text = line.as_str();
    let asked = ["Q: ", "Q. ", "Question: "]
        .iter()
        .find_map(|lead| text.strip_prefix(lead));
    asked.map_or(line, |asked| {
        line.slice(text.len() - asked.len()..text.len()).trim()
    })
}

fn first_word(text: &str) -> String {
    let word = text.split(|c: char| !c.is_alphabetic()).next();
    word.unwrap_or_default().to_lowercase()
}

/// Whether a name ends like a sentence and is none: "Scope.", "What happened?"
fn is_run_in(name: &str) -> bool {
    let said = name.trim_end_matches(['.', '?', '!']);
    said.len() < name.len() && !said.contains(['.', '?', '!', ',', ';'])
}

/// `== Impact ==`: its level, and where its name stands.
fn signed_heading(text: &str) -> Option<(u8, Range<usize>)> {
    let marks = text.len() - text.trim_start_matches('=').len();
    let closing = text.len() - text.trim_end_matches('=').len();
    let level = u8::try_from(marks)
        .ok()
        .filter(|level| (1..=6).contains(level))?;
    (marks == closing && marks + closing < text.len()).then(|| (level, marks..text.len() - closing))
}

/// `h2. Impact`: its level, and where its name stands.
fn numbered_heading(text: &str) -> Option<(u8, Range<usize>)> {
    let [b'h', digit @ b'1'..=b'6', b'.', b' ', ..] = text.as_bytes() else {
        return None;
    };
    Some((digit - b'0', 4..text.len()))
}

/// The strong or emphasised text that begins at a place of the running text.
fn emphasis_at(doc: &Document, start: usize) -> Option<&Inline> {
    let inlines = doc.inlines();
    let first = inlines.partition_point(|i| i.plain.start < start);
    let here = inlines.get(first..)?.iter();
    here.take_while(|i| i.plain.start == start).find(|i| {
        matches!(i.kind, InlineKind::Strong | InlineKind::Emphasis) && !i.plain.is_empty()
    })
}

fn without_separator(rest: Text<'_>) -> Text<'_> {
    let text = rest.as_str();
    let skipped = text.trim_start_matches([':', '-', '–', '—', ' ', '\t']);
    rest.slice(text.len() - skipped.len()..text.len())
}

pub(super) fn one_line(text: Text<'_>) -> String {
    let line = text.as_str().replace('\n', " ");
    line.trim().trim_end_matches([':', ' ']).to_owned()
}

/// `10:42`, `9.15am`
pub(super) fn has_clock(text: &str) -> bool {
    let digit = |c: Option<&u8>| c.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    bytes.iter().enumerate().any(|(i, c)| {
        matches!(c, b':' | b'.')
            && i > 0
            && digit(bytes.get(i - 1))
            && digit(bytes.get(i + 1))
            && digit(bytes.get(i + 2))
            && (*c == b':' || !digit(bytes.get(i + 3)))
    })
}
