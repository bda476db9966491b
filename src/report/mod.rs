//! What leaves the program: one file an output format.

pub mod actions_csv;
pub mod actions_ids;
pub mod actions_json;
pub mod actions_markdown;
pub mod actions_page;
pub mod actions_table;
mod adopted;
pub mod advanced;
mod as_markdown;
mod columns;
mod concise;
pub mod config;
mod diff;
pub mod facts;
pub mod facts_text;
mod fixed;
mod frame;
mod full;
mod github;
mod gitlab;
mod held;
mod inert;
pub(crate) mod json;
mod junit;
mod markdown;
mod number;
mod place;
mod rdjson;
pub mod related_json;
pub mod related_markdown;
pub mod related_text;
pub mod related_words;
pub mod review_json;
pub mod review_markdown;
pub mod review_text;
mod review_words;
pub mod rule_list;
pub mod rule_page;
#[cfg(test)]
mod samples;
mod sarif;
mod summary;
pub mod template_list;
#[cfg(test)]
mod tests;
mod toml_text;
mod totals;
mod version;
mod visible;

use std::io::{self, Write};

pub use adopted::{adopted, adopted_summary};
pub use as_markdown::{as_code, as_markdown, as_markdown_text};
pub(crate) use as_markdown::{link_target, links_base};
pub(crate) use concise::message;
pub use diff::diff;
pub use fixed::Fixed;
pub(crate) use number::number;
pub use totals::{Stale, Totals, counts, stale, statistics};
pub use version::Version;
pub use visible::{harmless_json, visible};

use crate::diagnostic::Severity;
use crate::linter::Verdict;
use crate::postmortem::PostMortem;
use crate::review::Review;

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With the code frame, why it matters, the question, help and the page.
    Full,
    /// One line each.
    Concise,
    /// For programs: the contract of `whys lint --format json`.
    Json,
    /// Workflow commands of GitHub Actions: annotations on the lines.
    Github,
    /// For code scanning.
    Sarif,
    /// A Code Quality report.
    Gitlab,
    /// Tests and failures, for CI services of all kinds.
    Junit,
    /// The Reviewdog Diagnostic Format.
    Rdjson,
    /// Tables, for a page or a comment.
    Markdown,
    /// The page of a pull request: the tables, and the review of each document.
    Summary,
}

impl Format {
    /// All of them, in the order of the help.
    pub const ALL: [Format; 10] = [
        Format::Full,
        Format::Concise,
        Format::Json,
        Format::Github,
        Format::Sarif,
        Format::Gitlab,
        Format::Junit,
        Format::Rdjson,
        Format::Markdown,
        Format::Summary,
    ];
}

/// What the terminal can do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Colours.
    pub colour: bool,
    /// Links behind words (OSC 8); else the addresses are written out.
    pub links: bool,
}

/// The findings of one document as written, ready to be put out in its turn.
#[derive(Debug, Default)]
pub struct Piece {
    text: String,
    commands: Vec<github::Command>,
    page: summary::Page,
    totals: Totals,
}

/// Writes the findings of many documents in one format. Documents are rendered in any thread ([`Printer::file`]) and put
/// out in order ([`Printer::add`]), so that no more than a few are ever held.
pub struct Printer {
    format: Format,
    style: Style,
    totals: Totals,
    fails: Option<Severity>,
    held: String,
    github: github::Limits,
    rules: sarif::Rules,
    links: markdown::Links,
    page: summary::Page,
}

impl Printer {
    /// A printer.
    pub fn new(format: Format, style: Style) -> Self {
        Self {
            format,
            style,
            totals: Totals::default(),
            fails: Some(Severity::Error),
            held: String::new(),
            github: github::Limits::default(),
            rules: sarif::Rules::default(),
            links: markdown::Links::default(),
            page: summary::Page::default(),
        }
    }

    /// Says at which address the current folder is found, for the links of a page.
    #[must_use]
    pub fn linking(mut self, address: &str) -> Self {
        self.links = markdown::Links::to(address);
        self
    }

    /// Whether it wants the review of each document besides what was found.
    pub fn wants_review(&self) -> bool {
        self.format == Format::Summary
    }

    /// Says from which severity on a finding fails the run, for reports that tell failures apart; none: nothing does.
    #[must_use]
    pub fn failing_from(mut self, lowest: Option<Severity>) -> Self {
        self.fails = lowest;
        self
    }

    /// Renders what there is to say about one document.
    pub fn file(&self, post: &PostMortem, verdict: &Verdict) -> Piece {
        self.reviewed(post, verdict, None)
    }

    /// Renders what there is to say about one document, with its review where one is wanted.
    pub fn reviewed(
        &self,
        post: &PostMortem,
        verdict: &Verdict,
        review: Option<&Review<'_>>,
    ) -> Piece {
        let mut piece = Piece {
            totals: Totals::of(post, verdict),
            ..Piece::default()
        };
        match self.format {
            Format::Full => full::render(&mut piece.text, post, verdict, self.style),
            Format::Concise => concise::render(&mut piece.text, post, verdict, self.style),
            Format::Json => json::render(&mut piece.text, post, verdict),
            Format::Github => piece.commands = github::render(post, verdict),
            Format::Sarif => sarif::render(&mut piece.text, post, verdict, &self.rules),
            Format::Gitlab => gitlab::render(&mut piece.text, post, verdict),
            Format::Junit => junit::render(&mut piece.text, post, verdict, self.fails),
            Format::Rdjson => rdjson::render(&mut piece.text, post, verdict),
            Format::Markdown => markdown::render(&mut piece.text, post, verdict, &self.links),
            Format::Summary => {
                piece.page = summary::Page::of(post, verdict, &self.links, review);
            }
        }
        piece
    }

    /// Puts out what [`Printer::file`] made.
    pub fn add(&mut self, out: &mut dyn Write, piece: Piece) -> io::Result<()> {
        self.totals.add(piece.totals);
        match self.format {
            Format::Full | Format::Concise => out.write_all(piece.text.as_bytes()),
            Format::Github => self.github.write(out, piece.commands),
            Format::Summary => {
                self.page.add(piece.page);
                Ok(())
            }
            _ => {
                self.held.push_str(&piece.text);
                Ok(())
            }
        }
    }

    /// Ends the output; gives the counts of the run.
    pub fn finish(self, out: &mut dyn Write) -> io::Result<Totals> {
        match self.format {
            Format::Full | Format::Concise => {}
            Format::Json => json::finish(out, &self.totals, &self.held)?,
            Format::Github => self.github.finish(out)?,
            Format::Sarif => sarif::finish(out, self.rules, &self.held)?,
            Format::Gitlab => gitlab::finish(out, &self.held)?,
            Format::Junit => junit::finish(out, &self.held)?,
            Format::Rdjson => rdjson::finish(out, &self.held)?,
            Format::Markdown => markdown::finish(out, &self.totals, &self.held)?,
            Format::Summary => self.page.write(out, &self.totals)?,
        }
        Ok(self.totals)
    }
}
