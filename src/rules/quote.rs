//! Quotes what the author wrote, short enough for a message.

use std::ops::Range;

use crate::postmortem::Action;
use crate::words;

/// How many characters of a text stand in a message.
const MOST: usize = 60;

/// The beginning of an action's text in quotation marks, cut at a word.
pub(crate) fn action(action: &Action) -> String {
    text(&action.text)
}

/// The beginning of `text` in quotation marks, cut at a word.
pub(crate) fn text(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((cut, _)) = line.char_indices().nth(MOST) else {
        return format!("“{line}”");
    };
    let head = &line[..cut];
    let words = head.rfind(' ').map_or(head, |blank| &head[..blank]);
    format!("“{} …”", words.trim_end_matches([',', ';', ':', '.', '-']))
}

/// The first words of `text` in quotation marks.
pub(crate) fn beginning_of(text: &str, words: usize) -> String {
    let mut all = text.split_whitespace();
    let first: Vec<&str> = all.by_ref().take(words).collect();
    let more = if all.next().is_some() { " …" } else { "" };
    format!(
        "“{}{more}”",
        first.join(" ").trim_end_matches([',', ';', ':'])
    )
}

/// A part of `text` in quotation marks; where it is long, its first words, which say whom or what it is about, and those from
/// `act` on.
pub(crate) fn parted(text: &str, part: Range<usize>, act: usize) -> String {
    let whole = text.get(part.clone()).unwrap_or_default().trim();
    let first = text.get(part.start..act).unwrap_or_default().trim();
    if first.is_empty() || whole.chars().count() <= MOST {
        return self::text(whole);
    }
    let is_open = |word: &&str| words::set("determiners").contains(word.to_lowercase().as_str());
    let mut head: Vec<&str> = first.split_whitespace().take(HEAD).collect();
    while head.len() > 1 && head.last().is_some_and(is_open) {
        head.pop();
    }
    let tail = text.get(act..part.end).unwrap_or_default();
    self::text(&format!("{} … {tail}", head.join(" ")))
}

/// So many words show whom or what a long sentence is about.
const HEAD: usize = 3;

/// At most so many characters of `text` around `place` in quotation marks: all of it where it is short, else from the
/// beginning or from the nearest clause, cut at a word.
pub(crate) fn around(text: &str, place: Range<usize>, most: usize) -> String {
    from(text, beginning(text, &place, most), most)
}

/// As `around`, but where all of it is too long, from the subject on, if one is known from which the place is not cut off.
pub(crate) fn around_from(
    text: &str,
    subject: Option<usize>,
    place: Range<usize>,
    most: usize,
) -> String {
    let fits = |at: usize| {
        let said = text.get(at..place.end).unwrap_or(text);
        said.chars().count() <= most
    };
    match subject {
        Some(at) if beginning(text, &place, most) > 0 && fits(at) => from(text, at, most),
        _ => around(text, place, most),
    }
}

/// At most so many characters of `text` from a place on in quotation marks, cut at a word.
fn from(text: &str, from: usize, most: usize) -> String {
    let rest = text.get(from..).unwrap_or(text).trim();
    let line = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.trim_end_matches(['.', ',', ';', ':']);
    let lead = if from > 0 { "… " } else { "" };
    let Some((cut, _)) = line.char_indices().nth(most) else {
        return format!("“{lead}{line}”");
    };
    let head = line.get(..cut).unwrap_or(line);
    let words = head.rfind(' ').map_or(head, |blank| &head[..blank]);
    let words = words.trim_end_matches([',', ';', ':', '.', '-', '(']);
    format!("“{lead}{words} …”")
}

/// Where a quotation begins: at the start of the text, else, where the place would be cut off, at the first clause from which
/// on it is not, else a few words before it.
fn beginning(text: &str, place: &Range<usize>, most: usize) -> usize {
    let reach = text.get(..place.end).unwrap_or(text).chars().count();
    if reach + 20 <= most {
        return 0;
    }
    let before = text.get(..place.start).unwrap_or_default();
    let room = most.saturating_sub(20 + place.len());
    let near = before.char_indices().rev().nth(room);
    let near = near.map_or(0, |(at, _)| at);
    let window = before.get(near..).unwrap_or_default();
    // Not inside parentheses: nobody understands the second half of an aside.
    let is_whole = |at: &usize| {
        let rest = text.get(near + at..).unwrap_or_default();
        rest.find(')')
            .is_none_or(|end| rest.find('(').is_some_and(|start| start < end))
    };
    let marks = [", ", "; ", ": ", " – ", " - "].iter();
    let clause = marks
        .flat_map(|mark| window.match_indices(mark).map(|(at, mark)| at + mark.len()))
        .filter(is_whole)
        .min();
    match clause.or_else(|| Some(window.find(' ')? + 1)) {
        Some(at) => near + at,
        None => place.start,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_at_a_word() {
        let long = "Reject unknown keys in the values of all charts, in every environment, before the merge";
        assert_eq!(
            text(long),
            "“Reject unknown keys in the values of all charts, in every …”"
        );
        assert_eq!(text("Improve\n  logging"), "“Improve logging”");
        assert_eq!(text(&"é".repeat(90)).chars().count(), 64);
    }

    #[test]
    fn a_long_sentence_is_quoted_in_two_parts() {
        let said = "The keys of the old account that no service had used since spring were leaked by accident";
        let of = |words: &str| parted(said, 0..said.len(), said.find(words).expect("there"));
        assert_eq!(of("were leaked"), "“The keys of … were leaked by accident”");
        assert_eq!(parted("We forgot it", 0..12, 3), "“We forgot it”");
        assert_eq!(parted("We forgot it", 3..99, 3), "“”");
    }

    #[test]
    fn a_quotation_holds_its_place_and_begins_at_a_clause() {
        let of = |text: &str, words: &str| {
            let at = text.find(words).expect("there");
            around(text, at..at + words.len(), 110)
        };
        assert_eq!(of("Nobody was paged.", "paged"), "“Nobody was paged”");
        let long = format!(
            "{}, so nobody could log in that night",
            "very long ".repeat(12)
        );
        assert_eq!(of(&long, "log in"), "“… so nobody could log in that night”");
        let wide = "é".repeat(300);
        assert!(around(&wide, 200..202, 110).chars().count() < 120);
    }
}
