//! The options of `whys lint`.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::diagnostic::Severity;
use crate::postmortem::Status;
use crate::report::Format;
use crate::rules::Profile;

/// Judge post-mortems: files, folders, standard input, the Git index or a commit.
///
/// In folders it finds the post-mortems by their path (postmortem, incident, outage, rca, coe as whole words), by a whys
/// status or by their sections; hidden and ignored files, symbolic links and templates are left out. Named files are
/// always read. Exit code: 0 nothing at or above --fail-on, 1 such findings, 2 whys could not do what was asked.
#[derive(Args, Debug)]
pub struct LintArgs {
    /// Files and folders; `-` is standard input; without any, the current folder
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Judge what the next commit holds: the changed post-mortems of the index, or the named ones
    #[arg(long, help_heading = "Documents")]
    pub staged: bool,
    /// Judge the files of a commit: a branch, a tag or anything else that names one to Git
    #[arg(
        long,
        value_name = "REV",
        conflicts_with = "staged",
        help_heading = "Documents"
    )]
    pub rev: Option<String>,
    /// Judge only the post-mortems that changed since the commit at which a revision, such as origin/main, and the current
    /// commit part, and tell only what was not to be told there; secrets always
    #[arg(long, value_name = "REV", help_heading = "Documents")]
    pub changed_since: Option<String>,
    /// The path of what comes from standard input
    #[arg(long, value_name = "PATH", help_heading = "Documents")]
    pub stdin_filename: Option<PathBuf>,
    /// Leave out named files that would not be found in a folder, as hooks need it
    #[arg(long, help_heading = "Documents")]
    pub force_exclude: bool,
    /// Read all of the repository for what named files are judged against: repeats, ids, references
    #[arg(long, conflicts_with = "staged", help_heading = "Documents")]
    pub whole_repository: bool,

    /// Which rules speak and how loud: without it, standard for documents with a status, else facts
    #[arg(long, value_parser = profile(), help_heading = "Rules")]
    pub profile: Option<Profile>,
    /// Judge as if the documents had this status
    #[arg(long = "as", value_name = "STATUS", value_parser = status(), help_heading = "Rules")]
    pub status: Option<Status>,
    /// Only these rules
    #[arg(
        long,
        value_name = "RULE",
        value_delimiter = ',',
        help_heading = "Rules"
    )]
    pub select: Vec<String>,
    /// Not these rules
    #[arg(
        long,
        value_name = "RULE",
        value_delimiter = ',',
        help_heading = "Rules"
    )]
    pub ignore: Vec<String>,
    /// Hide the findings of this file; without it, those of .whys/baseline.json where there is one
    #[arg(long, value_name = "FILE", help_heading = "Baseline")]
    pub baseline: Option<PathBuf>,
    /// Write down all that is found, so that it is hidden from now on, but secrets; what is known of documents that are
    /// not judged stays
    #[arg(
        long,
        value_name = "FILE",
        num_args = 0..=1,
        require_equals = true,
        help_heading = "Baseline"
    )]
    pub write_baseline: Option<Option<PathBuf>>,
    /// The day to take for today
    #[arg(long, value_name = "DATE", value_parser = super::day, help_heading = "Rules")]
    pub today: Option<Date>,

    /// Fix what can be fixed without changing what a document means, then print what is left; the text of standard input
    /// comes back on standard output, its findings on standard error
    #[arg(long, help_heading = "Fixes")]
    pub fix: bool,
    /// Show what --fix would change, as a unified diff, and write nothing; exit code 1 when there is a difference
    #[arg(
        long,
        conflicts_with_all = ["fix", "format", "output", "statistics", "fail_on"],
        help_heading = "Fixes"
    )]
    pub diff: bool,

    /// How to print the findings
    #[arg(
        short,
        long,
        value_name = "FORMAT",
        default_value = "full",
        help_heading = "Output"
    )]
    pub format: Format,
    /// Write to a file instead; with a format before a colon (`json:report.json`), as a further report; may be repeated
    #[arg(short, long, value_name = "[FORMAT:]FILE", help_heading = "Output")]
    pub output: Vec<OutputTo>,
    /// The address at which the current folder is found, for the links of markdown and summary; without it they are relative
    #[arg(long, value_name = "ADDRESS", help_heading = "Output")]
    pub links: Option<String>,
    /// Also count the findings by rule, on standard error
    #[arg(long, help_heading = "Output")]
    pub statistics: bool,
    /// The severity from which on findings give exit code 1
    #[arg(
        long,
        value_name = "SEVERITY",
        default_value = "error",
        help_heading = "Output"
    )]
    pub fail_on: FailOn,
}

/// From which severity on findings fail the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    /// The severity; none for never.
    pub fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Info => Some(Severity::Info),
            FailOn::Never => None,
        }
    }
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &Format::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, help) = match self {
            Format::Full => (
                "full",
                "The lines in question, why it matters, what to ask, what to write",
            ),
            Format::Concise => ("concise", "One line a finding"),
            Format::Json => ("json", "One object for machines"),
            Format::Github => ("github", "Annotations of a GitHub workflow"),
            Format::Sarif => ("sarif", "SARIF 2.1.0, for code scanning"),
            Format::Gitlab => ("gitlab", "A Code Quality report of GitLab"),
            Format::Junit => ("junit", "JUnit; what fails the run is a failure"),
            Format::Rdjson => ("rdjson", "What reviewdog reads"),
            Format::Markdown => ("markdown", "Tables, for a page or a comment"),
            Format::Summary => (
                "summary",
                "The tables, and the review of each post-mortem, for the summary of a CI job",
            ),
        };
        Some(PossibleValue::new(name).help(help))
    }
}

/// A file for a report, and its format where it has one of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputTo<F = Format> {
    /// None: the report that would go to standard output.
    pub format: Option<F>,
    /// The file.
    pub path: PathBuf,
}

impl<F: ValueEnum> std::str::FromStr for OutputTo<F> {
    type Err = String;

    /// A colon parts the format from the path only after the name of a format: `C:\report.txt` is a path.
    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once(':');
        let known = parts.and_then(|(name, path)| Some((F::from_str(name, false).ok()?, path)));
        let (format, path) = match known {
            Some((format, path)) => (Some(format), path),
            None => (None, text),
        };
        match path {
            "" => Err("name a file".to_owned()),
            path => Ok(OutputTo {
                format,
                path: path.into(),
            }),
        }
    }
}

fn profile() -> impl clap::builder::TypedValueParser<Value = Profile> {
    use clap::builder::TypedValueParser;
    PossibleValuesParser::new(Profile::ALL.map(Profile::word))
        .try_map(|word| Profile::parse(&word).ok_or("no profile"))
}

/// Reads a status.
pub(super) fn status() -> impl clap::builder::TypedValueParser<Value = Status> {
    use clap::builder::TypedValueParser;
    PossibleValuesParser::new(Status::ALL.map(Status::word))
        .try_map(|word| Status::parse(&word).ok_or("no status"))
}
