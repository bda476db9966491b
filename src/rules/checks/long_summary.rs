//! Summaries that nobody reads to the end.

use super::together;
use crate::diagnostic::Findings;
use crate::markdown::{BlockId, BlockKind, Document, InlineKind, Span, Text};
use crate::postmortem::{Section, SectionKind, normalise};
use crate::rules::{Context, prose, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let names = cx.phrases("summary-names");
    let is_one = |section: &&Section| {
        names
            .find(&normalise(&section.heading))
            .is_some_and(|name| name.as_str().len() == normalise(&section.heading).len())
    };
    for section in cx.post.sections.of(SectionKind::Summary).filter(is_one) {
        let long = Long::of(cx, section);
        if !length(cx, section, &long, out) || long.is_far_too_long(cx) {
            sentences(cx, long, out);
        }
    }
}

/// Reports too many sentences, with how many of them are long; tells whether it did.
fn length(cx: &Context, section: &Section, long: &Long, out: &mut Findings) -> bool {
    let (count, words) = size(cx, section);
    let most = cx.settings().count("sentences");
    // One more or two are a matter of style, and short ones are soon read.
    if count <= most + most / 4 || words <= cx.settings().count("total") {
        return false;
    }
    let limit = cx.settings().count("words");
    let message = match long.places.len() {
        // They are told by themselves.
        _ if long.is_far_too_long(cx) => format!("the summary has {count} sentences"),
        n if n >= 2 => format!("the summary has {count} sentences, {n} of them over {limit} words"),
        _ => format!("the summary has {count} sentences"),
    };
    out.report(section.heading_span, message)
        .help(format!("keep what was seen, from when to when, by how many, and what ended it; {most} sentences hold that"))
        .subject("length");
    true
}

/// How many sentences the paragraphs of a section have, and how many words these have together.
fn size(cx: &Context, section: &Section) -> (usize, usize) {
    let doc = cx.doc();
    let paragraphs = texts(cx, section).filter(|(block, _)| !is_listed(doc, *block));
    let (mut count, mut all) = (0, 0);
    for (_, text) in paragraphs {
        let told = without_asides(text);
        let sentences = prose::sentences(&told).filter_map(|at| told.get(at));
        for sentence in sentences.filter(|sentence| !is_aside(sentence)) {
            count += 1;
            all += words(sentence);
        }
    }
    (count, all)
}

/// The long sentences of a summary.
#[derive(Default)]
struct Long {
    /// Where each begins, and what is said of it.
    places: Vec<(Span, String)>,
    /// How each begins.
    beginnings: Vec<String>,
    /// How many words the longest has.
    longest: usize,
}

impl Long {
    fn of(cx: &Context, section: &Section) -> Self {
        let most = cx.settings().count("words");
        let mut long = Self::default();
        for (_, text) in texts(cx, section) {
            let text = without_label(text);
            let told = without_asides(text);
            for range in prose::sentences(&told) {
                let words = words(told.get(range.clone()).unwrap_or_default());
                let sentence = text.slice(range);
                if let Some(first) = sentence.lines().next().filter(|_| words > most) {
                    let message = format!("{words} words from {}", quote::text(sentence.as_str()));
                    long.places.push((first.span(), message));
                    let beginning = quote::beginning_of(sentence.as_str(), SHOWN);
                    long.beginnings.push(beginning);
                    long.longest = long.longest.max(words);
                }
            }
        }
        long
    }

    /// Whether one of them is a third longer than is let pass.
    fn is_far_too_long(&self, cx: &Context) -> bool {
        self.longest * 3 >= cx.settings().count("words") * 4
    }
}

fn sentences(cx: &Context, long: Long, out: &mut Findings) {
    // One that is a little longer is a matter of style.
    if long.places.len() < 2 && !long.is_far_too_long(cx) {
        return;
    }
    let most = cx.settings().count("words");
    let Long {
        places,
        mut beginnings,
        ..
    } = long;
    let more = if beginnings.len() > NAMED {
        ", …"
    } else {
        ""
    };
    beginnings.truncate(NAMED);
    let named = beginnings.join(", ");
    if let Some(finding) = together::report(out, places, |n| {
        format!("{n} sentences of the summary have more than {most} words: {named}{more}")
    }) {
        finding
            .help("part them: one sentence, one fact")
            .subject("sentences");
    }
}

/// How many words of a long sentence its finding shows.
const SHOWN: usize = 4;

/// How many long sentences are shown by their first words.
const NAMED: usize = 3;

/// The text behind a label in bold: "**What happened**: we …".
fn without_label(text: Text<'_>) -> Text<'_> {
    let plain = text.as_str();
    let mut inlines = text.inlines();
    let bold = inlines.find(|inline| inline.kind == InlineKind::Strong);
    let end = bold
        .map(|inline| text.place(inline))
        .filter(|place| place.start == 0)
        .and_then(|place| {
            let rest = plain.get(place.end..)?;
            let label = plain.get(place.clone())?;
            let colon = rest.starts_with(':');
            (colon || label.trim_end().ends_with(':')).then_some(place.end + usize::from(colon))
        });
    text.slice(end.unwrap_or(0)..plain.len()).trim()
}

/// The text, as long as it is, with code as one word, since a dot in it ends no sentence, and without the brackets that stand
/// behind a sentence: they are read by nobody who is in a hurry, whatever they hold.
fn without_asides(text: Text<'_>) -> String {
    let plain = text.as_str();
    let mut told = plain.as_bytes().to_vec();
    let mut cover = |place: std::ops::Range<usize>, with: u8| {
        told.get_mut(place)
            .into_iter()
            .flatten()
            .for_each(|byte| *byte = with);
    };
    let code = text
        .inlines()
        .filter(|inline| inline.kind == InlineKind::Code);
    for inline in code {
        cover(text.place(inline), b'x');
    }
    for place in brackets_behind_sentences(plain) {
        cover(place, b' ');
    }
    String::from_utf8(told).unwrap_or_else(|_| plain.to_owned())
}

/// The brackets that open where a sentence could begin, up to where they close.
fn brackets_behind_sentences(plain: &str) -> Vec<std::ops::Range<usize>> {
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut found = Vec::new();
    let mut last = None;
    for (at, c) in plain.char_indices() {
        match c {
            '(' => open.push((at, last.is_none_or(|last| ['.', '!', '?'].contains(&last)))),
            ')' => found.extend(
                open.pop()
                    .filter(|(_, behind)| *behind)
                    .map(|(start, _)| start..at + 1),
            ),
            _ => {}
        }
        last = Some(c).filter(|c| !c.is_whitespace()).or(last);
    }
    found
}

/// The paragraphs and items of a section.
fn texts<'a>(cx: &'a Context, section: &Section) -> impl Iterator<Item = (BlockId, Text<'a>)> {
    let doc = cx.doc();
    let texts = cx.post.sections.own_texts(doc, section).into_iter();
    texts
        .filter_map(move |text| Some((doc.block_at(text.plain().start)?, text)))
        .filter(move |(block, _)| {
            let foreign = |kind| {
                matches!(
                    kind,
                    BlockKind::Quote | BlockKind::Cell | BlockKind::Heading(_)
                )
            };
            !foreign(doc.kind(*block)) && !doc.ancestors(*block).any(|up| foreign(doc.kind(up)))
        })
}

fn is_listed(doc: &Document, block: BlockId) -> bool {
    doc.ancestors(block)
        .any(|up| matches!(doc.kind(up), BlockKind::Item(_)))
}

/// "(See the actions.)", "User impact:": no sentence of the story.
fn is_aside(sentence: &str) -> bool {
    sentence.starts_with('(') && sentence.ends_with(')') || sentence.ends_with(':')
}

/// The words of a sentence without what stands in brackets.
fn words(sentence: &str) -> usize {
    let mut depth = 0_usize;
    let outside = sentence.split_whitespace().filter(|word| {
        let opened = depth;
        depth = (depth + word.matches('(').count()).saturating_sub(word.matches(')').count());
        opened == 0 && !word.starts_with('(') && word.contains(char::is_alphanumeric)
    });
    outside.count()
}

#[cfg(test)]
mod tests {
    use super::{brackets_behind_sentences, words};

    #[test]
    fn brackets_behind_a_sentence_are_taken_out_whole() {
        let text = "It broke. (One. Two (three).) It was (as far as we know) mended.";
        let found = brackets_behind_sentences(text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(&text[found[0].clone()], "(One. Two (three).)");
        assert!(brackets_behind_sentences("Lone. ( and )) so").len() < 2);
    }

    #[test]
    fn brackets_do_not_count() {
        assert_eq!(words("one two (three four, five) six – seven"), 4);
        assert_eq!(words("a lone ) bracket"), 3);
    }
}
