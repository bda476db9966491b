//! The options of `whys init`.

use clap::Args;

/// Write the first whys.toml, the list of the post-mortems that are there, and what runs whys before a commit and on a
/// pull request.
///
/// The files fit what is there: where the post-mortems lie, and, as proposals, which headings, people, teams and
/// severities they use. They are written at the root of the work tree, else in the current folder. On a terminal they are
/// shown first, and you are asked. A file that is there is never changed, so that init can be run again.
///
/// The documents of .whys/adopted are judged by the facts profile until they have a status; any other post-mortem without
/// one is judged as in review.
#[derive(Args, Debug)]
pub struct InitArgs {
    /// Write without asking
    #[arg(short, long, conflicts_with = "dry_run")]
    pub yes: bool,
    /// Show the files, and write none
    #[arg(long)]
    pub dry_run: bool,
}
