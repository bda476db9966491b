//! The words of questions, with their blanks filled.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::times::Point;
use crate::words;

/// The questions by name.
static QUESTIONS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    words::entries("review-questions")
        .filter_map(|line| line.split_once(" = "))
        .collect()
});

/// A question on its way.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    words: Option<&'static str>,
    values: Vec<(&'static str, String)>,
    lines: Vec<usize>,
}

/// The question of this name.
pub(super) fn ask(name: &str) -> Ask {
    Ask {
        words: QUESTIONS.get(name).copied(),
        values: Vec::new(),
        lines: Vec::new(),
    }
}

impl Ask {
    /// Fills a blank.
    pub(super) fn put(mut self, blank: &'static str, value: impl Into<String>) -> Self {
        self.values.push((blank, value.into()));
        self
    }

    /// Fills a blank with a place.
    pub(super) fn line(mut self, blank: &'static str, line: usize) -> Self {
        self.lines.push(line);
        self.put(blank, format!("line {line}"))
    }

    /// Fills the blanks of two points in time, each told as the other needs it.
    pub(super) fn between(self, from: &Point<'_>, to: &Point<'_>) -> Self {
        self.put("from", from.shown(to))
            .line("from-line", from.line)
            .put("to", to.shown(from))
            .line("to-line", to.line)
    }

    /// Fills a blank with a part of its own.
    pub(super) fn part(mut self, blank: &'static str, part: Ask) -> Self {
        match part.done() {
            Some((text, lines)) => {
                self.lines.extend(lines);
                self.put(blank, text)
            }
            None => self.put(blank, ""),
        }
    }

    /// The text and the lines that it names; none where there are no such words.
    pub(super) fn done(self) -> Option<(String, Vec<usize>)> {
        let mut text = String::new();
        let mut rest = self.words?;
        // In one pass: what is quoted may itself look like a blank.
        while let Some((before, after)) = rest.split_once('<') {
            let (blank, behind) = after.split_once('>')?;
            text.push_str(before);
            let value = self.values.iter().find(|(name, _)| *name == blank);
            text.push_str(value.map_or("", |(_, value)| value));
            rest = behind;
        }
        text.push_str(rest);
        Some((text, self.lines))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_filled_once_and_lines_are_kept() {
        let asked = ask("impact-none")
            .put("quote", "“none <line>”")
            .line("line", 7);
        let (text, lines) = asked.done().expect("words");
        assert_eq!(
            text,
            "“none <line>” (line 7): how was it checked that nobody was hit?"
        );
        assert_eq!(lines, [7]);
        assert!(ask("no such question").done().is_none());
    }
}
