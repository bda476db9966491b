//! The options of `whys log`.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use crate::postmortem::MilestoneKind;

/// Add an entry to the timeline of the live post-mortem.
///
/// The live post-mortem is the only one here with `status: live`. The entry goes where its time belongs, in the form of
/// those around it (list, table, headings, paragraphs), with the time in the zone that the timeline states, else that of
/// whys.toml, else UTC. Nothing else in the file changes, and several people may log at once.
#[derive(Args, Debug)]
pub struct LogArgs {
    /// What happened: "paged the ledger team". Code in backticks and addresses are kept, the rest is plain text
    #[arg(required_unless_present = "from")]
    pub text: Option<String>,
    /// The post-mortem, where several or none are live
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// When it happened, if not now: 09:12 (the last time that it was so late), "09:12 CET", 2026-03-14T09:12Z
    #[arg(long, value_name = "TIME", conflicts_with = "from", value_parser = time)]
    pub at: Option<String>,
    /// It is a milestone: written down in the front matter, too
    #[arg(long, value_name = "MILESTONE", conflicts_with = "from", value_parser = milestone())]
    pub milestone: Option<MilestoneKind>,
    /// A picture (PNG, JPEG, WebP) to keep in the folder `assets` beside the post-mortem, without its metadata
    #[arg(long, value_name = "PICTURE", num_args = 1.., conflicts_with = "from")]
    pub attach: Vec<PathBuf>,
    /// Make an entry of each message that was copied from a chat, with its time; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    pub from: Option<PathBuf>,
    /// The day to take for today
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub today: Option<Date>,
}

fn time(text: &str) -> Result<String, String> {
    crate::record::read_time(text).map(|_| text.to_owned())
}

fn milestone() -> impl clap::builder::TypedValueParser<Value = MilestoneKind> {
    use clap::builder::TypedValueParser;
    let words = MilestoneKind::ALL.map(MilestoneKind::word);
    let known = clap::builder::PossibleValuesParser::new(words);
    known.try_map(|word| MilestoneKind::exact(&word).ok_or("no milestone"))
}
