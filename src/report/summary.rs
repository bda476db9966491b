//! The page of a pull request, for the summary of a CI job: outages that came back first, then the findings and what is
//! silenced, then each post-mortem as a bar raiser reads it.

use std::io::{self, Write};

use super::as_markdown::as_markdown;
use super::markdown::{self, Links};
use super::{Totals, concise, counts, review_markdown};
use crate::linter::Verdict;
use crate::postmortem::PostMortem;
use crate::review::Review;
use crate::rules::Group;

/// How much is written, in bytes: GitHub shows a summary of 1 MiB and no longer one, to which others may add.
const LIMIT: usize = 900_000;

/// What there is to say about the documents, in the order of the page.
#[derive(Debug, Default)]
pub(super) struct Page {
    repeats: Vec<String>,
    tables: Vec<String>,
    reviews: Vec<String>,
}

impl Page {
    /// One document.
    pub(super) fn of(
        post: &PostMortem,
        verdict: &Verdict,
        links: &Links,
        review: Option<&Review<'_>>,
    ) -> Page {
        let mut page = Page::default();
        let mut table = String::new();
        markdown::render(&mut table, post, verdict, links);
        page.tables.push(table);
        let repeats = verdict.diagnostics.iter();
        let repeats = repeats.filter(|one| one.rule.page.group == Group::Repeats);
        page.repeats.extend(repeats.map(|one| {
            format!(
                "- {}: {}\n",
                as_markdown(&post.path),
                as_markdown(&concise::message(one))
            )
        }));
        page.reviews.extend(review.map(|review| {
            format!(
                "\n<details>\n<summary>Review of {}</summary>\n\n{}\n</details>\n",
                markdown::as_html(&post.path),
                review_markdown::text(review)
            )
        }));
        page
    }

    pub(super) fn add(&mut self, other: Page) {
        self.repeats.extend(other.repeats);
        self.tables.extend(other.tables);
        self.reviews.extend(other.reviews);
    }

    /// The page; what has no room is counted.
    pub(super) fn write(&self, out: &mut dyn Write, totals: &Totals) -> io::Result<()> {
        writeln!(out, "## whys\n")?;
        let told = match totals.files {
            0 => "No post-mortem is changed".to_owned(),
            _ => counts(totals),
        };
        writeln!(out, "{told}.")?;
        let mut room = LIMIT;
        if !self.repeats.is_empty() {
            writeln!(out, "\n### It happened again\n")?;
            let repeats = self.repeats.iter().map(String::as_str);
            markdown::lines_that_fit(out, repeats, &mut room)?;
        }
        let tables = self.tables.iter().map(String::as_str);
        markdown::lines_that_fit(out, tables, &mut room)?;
        let mut left = 0;
        for review in &self.reviews {
            match room.checked_sub(review.len()) {
                Some(less) => {
                    room = less;
                    out.write_all(review.as_bytes())?;
                }
                None => left += 1,
            }
        }
        match left {
            0 => Ok(()),
            left => writeln!(
                out,
                "\nThere is no room for {left} more reviews; `whys review FILE` prints them."
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::{evil, sample, written};
    use crate::report::{Format, Style};

    #[test]
    fn the_page_has_the_counts_the_findings_and_what_is_silenced() {
        let text = written(Format::Summary, Style::default(), &[sample()]);
        assert!(
            text.starts_with("## whys\n\n1 error, 1 warning, 1 info in 1 of 1 file, 2 silenced"),
            "{text}"
        );
        assert!(
            text.contains("| **error** | [8](") && text.contains("| undated-action | [8]("),
            "{text}"
        );
        let none = written(Format::Summary, Style::default(), &[]);
        assert_eq!(none, "## whys\n\nNo post-mortem is changed.\n");
    }

    #[test]
    fn a_review_cannot_be_left_by_what_it_quotes() {
        let linter = crate::linter::Linter::new(
            crate::rules::Rules::built_in(),
            crate::linter::Options::new(jiff::civil::date(2026, 6, 1)),
        );
        let linter = linter.expect("a linter");
        let evil = evil();
        let review = crate::review::review(&evil.post, &linter);
        let page = Page::of(&evil.post, &evil.verdict, &Links::default(), Some(&review));
        let mut out = Vec::new();
        page.write(&mut out, &Totals::default()).expect("memory");
        let text = String::from_utf8(out).expect("UTF-8");
        assert_eq!(text.matches("</details>").count(), 1, "{text}");
        assert!(
            !text.replace("\\<", "").contains("<img")
                && !text.contains("@kim")
                && !text.contains("\n::"),
            "{text}"
        );
    }

    #[test]
    fn what_has_no_room_is_counted() {
        let page = Page {
            repeats: Vec::new(),
            tables: vec!["| row |\n".repeat(150_000)],
            reviews: vec!["review\n".to_owned(), "x".repeat(LIMIT)],
        };
        let mut out = Vec::new();
        page.write(&mut out, &Totals::default()).expect("memory");
        let text = String::from_utf8(out).expect("UTF-8");
        assert!(
            text.len() < LIMIT + 1000
                && text.contains("more lines")
                && text.contains("2 more reviews"),
            "{}",
            text.len()
        );
    }
}
