//! Where a command writes.

use std::io::Write;

use anstyle::{AnsiColor, Style};

use crate::error::Error;
use crate::report::visible;

/// The streams of a run. Colours are stripped below, where they do not belong.
pub struct Io<'a> {
    /// For results.
    pub out: &'a mut dyn Write,
    /// For everything else.
    pub err: &'a mut dyn Write,
    /// Whether notes are unwanted.
    pub quiet: bool,
    /// Whether to show how far a long run is.
    pub progress: bool,
    /// How many columns the terminal has; none where output goes elsewhere.
    pub width: Option<usize>,
    /// Whether colours and links are shown.
    pub styled: bool,
}

const ERROR: Style = AnsiColor::Red.on_default().bold();
const HELP: Style = AnsiColor::Cyan.on_default().bold();
const NOTE: Style = Style::new().bold();

impl Io<'_> {
    /// Tells a failure, with what to do about it.
    pub fn error(&mut self, error: &Error) {
        self.line(ERROR, "error", &error.to_string());
        if let Some(help) = error.help() {
            self.line(HELP, " help", &help);
        }
    }

    /// Tells all errors but the last, which is the caller's to return.
    pub(super) fn all_but_last(&mut self, mut errors: Vec<Error>) -> Error {
        let last = errors.pop();
        for error in &errors {
            self.error(error);
        }
        last.unwrap_or(Error::Internal {
            path: None,
            message: "a failure without an error".to_owned(),
        })
    }

    /// Tells what is worth knowing, unless notes are unwanted.
    pub fn note(&mut self, note: &str) {
        if !self.quiet {
            self.line(NOTE, "note", note);
        }
    }

    /// Tells how the run went, unless notes are unwanted.
    pub(super) fn summary(&mut self, text: &str) {
        if !self.quiet {
            let _ = writeln!(self.err, "{NOTE}{text}{NOTE:#}");
        }
    }

    /// When standard error is gone, there is nobody left to tell.
    fn line(&mut self, style: Style, label: &str, text: &str) {
        let _ = writeln!(self.err, "{style}{label}:{style:#} {}", visible(text));
    }
}
