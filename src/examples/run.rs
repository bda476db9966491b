//! One example, linted.

use jiff::civil::{Date, date};

use super::around::Around;
use crate::config::Config;
use crate::linter::{Linter, Options};
use crate::postmortem::{ReadOptions, Status};
use crate::report::{Format, Printer, Style};
use crate::rules::{Known, Presence, Profile};

/// The day on which all examples are read.
const TODAY: Date = date(2026, 6, 1);

/// Where examples are said to lie.
pub(super) const PATH: &str = "example.md";

/// How the documents around an example are read.
pub(super) fn options(path: &str) -> ReadOptions {
    ReadOptions {
        path: path.to_owned(),
        ..ReadOptions::default()
    }
}

/// What came of an example.
pub(super) struct Seen {
    /// The findings as a user sees them.
    pub(super) output: String,
    /// Whether any of it can be fixed.
    pub(super) fixable: bool,
}

/// The findings of one rule in an example, as a user sees them: under `profile`, with the document's own status, final
/// when it has none.
pub(super) fn output(
    id: &str,
    text: &str,
    profile: Profile,
    config: &Config,
    around: &mut Around,
) -> Result<Seen, String> {
    let post = crate::read(text.to_owned(), &config.read_options(PATH));
    let stated = post.metadata.status.as_ref().map(|status| status.value);
    let mut known = Known {
        files: Some(Box::new(|_, _| Some(Presence::Absent))),
        ..config.known()
    };
    around.tell(PATH, text, &mut known);
    let options = Options {
        profile: Some(profile),
        status: match profile {
            Profile::Facts => None,
            _ => Some(stated.unwrap_or(Status::Final)),
        },
        whole: true,
        select: vec![id.to_owned()],
        known,
        ..Options::new(TODAY)
    };
    let told = |errors: Vec<crate::error::Error>| {
        let told = errors.iter().map(ToString::to_string);
        told.collect::<Vec<_>>().join("; ")
    };
    let rules = config.load_rules().map_err(told)?;
    let linter = Linter::new(rules, options);
    let linter = linter.map_err(|unknown| format!("there is no rule `{}`", unknown.id))?;
    let verdict = linter.lint(&post);
    if let Some(failure) = verdict.failures.first() {
        return Err(format!("{}: {}", failure.place, failure.message));
    }
    let mut printer = Printer::new(Format::Full, Style::default());
    let mut out = Vec::new();
    let piece = printer.file(&post, &verdict);
    printer
        .add(&mut out, piece)
        .map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&out);
    let output = format!("{}\n", text.trim_end());
    let mut diagnostics = verdict.diagnostics.iter();
    Ok(Seen {
        fixable: !verdict.tidy.is_empty() || diagnostics.any(|one| !one.finding.fixes.is_empty()),
        output: output.trim_start_matches('\n').to_owned(),
    })
}
