//! The options of `whys review`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::lint::{OutputTo, status};
use crate::postmortem::Status;

/// The bar raiser's reading of one post-mortem, on one page.
///
/// Section by section what stands and what is missing or wrong, what stops it from its next status, the questions to ask
/// in the meeting, and the actions as whys reads them. For the moderator, to read before the meeting. Exit code: 0, or 2
/// when it could not be read.
#[derive(Args, Debug)]
pub struct ReviewArgs {
    /// The post-mortem; `-` is standard input
    #[arg(value_name = "FILE")]
    pub path: PathBuf,
    /// Read the file of a commit: a branch, a tag or anything else that names one to Git
    #[arg(long, value_name = "REV")]
    pub rev: Option<String>,
    /// The path of what comes from standard input
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
    /// Read it as if it had this status
    #[arg(long = "as", value_name = "STATUS", value_parser = status())]
    pub status: Option<Status>,
    /// The day to take for today
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub today: Option<Date>,
    /// How to print it
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub format: ReviewFormat,
    /// Write to a file instead; with a format before a colon (`markdown:review.md`), as a further copy; may be repeated
    #[arg(short, long, value_name = "[FORMAT:]FILE")]
    pub output: Vec<OutputTo<ReviewFormat>>,
}

/// The formats of `review`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReviewFormat {
    /// For the terminal
    Text,
    /// For a page or a comment
    Markdown,
    /// One object for machines
    Json,
}
