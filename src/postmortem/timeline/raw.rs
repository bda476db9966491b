//! Timelines in what Markdown leaves alone: a chat log in a code block, `<Update date="…">` elements.

use std::sync::LazyLock;

use regex::Regex;

use super::Entry;
use crate::markdown::{BlockId, BlockKind, Document, Span};
use crate::postmortem::time::{self, Calendar, Moment, Place, Stamp, Zone};
use crate::postmortem::{Metadata, SectionKind, Sections};

/// So few lines are an excerpt.
const FEWEST_LINES: usize = 8;
/// So few elements may be anything.
const FEWEST_ELEMENTS: usize = 2;

/// A line of a chat: a time and a name, in the notations of chat programs.
static CHAT: LazyLock<Regex> = LazyLock::new(|| {
    let pattern =
        r"(?m)^[\[(]?(\d{1,2}:\d{2}(?::\d{2}[\])]? ?<|[\])]? ?(?:<|[\w.-]{1,30}: )))(.*)$";
    crate::words::exact(pattern).unwrap_or_else(|_| unreachable!("a fixed pattern"))
});

/// An element that carries a point in time.
static ELEMENT: LazyLock<Regex> = LazyLock::new(|| {
    let pattern =
        r#"<\w+[^<>]*? (?:date|time|datetime|at|timestamp)="([^"<>]{10,40})"[^<>]*>\s*([^<\n]*)"#;
    crate::words::exact(pattern).unwrap_or_else(|_| unreachable!("a fixed pattern"))
});

/// The lines of the longest chat log.
pub(super) fn chat(doc: &Document, metadata: &Metadata) -> Vec<Entry> {
    let log = doc
        .blocks()
        .filter(|(_, block)| block.kind == BlockKind::Code)
        .filter(|(_, block)| may_be_chat(doc.source(block.content)))
        .map(|(id, block)| found(doc, id, block.content, &CHAT, metadata))
        .max_by_key(Vec::len);
    log.filter(|log| log.len() >= FEWEST_LINES)
        .unwrap_or_default()
}

/// Whether enough lines begin with a digit, as those of [`CHAT`] do: preparing it takes half a millisecond.
fn may_be_chat(text: &str) -> bool {
    let begins = |line: &&str| {
        let line = line.strip_prefix(['[', '(']).unwrap_or(line);
        line.starts_with(|c: char| c.is_ascii_digit())
    };
    text.split('\n')
        .filter(begins)
        .nth(FEWEST_LINES - 1)
        .is_some()
}

/// The lines of a code block under the heading of a timeline, where most begin with a day and a time.
pub(super) fn code(
    doc: &Document,
    sections: &Sections,
    metadata: &Metadata,
    zone: Option<&Zone>,
) -> Vec<Entry> {
    let blocks = doc.blocks().filter(|(_, block)| {
        let under = sections.kind_at(block.span.start) == SectionKind::Timeline;
        under && block.kind == BlockKind::Code
    });
    let mut entries = Vec::new();
    for (id, block) in blocks {
        let lines = doc.source(block.content).split_inclusive('\n');
        let mut at = block.content.start;
        let mut all = 0;
        let mut told: Vec<Entry> = Vec::new();
        for line in lines {
            let start = at;
            at += line.len();
            all += usize::from(!line.trim().is_empty());
            told.extend(code_line(line, start, id, &metadata.calendar, zone));
        }
        if told.len() >= FEWEST_IN_CODE && told.len() * 2 > all {
            entries.extend(told);
        }
    }
    entries
}

/// So few lines of code with a time are no timeline.
const FEWEST_IN_CODE: usize = 3;

fn code_line(
    line: &str,
    start: usize,
    block: BlockId,
    calendar: &Calendar,
    zone: Option<&Zone>,
) -> Option<Entry> {
    let lead = line.len() - line.trim_start().len();
    let (stamp, len) = time::read_stamp(line.get(lead..)?, Place::Start)?;
    let behind = line.get(lead + len..)?;
    let tells = behind.contains(char::is_alphabetic) && stamp.from.clock.is_some() && !is_log(line);
    let text = behind.trim_matches(|c: char| c.is_whitespace() || "-–—:|".contains(c));
    let span = |from: usize, to: usize| Span::new(start + from, start + to);
    let found = || Entry {
        at: Moment::new(
            &stamp.from,
            match stamp.from.day {
                Some(day) => calendar.date(&day),
                None => calendar.anchor,
            },
            zone,
        ),
        ..entry(
            &stamp,
            calendar,
            text,
            span(lead, lead + len),
            span(lead, line.trim_end().len()),
            block,
        )
    };
    tells.then(found)
}

/// Whether a program wrote the line: with seconds before its level, or its host and process.
fn is_log(line: &str) -> bool {
    static LOG: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r"(?:^|[ T])\d\d:\d\d:\d\d[.,\dZ+:-]*\]? +(?:\[?[A-Z]{4,8}\]?[ :]|[\w.-]+ [\w./-]+(?:\[\d+\])?:)";
        crate::words::exact(pattern).unwrap_or_else(|_| unreachable!("a fixed pattern"))
    });
    LOG.is_match(line)
}

/// The elements that carry a day and a clock time.
pub(super) fn elements(doc: &Document, metadata: &Metadata) -> Vec<Entry> {
    let elements: Vec<Entry> = doc
        .blocks()
        .filter(|(_, block)| {
            // With text behind it on its line an element is a paragraph.
            block.kind == BlockKind::Html
                || block.kind == BlockKind::Paragraph && doc.source(block.span).starts_with('<')
        })
        .flat_map(|(id, block)| found(doc, id, block.span, &ELEMENT, metadata))
        .filter(|entry| entry.dated && entry.at.time.is_some())
        .collect();
    match elements.len() >= FEWEST_ELEMENTS {
        true => elements,
        false => Vec::new(),
    }
}

fn found(
    doc: &Document,
    block: BlockId,
    span: Span,
    form: &Regex,
    metadata: &Metadata,
) -> Vec<Entry> {
    let source = doc.source(span);
    let lines = form.captures_iter(source).filter_map(|line| {
        let (time, text) = (line.get(1)?, line.get(2)?);
        let (stamp, len) = time::read_stamp(time.as_str(), Place::Field)?;
        let text = text
            .as_str()
            .split_once("> ")
            .map_or(text.as_str(), |(_, said)| said);
        let place = |range: std::ops::Range<usize>| {
            Span::new(span.start + range.start, span.start + range.end)
        };
        let whole = line.get(0)?.range();
        Some(entry(
            &stamp,
            &metadata.calendar,
            text,
            place(time.start()..time.start() + len),
            place(whole),
            block,
        ))
    });
    lines.collect()
}

fn entry(
    stamp: &Stamp,
    calendar: &Calendar,
    text: &str,
    time_span: Span,
    span: Span,
    block: BlockId,
) -> Entry {
    let date = match stamp.from.day {
        Some(day) => calendar.date(&day),
        None => calendar.anchor,
    };
    Entry {
        at: Moment::new(&stamp.from, date, None),
        dated: stamp.from.day.is_some(),
        until: None,
        time_span,
        text: text.trim().to_owned(),
        below: String::new(),
        span,
        block,
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::Document;
    use crate::postmortem::{PostMortem, ReadOptions, Timeline};

    fn timeline(text: &str) -> Option<Timeline> {
        PostMortem::read(Document::parse(text.to_owned()), &ReadOptions::default()).timeline
    }

    #[test]
    fn a_chat_log_is_a_timeline() {
        let lines: String = (10..20)
            .map(|m| format!("09:{m} <kim> still {m} errors\n"))
            .collect();
        let found =
            timeline(&format!("# Checkout answered 503\n\n```\n{lines}```\n")).expect("a timeline");
        assert_eq!(found.entries.len(), 10);
        assert_eq!(found.entries[3].text, "still 13 errors");
        let logs = "```\n2026-03-14 09:02:33 ERROR x\n".to_owned()
            + &"09:02:33 ERROR pool\n".repeat(20)
            + "```\n";
        assert!(timeline(&logs).is_none());
    }

    #[test]
    fn lines_of_programs_are_logs() {
        for line in [
            "2026-03-14 09:02:33 ERROR pool exhausted",
            "2026-03-14T09:02:33.120Z [WARN] pool exhausted",
            "Mar 14 09:02:33 web-3 sshd[412]: closed",
        ] {
            assert!(super::is_log(line), "{line}");
        }
        for line in [
            "2026-03-14 09:02 Checkout answers 503",
            "2026-03-14 09:02:33 we roll back",
        ] {
            assert!(!super::is_log(line), "{line}");
        }
    }

    #[test]
    fn elements_with_dates_are_a_timeline() {
        let text = "# T\n\n<Update date=\"2026-03-14T09:02:00\">\nCheckout answers 503.\n</Update>\n\n<Update date=\"2026-03-14T09:58:00Z\">\nFixed.\n</Update>\n";
        let found = timeline(text).expect("a timeline");
        let at: Vec<_> = found.entries.iter().filter_map(|e| e.at.iso()).collect();
        assert_eq!(at, ["2026-03-14T09:02", "2026-03-14T09:58Z"]);
        let text = text.replace(
            "\n<Update date=\"2026-03-14T09:58:00Z\">\nFixed.\n",
            "\n<Update date=\"2026-03-14T09:58:00Z\">Fixed.",
        );
        assert_eq!(timeline(&text).expect("a timeline").entries.len(), 2);
        assert!(timeline("<time datetime=\"2026-03-14T00:00:00Z\">14 March</time>\n").is_none());
    }
}
