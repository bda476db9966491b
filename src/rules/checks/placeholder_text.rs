//! Text of the template left where a value is due.

use std::cell::OnceCell;

use crate::diagnostic::{Finding, Findings};
use crate::markdown::{BlockId, BlockKind, InlineKind, Span, Text};
use crate::postmortem::SectionKind;
use crate::rules::{Context, placeholders, prose};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let doc = cx.doc();
    let untold = OnceCell::new();
    for (id, block) in doc.blocks() {
        let quoted = || doc.ancestors(id).any(|up| doc.kind(up) == BlockKind::Quote);
        match block.kind {
            BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Cell if !quoted() => {
                leaf(cx, id, &untold, out)
            }
            BlockKind::Html
                if !quoted() && placeholders::is_instruction(doc.source(block.span)) =>
            {
                report(
                    cx,
                    Span::new(
                        block.span.start,
                        block.span.start + doc.source(block.span).trim_end().len(),
                    ),
                    out,
                );
            }
            _ => {}
        }
    }
}

/// A heading, a cell, or each line of a paragraph or item: as a whole, or what stands behind its label.
/// `untold` keeps whether the document says that a time cannot be told: it is looked for once.
fn leaf(cx: &Context, id: BlockId, untold: &OnceCell<bool>, out: &mut Findings) {
    let text = cx.doc().block_text(id);
    instruction(cx, text, out);
    for line in text.lines().map(Text::trim).filter(|line| !line.is_blank()) {
        let value = value(line);
        let found = if placeholders::is_whole(line.as_str()) {
            Some(line)
        } else if value.is_some_and(|value| placeholders::is_whole(value.as_str())) {
            value
        } else {
            let part = value
                .filter(|value| {
                    placeholders::mark(value.as_str()).is_some_and(|mark| mark.start == 0)
                })
                .unwrap_or(line);
            placeholders::mark(part.as_str()).map(|mark| part.slice(mark))
        };
        let Some(found) = found else { continue };
        let code = [InlineKind::Code, InlineKind::Link, InlineKind::BareLink];
        let foreign = found.inlines().any(|inline| code.contains(&inline.kind));
        let is_state = found.is_all(InlineKind::Strong) && leads_an_action(cx, found.span());
        let is_time = is_mark_of_a_time(cx, line, found);
        let is_known =
            is_settled(line, found) || is_time && *untold.get_or_init(|| says_untold(cx));
        if foreign || is_state || is_known || is_of_action(cx, found.span()) {
            continue;
        }
        let finding = report(cx, found.span(), out);
        if is_time {
            finding.help("write the time; if nobody can tell it any more, `unknown` and why");
        }
    }
}

/// "TBC - take to the next planning": who finds it out is said behind the mark.
fn is_settled(line: Text<'_>, found: Text<'_>) -> bool {
    const WORDS: usize = 3;
    let end = found.plain().end.saturating_sub(line.plain().start);
    let behind = line.as_str().get(end..).unwrap_or_default().trim_start();
    let said = behind.strip_prefix(['-', '–', '—']);
    said.is_some_and(|said| said.split_whitespace().count() >= WORDS)
}

/// Whether the document says why nobody can tell a time: then "[???] the disks were full" has its value.
fn says_untold(cx: &Context) -> bool {
    let mut found = prose::find(cx.doc(), cx.phrases("untold-times"));
    found.next().is_some()
}

/// Whether question marks open an entry of the timeline whose text is complete.
fn is_mark_of_a_time(cx: &Context, line: Text<'_>, found: Text<'_>) -> bool {
    const WORDS: usize = 4;
    let mark = found.as_str().trim_matches(['[', ']', '(', ')']);
    let behind = line.as_str().strip_prefix(found.as_str());
    mark.starts_with("??")
        && behind.is_some_and(|text| text.split_whitespace().count() >= WORDS)
        && cx.post.sections.kind_at(found.span().start) == SectionKind::Timeline
}

/// `<describe the impact>` parses as a tag of HTML: it is the whole when nothing else is in its place but a label.
fn instruction(cx: &Context, text: Text<'_>, out: &mut Findings) {
    let tags: Vec<_> = text
        .inlines()
        .filter(|inline| inline.kind == InlineKind::Html)
        .collect();
    let [tag] = tags.as_slice() else { return };
    let shown = text.as_str().trim();
    let alone = shown.is_empty() || shown.ends_with(':') && !shown.contains('\n');
    if alone
        && placeholders::is_instruction(cx.doc().source(tag.span))
        && !is_of_action(cx, tag.span)
    {
        report(cx, tag.span, out);
    }
}

/// What stands behind a label of a few words.
fn value<'d>(line: Text<'d>) -> Option<Text<'d>> {
    let (label, _) = line.as_str().split_once(':')?;
    let worded = label.contains(char::is_alphabetic) && !label.contains('?');
    let short = worded && label.split_whitespace().count() <= 5;
    let value = line.slice(label.len() + 1..line.as_str().len()).trim();
    (short && !value.is_blank()).then_some(value)
}

/// Owners, due dates and states of actions are told by their own rules.
fn is_of_action(cx: &Context, span: Span) -> bool {
    cx.post
        .actions
        .iter()
        .any(|action| action.extent.contains(span))
}

/// "**TODO**: move the backups": the state of what stands behind it.
fn leads_an_action(cx: &Context, span: Span) -> bool {
    cx.post.actions.iter().any(|action| {
        let from = action.extent.start;
        let between = (span.end <= from).then(|| cx.doc().source(Span::new(span.end, from)));
        between.is_some_and(|text| text.len() <= LEAD && !text.contains(char::is_alphanumeric))
    })
}

/// So many bytes of signs may stand between such a word and its action.
const LEAD: usize = 8;

fn report<'o>(cx: &Context, span: Span, out: &'o mut Findings) -> &'o mut Finding {
    let said = cx
        .doc()
        .source(span)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let time = empty_time(cx, span).map(|time| format!(", at `{time}`"));
    out.report(
        span,
        format!(
            "a placeholder is left: `{said}`{}",
            time.unwrap_or_default()
        ),
    )
    .help("write the value; if nobody knows it yet, who finds out by when")
}

/// The time before it in its row or line that is not filled in, either: `2026-03-?? ??:??`.
fn empty_time<'d>(cx: &'d Context, span: Span) -> Option<&'d str> {
    const FAR: usize = 80;
    let text = cx.doc().text();
    let near = prose::boundary(text, span.start.saturating_sub(FAR))?;
    let lead = text.get(near..span.start)?.rsplit('\n').next()?;
    let time = lead.trim_matches(|c: char| !c.is_ascii_digit() && c != '?');
    let is_time = |c: char| c.is_ascii_digit() || "?:.-/ T".contains(c);
    (time.contains("??") && time.chars().all(is_time)).then_some(time)
}
