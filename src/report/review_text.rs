//! The bar raiser's reading of one document for the terminal: what `whys review` prints.

use std::fmt::Write;

use anstyle::{AnsiColor, Style as Look};
use unicode_width::UnicodeWidthStr;

use super::columns::{pad, wrap};
use super::{review_words, visible};
use crate::diagnostic::Severity;
use crate::review::{Part, Review, Row, Stop, Told};

const BOLD: Look = Look::new().bold();
const DIM: Look = Look::new().dimmed();
const STANDS: Look = AnsiColor::Green.on_default();
const ERROR: Look = AnsiColor::Red.on_default().bold();
const WARNING: Look = AnsiColor::Yellow.on_default();

/// The column of the labels, with the blanks before and behind it.
const LABEL: usize = 11;
/// The column of the questions, with their numbers before it.
const QUESTION: usize = 6;
/// Lines longer than this are hard to read, however wide the terminal is.
const WIDEST: usize = 120;

/// The page in `width` columns. Colours are stripped later, where they do not belong.
pub fn text(review: &Review<'_>, width: usize) -> String {
    let mut page = Page {
        text: String::new(),
        width: width.clamp(40, WIDEST),
    };
    page.head(review);
    for part in &review.parts {
        page.part(part);
    }
    page.stops(&review.stops);
    page.questions(review);
    page.actions(&review.actions);
    page.text
}

struct Page {
    text: String,
    width: usize,
}

impl Page {
    fn head(&mut self, review: &Review<'_>) {
        let post = review.post;
        let title = post
            .title
            .as_ref()
            .map_or(post.id.as_str(), |title| title.value.as_str());
        for line in lines(title, self.width) {
            let _ = writeln!(self.text, "{BOLD}{line}{BOLD:#}");
        }
        for line in lines(&review_words::head(review), self.width) {
            let _ = writeln!(self.text, "{DIM}{line}{DIM:#}");
        }
    }

    fn heading(&mut self, name: &str, aside: &str) {
        let aside = match aside {
            "" => String::new(),
            aside => format!("  {DIM}{}{DIM:#}", visible(aside)),
        };
        let _ = writeln!(self.text, "\n{BOLD}{name}{BOLD:#}{aside}");
    }

    fn part(&mut self, part: &Part) {
        self.heading(review_words::part(part), &review_words::place(part));
        if !part.stands.is_empty() {
            self.row("stands", STANDS, &review_words::stands(part), "");
        }
        let (small, loud): (Vec<&Told>, Vec<&Told>) = part
            .findings
            .iter()
            .partition(|told| told.severity == Severity::Info);
        for told in loud {
            self.finding(told);
        }
        // Matters of taste take one row: what counts has to fit on the page.
        match small.as_slice() {
            [] => {}
            [told] => self.finding(told),
            several => {
                let rules: Vec<String> = several
                    .iter()
                    .map(|told| review_words::rule(told))
                    .collect();
                self.row(Severity::Info.word(), DIM, &rules.join(", "), "");
            }
        }
    }

    fn finding(&mut self, told: &Told) {
        let rule = format!("[{}]", told.rule);
        let text = review_words::told(told);
        self.row(told.severity.word(), look(told.severity), &text, &rule);
    }

    fn row(&mut self, label: &str, look: Look, text: &str, last: &str) {
        self.hanging(LABEL, label, look, text, last);
    }

    /// A label, and text beside it; what comes last stands dim where it has room on the last line.
    fn hanging(&mut self, indent: usize, label: &str, look: Look, text: &str, last: &str) {
        let room = self.width.saturating_sub(indent).max(20);
        let mut lines = lines(text, room);
        let fits = lines
            .last()
            .is_some_and(|line| line.width() + 1 + last.width() <= room);
        if !fits && !last.is_empty() {
            lines.push(String::new());
        }
        let count = lines.len();
        for (at, line) in lines.iter().enumerate() {
            let label = if at == 0 { label } else { "" };
            let blank = " ".repeat(indent.saturating_sub(2 + label.width()));
            let _ = write!(self.text, "{blank}{look}{label}{look:#}  {line}");
            if at + 1 == count && !last.is_empty() {
                let gap = if line.is_empty() { "" } else { " " };
                let _ = write!(self.text, "{gap}{DIM}{}{DIM:#}", visible(last));
            }
            self.text.push('\n');
        }
    }

    fn stops(&mut self, stops: &[Stop]) {
        for stop in stops {
            let (heading, text) = review_words::stop(stop);
            self.heading(&heading, "");
            let look = if stop.errors.is_empty() {
                STANDS
            } else {
                ERROR
            };
            let label = match stop.errors.len() {
                0 => "nothing",
                1 => "1 error",
                _ => "errors",
            };
            self.row(label, look, &text, "");
        }
    }

    fn questions(&mut self, review: &Review<'_>) {
        self.heading("Questions for the meeting", "");
        for (at, question) in review.questions.iter().enumerate() {
            let number = format!("{}.", at + 1);
            self.hanging(QUESTION, &number, BOLD, &question.text, "");
        }
    }

    fn actions(&mut self, rows: &[Row<'_>]) {
        if rows.is_empty() {
            return;
        }
        self.heading("The actions as whys reads them", "");
        let cells: Vec<[String; 5]> = rows
            .iter()
            .map(|row| review_words::cells(row).map(|cell| visible(&cell).into_owned()))
            .collect();
        let names = ["line", "action", "owner", "due", "type"];
        let widest = |column: usize, most: usize| {
            let widths = cells
                .iter()
                .filter_map(|row| Some(row.get(column)?.width()));
            widths.max().unwrap_or(0).clamp(names[column].width(), most)
        };
        let mut widths = [widest(0, 8), 0, widest(2, 16), widest(3, 12), widest(4, 18)];
        let used: usize = widths.iter().sum::<usize>() + 2 * (widths.len() - 1) + 2;
        widths[1] = self.width.saturating_sub(used).max(20);
        self.line(&names.map(str::to_owned), &widths, DIM);
        for (row, cells) in rows.iter().zip(&cells) {
            self.line(cells, &widths, Look::new());
            self.below(row, 2 + widths[0] + 2);
        }
    }

    /// What is known of an action beyond the table, and what is weak about it.
    fn below(&mut self, row: &Row<'_>, indent: usize) {
        let (aside, weak) = (review_words::aside(row), review_words::weak(row));
        let (aside, weak) = (visible(&aside).into_owned(), visible(&weak).into_owned());
        let between = if aside.is_empty() || weak.is_empty() {
            ""
        } else {
            " · "
        };
        let room = self.width.saturating_sub(indent).max(20);
        let indent = " ".repeat(indent);
        if aside.width() + between.width() + weak.width() <= room {
            let line = format!("{indent}{DIM}{aside}{between}{DIM:#}{WARNING}{weak}{WARNING:#}");
            if !aside.is_empty() || !weak.is_empty() {
                let _ = writeln!(self.text, "{line}");
            }
            return;
        }
        for (look, text) in [(DIM, aside), (WARNING, weak)] {
            for line in wrap(&text, room).iter().filter(|line| !line.is_empty()) {
                let _ = writeln!(self.text, "{indent}{look}{line}{look:#}");
            }
        }
    }

    /// A row of the table, each cell wrapped in its column.
    fn line(&mut self, cells: &[String; 5], widths: &[usize; 5], look: Look) {
        let cells = cells.iter().zip(widths);
        let cells: Vec<Vec<String>> = cells
            .map(|(cell, width)| clip(wrap(cell, *width), *width))
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..height {
            let line: Vec<String> = cells
                .iter()
                .zip(widths)
                .map(|(lines, width)| pad(lines.get(at).map_or("", String::as_str), *width))
                .collect();
            let line = line.join("  ");
            let _ = writeln!(self.text, "  {look}{}{look:#}", line.trim_end());
        }
    }
}

/// The first lines of a cell: the whole text stands in the document.
fn clip(mut lines: Vec<String>, width: usize) -> Vec<String> {
    const MOST: usize = 2;
    if lines.len() > MOST {
        lines.truncate(MOST);
        if let Some(last) = lines.last_mut() {
            let words = last.rfind(' ').filter(|_| last.width() + 2 > width);
            last.truncate(words.unwrap_or(last.len()));
            last.push_str(" …");
        }
    }
    lines
}

/// The text in lines, in which "line 12" is not broken: it is what the eye looks for.
fn lines(text: &str, width: usize) -> Vec<String> {
    const KEPT: &str = "\u{e000}";
    let mut text = visible(text).into_owned();
    for place in ["(line", "(lines"] {
        text = text.replace(&format!("{place} "), &format!("{place}{KEPT}"));
    }
    let lines = wrap(&text, width).into_iter();
    lines.map(|line| line.replace(KEPT, " ")).collect()
}

fn look(severity: Severity) -> Look {
    match severity {
        Severity::Error => ERROR,
        Severity::Warning => WARNING,
        Severity::Info => DIM,
    }
}
