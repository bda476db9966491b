//! The options of `whys related`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

/// List earlier post-mortems like this one, why they are alike, and which of their actions are open.
///
/// It compares titles and texts with those of all post-mortems of the repository (of the folder, where there is none); what
/// stands in many of them is the house template and does not count. Restricted ones are left out and counted. Exit code: 0,
/// or 2 when something could not be read.
#[derive(Args, Debug)]
pub struct RelatedArgs {
    /// The post-mortem
    #[arg(value_name = "FILE")]
    pub path: PathBuf,
    /// Look among these files and folders in place of the whole repository
    #[arg(value_name = "PATH")]
    pub among: Vec<PathBuf>,
    /// How many to list at most
    #[arg(short = 'n', long, value_name = "COUNT", default_value_t = 5)]
    pub limit: usize,
    /// The day to take for today
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub today: Option<Date>,
    /// How to print them
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub format: RelatedFormat,
}

/// The formats of `related`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RelatedFormat {
    /// For the terminal
    Text,
    /// For a page or a comment
    Markdown,
    /// One object for machines
    Json,
}
