//! Lines that lead in the next list right below the last item of another, with no blank line between them.
//!
//! Markdown takes such a line for the rest of the item. Who writes it means a heading, so the parser is given a blank line
//! before it; places are those of the file.

use std::borrow::Cow;

use super::Span;

/// A line with more words is a sentence.
const MOST_WORDS: usize = 10;

/// A text for the parser, and where line breaks were put into it.
pub(super) struct Opened<'t> {
    pub(super) text: Cow<'t, str>,
    /// The places of the breaks in that text, in order.
    breaks: Vec<usize>,
}

impl<'t> Opened<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let places = places(text);
        if places.is_empty() {
            return Opened {
                text: Cow::Borrowed(text),
                breaks: places,
            };
        }
        let mut opened = String::with_capacity(text.len() + places.len());
        let mut breaks = Vec::with_capacity(places.len());
        let mut from = 0;
        for at in places {
            opened.push_str(&text[from..at]);
            breaks.push(opened.len());
            opened.push('\n');
            from = at;
        }
        opened.push_str(&text[from..]);
        Opened {
            text: Cow::Owned(opened),
            breaks,
        }
    }

    /// A place of the parser's text as one of the file.
    pub(super) fn back(&self, span: Span) -> Span {
        let at = |offset: usize| offset - self.breaks.partition_point(|at| *at < offset);
        Span::new(at(span.start), at(span.end))
    }
}

/// Where the lines begin that need a blank line before them.
fn places(text: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut before = Before::Nothing;
    let mut at = 0;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let next = lines.peek().copied().unwrap_or_default();
        if let Before::Item(indent) = before
            && is_lead(line)
            && indent_of(line) <= indent.min(3)
            && bullet(next).is_some()
        {
            places.push(at);
            before = Before::Nothing;
        } else {
            before = before.behind(line);
        }
        at += line.len();
    }
    places
}

/// What stands before a line.
#[derive(Clone, Copy)]
enum Before {
    /// Nothing that a lead could be taken for a part of.
    Nothing,
    /// An item whose mark has this indent, and perhaps further lines of it.
    Item(usize),
    /// A block of HTML, which a blank line ends.
    Html,
    /// A comment, which `-->` ends.
    Comment,
    /// A fence, which the same mark ends.
    Fence(char),
}

impl Before {
    fn behind(self, line: &str) -> Before {
        let text = line.trim();
        let fence = |mark: char| text.chars().take_while(|c| *c == mark).count() >= 3;
        match self {
            Before::Fence(mark) if fence(mark) && text.chars().all(|c| c == mark) => {
                Before::Nothing
            }
            Before::Fence(_) => self,
            Before::Comment if text.contains("-->") => Before::Nothing,
            Before::Comment => self,
            Before::Html if text.is_empty() => Before::Nothing,
            Before::Html => self,
            _ if fence('`') => Before::Fence('`'),
            _ if fence('~') => Before::Fence('~'),
            _ if text.starts_with("<!--") && !text.contains("-->") => Before::Comment,
            _ if text.starts_with('<') => Before::Html,
            _ if text.is_empty() || text.starts_with(['#', '|', '>']) => Before::Nothing,
            _ => bullet(line).map_or(self, Before::Item),
        }
    }
}

/// The indent of a line's mark of a list item.
fn bullet(line: &str) -> Option<usize> {
    let text = line.trim_start();
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let behind = match digits {
        0 => text.strip_prefix(['-', '*', '+'])?,
        1..=3 => text.get(digits..)?.strip_prefix(['.', ')'])?,
        _ => return None,
    };
    behind.starts_with([' ', '\t']).then(|| indent_of(line))
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// A short line with a capital that ends with a colon, asks, or is bold as a whole.
fn is_lead(line: &str) -> bool {
    let text = line.trim();
    let plain = text.trim_matches(['*', '_']);
    let bold =
        text.len() > 4 && text.starts_with("**") && text.ends_with("**") && !plain.contains("**");
    let closed = text.trim_end_matches(['*', '_']).ends_with([':', '?']);
    plain.starts_with(char::is_uppercase)
        && (bold || closed)
        && text.split_whitespace().take(MOST_WORDS + 1).count() <= MOST_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_between_lists() {
        for text in [
            "- no ink\nHow did we find out:\n- a call\n",
            "Wrong:\n - no ink\n   at all\nWhat did we do?\n - ink\n",
            "* a\n**Impact**\n* b\n",
            "1. a\n**To do:**\n1. b\n",
        ] {
            assert_eq!(places(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn other_lines_stay() {
        for text in [
            "- no ink\n  How did we find out:\n  - a call\n",
            "- no ink\n\nHow did we find out:\n- a call\n",
            "- no ink\nand this is the reason:\n- a call\n",
            "- no ink\nThis is a sentence that goes on for more than ten words and says:\n- a\n",
            "- no ink\nImpact:\nall\n",
            "```\n- a\nImpact:\n- b\n```\n",
            "<!--\n- a\nImpact:\n- b\n-->\n",
            "<div>\n- a\nImpact:\n- b\n</div>\n",
            "Impact:\n- b\n",
        ] {
            assert!(places(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn places_are_those_of_the_file() {
        let text = "- a\nImpact:\n- b\nTo do:\n- c\n";
        let opened = Opened::of(text);
        assert_eq!(opened.text, "- a\n\nImpact:\n- b\n\nTo do:\n- c\n");
        let at = opened.text.find("To do").expect("there");
        let span = opened.back(Span::new(at, at + 5));
        assert_eq!(&text[span.start..span.end], "To do");
    }
}
