//! How a blame is quoted: with its person and with the act itself.

use super::Blame;
use crate::rules::{Context, quote};

/// So many words behind an act that breaks off, such as "did not", are quoted.
const MOST_WORDS: usize = 7;

/// The words of a blame in quotation marks: the act to its end, where its own words break off before it, and what leads up to
/// it, where they name none ("left it switched on despite being aware"). Where that is long, its middle is left out.
pub(super) fn quote(cx: &Context, blame: &Blame) -> String {
    let sentence = blame.sentence.as_str();
    let start = blame.sentence.plain().start;
    let (from, act) = (
        blame.plain.start.saturating_sub(start),
        blame.act.start.saturating_sub(start),
    );
    let end = blame.plain.end.saturating_sub(start).min(sentence.len());
    let words = sentence.get(act..end).unwrap_or_default();
    let behind = sentence.get(end..).unwrap_or_default();
    let (more, is_cut) = match cx.phrases("unfinished-blames").closes(words) {
        true => clause(cx, behind),
        false => (0, false),
    };
    let lead = sentence.get(..from).unwrap_or_default();
    let from = match cx.phrases("bare-blames").opens(words) {
        true => lead.rfind([',', ';', ':', '(']).map_or(0, |at| at + 1),
        false => from,
    };
    let mut said = quote::parted(sentence, from..end + more, act);
    if is_cut && !said.ends_with("…”") {
        said = said.replace('”', " …”");
    }
    match person(cx, lead).filter(|_| from == act) {
        Some(person) => said.replacen('“', &format!("“{person} … "), 1),
        None => said,
    }
}

/// How long the clause is that a text begins with, at most a few words of it, and whether there are more.
fn clause(cx: &Context, behind: &str) -> (usize, bool) {
    let sign = behind.find([',', ';', ':', '.', '(', '!', '\n']);
    let text = behind.get(..sign.unwrap_or(behind.len()));
    let text = text.unwrap_or_default().trim_end();
    let joined = cx.phrases("quotation-turns").find(text);
    let end = joined.map_or(text.len(), |word| word.start());
    let text = text.get(..end).unwrap_or_default().trim_end();
    let lead = text.len() - text.trim_start().len();
    let blanks = text.char_indices();
    let mut blanks = blanks.filter(|(at, c)| *at >= lead && c.is_whitespace());
    match blanks.nth(MOST_WORDS - 1) {
        Some((at, _)) => (at, true),
        None => (text.len(), false),
    }
}

/// Whoever is named last at the beginning of a clause, where the blame itself names nobody: "the user repointed the link, and
/// forgot to".
fn person<'t>(cx: &Context, lead: &'t str) -> Option<&'t str> {
    let opens = |at: usize| {
        let before = lead.get(..at).unwrap_or_default().trim_end();
        before.is_empty() || before.ends_with([',', ';', ':', '('])
    };
    let named = cx.phrases("blamed-roles").find_iter(lead);
    let named = named.filter(|named| opens(named.start())).last()?;
    lead.get(named.range())
}
