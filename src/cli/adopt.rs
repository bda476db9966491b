//! The options of `whys adopt`.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

/// Give documents that whys did not make front matter from what they state.
///
/// Only what a document says plainly is repeated: severity, team, services, people, when it started, was detected,
/// mitigated and resolved, who or what noticed. What is rough, doubtful or said in two ways is left to you, and a status
/// is yours to give. The body stays as it is, byte for byte, and so do the keys that are there. Each key is printed with
/// the line that it came from.
///
/// Exit code: 0 done, or nothing to do; 1 with --diff, when something would change; 2 a file cannot be read or written.
#[derive(Args, Debug)]
pub struct AdoptArgs {
    /// Files, or folders of post-mortems
    #[arg(required = true, value_name = "FILE")]
    pub paths: Vec<PathBuf>,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub diff: bool,
    /// The day to take for today
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub today: Option<Date>,
}
