//! The options of `whys advance`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;

use crate::postmortem::Status;

/// Move a post-mortem on to its next status.
///
/// Adds the sections and the keys of the front matter that the status needs and that are not there, in the form of the
/// templates; everything that is there stays as it is. Says what would still be an error one status further. `final` is
/// refused while there are errors (exit code 1), unless a reason is given. A second run changes nothing.
#[derive(Args, Debug)]
pub struct AdvanceArgs {
    /// The post-mortem
    #[arg(value_name = "FILE")]
    pub path: PathBuf,
    /// Its new status
    #[arg(value_name = "STATUS", value_parser = status())]
    pub status: Status,
    /// Make it final though there are errors
    #[arg(long, requires = "reason")]
    pub force: bool,
    /// Why it becomes final all the same; kept in the front matter under `amended`
    #[arg(long, value_name = "TEXT", requires = "force")]
    pub reason: Option<String>,
    /// The day to take for today
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub today: Option<Date>,
}

/// Those to which a post-mortem can be moved on.
fn status() -> impl TypedValueParser<Value = Status> {
    let statuses = [Status::Draft, Status::Review, Status::Final];
    PossibleValuesParser::new(statuses.map(Status::word))
        .try_map(|word| Status::exact(&word).ok_or("no status"))
}
