//! Finds the labels of a document.

use super::Label;
use super::mail;
use super::names::{fact, fact_of_time, is_time};
use crate::markdown::{BlockId, BlockKind, Document, InlineKind, Text};
use crate::postmortem::time::{self, Place};

/// A value that runs longer is prose below a heading, not a fact.
const MAX_VALUE: usize = 300;

/// Every label of the document, in order.
pub(in crate::postmortem) fn read(doc: &Document) -> Vec<Label<'_>> {
    let mut labels = Vec::new();
    for (id, block) in doc.blocks() {
        match block.kind {
            BlockKind::Heading(_) => labels.extend(heading(doc, id)),
            BlockKind::Paragraph if mail::is_head(doc, id) => {}
            BlockKind::Paragraph => paragraph(doc, id, &mut labels),
            BlockKind::Table => table(doc, id, &mut labels),
            _ => {}
        }
    }
    labels
}

/// `## Date`, with a short text or a list below, and `## Date: 14 March`.
fn heading(doc: &Document, id: BlockId) -> Option<Label<'_>> {
    let text = doc.block_text(id).trim();
    if let Some(found) = line(text, id) {
        return Some(found).filter(|label| !label.values.is_empty());
    }
    let fact = fact(text.as_str())?;
    let values = below(doc, id);
    (!values.is_empty()).then_some(Label {
        fact,
        name: text,
        values,
        block: id,
    })
}

/// The lines of a paragraph or item that begin with a name.
fn paragraph<'d>(doc: &'d Document, id: BlockId, labels: &mut Vec<Label<'d>>) {
    let text = doc.block_text(id);
    let lines: Vec<Text<'d>> = text.lines().flat_map(beside).collect();
    for (n, one) in lines.iter().enumerate() {
        let Some(mut label) = line(*one, id) else {
            continue;
        };
        if label.values.is_empty() {
            let next = lines.get(n + 1).map(|next| next.trim());
            match next {
                Some(next) if !next.is_blank() && line(next, id).is_none() => {
                    label.values.push(next);
                }
                Some(_) => {}
                None => label.values = below(doc, id),
            }
        }
        if !label.values.is_empty() {
            labels.push(label);
        }
    }
}

/// The labels of a line that holds several: `Start: 09:02 | End: 11:40`, `Start: 09:02 / End: 11:40`.
fn beside(line: Text<'_>) -> Vec<Text<'_>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let text = line.as_str();
    let bars = text.match_indices(" | ").map(|(at, mark)| (at, mark.len()));
    let others = ["; ", " / ", " · ", " • "]
        .into_iter()
        .flat_map(|mark| text.match_indices(mark))
        .map(|(at, mark)| (at, mark.len()))
        .filter(|(at, len)| text.get(at + len..).is_some_and(opens_with_name));
    let mut marks: Vec<(usize, usize)> = bars.chain(others).collect();
    marks.sort_unstable();
    for (at, len) in marks {
        parts.push(line.slice(start..at));
        start = at + len;
    }
    parts.push(line.slice(start..line.as_str().len()));
    parts
}

/// Whether a text begins with the name of a fact and a colon.
fn opens_with_name(text: &str) -> bool {
    let named = text.char_indices().take(LONGEST_NAME);
    let colon = named.into_iter().find(|(_, c)| *c == ':');
    colon.is_some_and(|(at, _)| text.get(..at).is_some_and(|name| fact(name).is_some()))
}

/// So many characters a name has at most where another label stands before it.
const LONGEST_NAME: usize = 40;

/// A line that begins with a name and a colon, a bold name, or a name and a time.
fn line(text: Text<'_>, block: BlockId) -> Option<Label<'_>> {
    let text = text.trim();
    let (name, rest) = bold(text)
        .or_else(|| colon(text))
        .or_else(|| before_time(text))?;
    let rest = value(rest);
    let of_time = || fact_of_time(name.as_str()).filter(|_| opens_with_clock(rest));
    let fact = fact(name.as_str()).or_else(of_time)?;
    let values = if rest.is_blank() {
        Vec::new()
    } else {
        vec![rest]
    };
    Some(Label {
        fact,
        name: name.trim(),
        values,
        block,
    })
}

/// Whether a value is a point in time with its hour, whatever is said behind it.
fn opens_with_clock(value: Text<'_>) -> bool {
    let read = time::read_stamp(value.as_str(), Place::Start);
    read.is_some_and(|(stamp, _)| stamp.from.clock.is_some())
}

/// Without the marks that stand between a name and its value.
fn value(rest: Text<'_>) -> Text<'_> {
    let rest = rest.trim();
    let skip = rest.as_str().len()
        - rest
            .as_str()
            .trim_start_matches([':', '-', '–', '—', ' ', '\''])
            .len();
    rest.slice(skip..rest.as_str().len()).trim()
}

/// `**Date:** …`, `**Date** …`, `*Date*: …`
fn bold(text: Text<'_>) -> Option<(Text<'_>, Text<'_>)> {
    let start = text.plain().start;
    let mark = text.inlines().find(|i| {
        matches!(i.kind, InlineKind::Strong | InlineKind::Emphasis) && i.plain.start == start
    })?;
    let place = text.place(mark);
    let name = text.slice(place.clone());
    let name = name.slice(0..name.as_str().trim_end_matches([':', ' ']).len());
    // "**Start: 09:02**": the colon inside divides it.
    if name.as_str().contains(':') {
        return None;
    }
    Some((name, text.slice(place.end..text.as_str().len())))
}

/// `Date: …`, `When did it end? …`
fn colon(text: Text<'_>) -> Option<(Text<'_>, Text<'_>)> {
    let at = text.as_str().find([':', '?'])?;
    let before = text.as_str().get(..at)?;
    let clock = before.ends_with(|c: char| c.is_ascii_digit());
    (!clock).then(|| (text.slice(0..at), text.slice(at + 1..text.as_str().len())))
}

/// `First detected 2026-03-14 09:12`
fn before_time(text: Text<'_>) -> Option<(Text<'_>, Text<'_>)> {
    let at = text
        .as_str()
        .find(|c: char| c.is_ascii_digit() || c == '~')?;
    let name = text.as_str().get(..at)?.trim_end();
    let name = name.strip_suffix(" at").unwrap_or(name);
    let name = name
        .strip_suffix([' ', '-', '–'])
        .unwrap_or(name)
        .trim_end();
    fact(name).filter(|fact| is_time(fact))?;
    Some((
        text.slice(0..name.len()),
        text.slice(at..text.as_str().len()),
    ))
}

/// The values in the block below: a short paragraph, or the items of a list.
fn below(doc: &Document, id: BlockId) -> Vec<Text<'_>> {
    let Some(next) = next_sibling(doc, id) else {
        return Vec::new();
    };
    let short = |text: &Text<'_>| !text.is_blank() && text.as_str().len() <= MAX_VALUE;
    match doc.kind(next) {
        BlockKind::Paragraph => {
            let text = doc.block_text(next).trim();
            Some(text).filter(short).into_iter().collect()
        }
        BlockKind::List(_) => {
            let items = doc.children(next).map(|item| doc.block_text(item).trim());
            items.filter(short).take(20).collect()
        }
        _ => Vec::new(),
    }
}

fn next_sibling(doc: &Document, id: BlockId) -> Option<BlockId> {
    let mut siblings = match doc.block(id).parent {
        Some(parent) => doc.children(parent),
        None => doc.roots(),
    };
    siblings.find(|&sibling| sibling == id)?;
    siblings.next()
}

/// A table of key facts: two columns of names and values, or names above one row of values.
fn table<'d>(doc: &'d Document, id: BlockId, labels: &mut Vec<Label<'d>>) {
    let rows: Vec<Vec<BlockId>> = doc
        .children(id)
        .map(|row| doc.children(row).collect())
        .collect();
    let pair = |name: BlockId, cell: BlockId| {
        let text = doc.block_text(name).trim();
        let fact = fact(text.as_str().trim_end_matches(':'))?;
        let value = doc.block_text(cell).trim();
        (!value.is_blank()).then(|| Label {
            fact,
            name: text,
            values: vec![value],
            block: name,
        })
    };
    let doubled = double(doc, &rows, pair);
    if !doubled.is_empty() {
        return labels.extend(doubled);
    }
    let found: Vec<Label<'d>> = match rows.as_slice() {
        [names, values] if names.len() > 2 || are_times(doc, names) => names
            .iter()
            .zip(values)
            .filter_map(|(name, value)| pair(*name, *value))
            .collect(),
        rows => rows
            .iter()
            .filter_map(|row| match row.as_slice() {
                [name, value] => pair(*name, *value),
                _ => None,
            })
            .collect(),
    };
    // One known name in a table of anything says nothing.
    let header = rows.first().and_then(|row| row.first()).copied();
    let header_is_name = found
        .first()
        .is_some_and(|label| Some(label.block) == header);
    if found.len() >= 2 || found.len() == 1 && !header_is_name {
        labels.extend(found);
    }
}

/// A table of key facts in two times two columns: a name and its value, and another name and its value beside them.
fn double<'d>(
    doc: &'d Document,
    rows: &[Vec<BlockId>],
    pair: impl Fn(BlockId, BlockId) -> Option<Label<'d>>,
) -> Vec<Label<'d>> {
    let is_name = |cell: BlockId| fact(doc.block_text(cell).as_str().trim()).is_some();
    let mut found = Vec::new();
    let mut carrying = 0;
    for row in rows {
        let [a, b, c, d] = row.as_slice() else {
            return Vec::new();
        };
        // A row of names is the header of a table of something else.
        let pairs = [(*a, *b), (*c, *d)];
        let before = found.len();
        let sound = pairs.into_iter().filter(|(_, value)| !is_name(*value));
        found.extend(sound.filter_map(|(name, value)| pair(name, value)));
        carrying += usize::from(found.len() > before);
    }
    if carrying < 2 {
        found.clear();
    }
    found
}

/// "Start | End" over a row with both: names, though there are but two columns.
fn are_times(doc: &Document, names: &[BlockId]) -> bool {
    let mut facts = names
        .iter()
        .map(|&name| fact(doc.block_text(name).as_str().trim()));
    facts.all(|fact| fact.is_some_and(is_time))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Vec<String> {
        let doc = Document::parse(text.to_owned());
        let one = |label: &Label<'_>| {
            let values: Vec<_> = label.values.iter().map(|v| v.as_str()).collect();
            format!("{}={}", label.fact, values.join("|"))
        };
        read(&doc).iter().map(one).collect()
    }

    #[test]
    fn labels_of_lines_bullets_and_headings() {
        for (text, want) in [
            ("**Date:** 14 March", "date=14 March"),
            ("**Date**: 14 March", "date=14 March"),
            ("**Date** 14 March", "date=14 March"),
            ("Severity: SEV2", "severity=SEV2"),
            ("- Severity: SEV2", "severity=SEV2"),
            ("- **Severity** - SEV2", "severity=SEV2"),
            ("## Severity\n\nSEV2\n", "severity=SEV2"),
            ("## Severity: SEV2\n", "severity=SEV2"),
            ("**Severity**\nSEV2", "severity=SEV2"),
            ("## Authors\n\n- ana\n- tom\n", "author=ana|tom"),
            ("- Authors\n\n  Text: no\n- x", ""),
            ("- **Authors**:\n  - ana\n  - tom", "author=ana|tom"),
            ("Start time (UTC): 09:02", "started=09:02"),
            (
                "- First detected 2026-03-14 09:12",
                "detected=2026-03-14 09:12",
            ),
            ("**Start: 09:02**", "started=09:02"),
            (
                "**Start:** 09:02 / **End:** 11:40",
                "started=09:02,resolved=11:40",
            ),
            ("Start: 09:02; End: 11:40", "started=09:02,resolved=11:40"),
            (
                "Start: 09:02 / see the log: all",
                "started=09:02 / see the log: all",
            ),
            ("When was it noticed? 09:12", "detected=09:12"),
            ("How long did it last? 2 h", "duration=2 h"),
            ("Detection: 09:12 (probe)", "detected=09:12 (probe)"),
            ("Resolution: the fix of 09:12", ""),
            ("Start: 09:02 | End: 11:40", "started=09:02,resolved=11:40"),
            (
                "| Start | End |\n|---|---|\n| 09:02 | 11:40 |\n",
                "started=09:02,resolved=11:40",
            ),
            (
                "| Severity | SEV2 |\n|---|---|\n| Team: | payments |\n",
                "severity=SEV2,team=payments",
            ),
            (
                "|   |   |\n|---|---|\n| **Date** | 14 March |\n",
                "date=14 March",
            ),
            (
                "| Paged | 31 | Start | 09:02 |\n|---|---|---|---|\n| Task | T1 | End | 11:40 |\n",
                "started=09:02,resolved=11:40",
            ),
            (
                "| Date | Severity | Lead |\n|---|---|---|\n| 14 March | SEV2 | ana |\n",
                "date=14 March,severity=SEV2,incident lead=ana",
            ),
        ] {
            assert_eq!(labels(text).join(","), want, "{text}");
        }
    }

    #[test]
    fn other_lines_are_no_labels() {
        for text in [
            "We resolved it: nobody knows how.",
            "The author of all this: unknown",
            "| Severity | Count |\n|---|---|\n| high | 3 |\n",
            "| Time | Event |\n|---|---|\n| 09:02 | x |\n",
            "| Host | Team | Start | End |\n|---|---|---|---|\n| a | b | 09:02 | 11:40 |\n| c | d | 09:04 | 11:40 |\n",
            "From: Ana <ana@larkspur.example>\nSubject: Outage\nDate: Thu, 16 Mar 2026 10:12:44 +0200\n",
            "10:30 resolved",
            "**Severity**",
            "## Severity\n\n## Next",
        ] {
            assert_eq!(labels(text), Vec::<String>::new(), "{text}");
        }
    }
}
