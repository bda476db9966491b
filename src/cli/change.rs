//! The options of the commands that change actions: `actions done`, `drop`, `reopen`, `assign`, `due`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::civil::Date;

/// What else `actions` does.
#[derive(Debug, Subcommand)]
pub enum ActionsCommand {
    /// Mark actions as done
    Done(DoneArgs),
    /// Mark actions as dropped
    Drop(DropArgs),
    /// Make actions open again
    Reopen(ReopenArgs),
    /// Give actions another owner
    Assign(AssignArgs),
    /// Give actions another due date
    Due(DueArgs),
}

/// Which actions.
#[derive(Args, Debug)]
pub struct Which {
    /// Which: an id such as A-7kq2 or its beginning, the id in a column of its table, or the place that `whys actions` prints,
    /// such as incidents/2026-03-14-checkout.md:42
    #[arg(required = true, value_name = "ACTION")]
    pub actions: Vec<String>,
    /// Look among these files and folders in place of the whole repository; may be repeated
    #[arg(long = "in", value_name = "PATH")]
    pub among: Vec<PathBuf>,
    /// Show what would change, as a unified diff, and write nothing
    #[arg(long)]
    pub diff: bool,
    /// The day to take for today
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub today: Option<Date>,
}

/// Mark actions as done, where they stand and in the form in which they are written.
///
/// Only the action itself changes: what comes of it is read again before it is written, and anything else that would be
/// read differently is a reason to write nothing and to say what to do by hand. Done twice, it changes nothing more.
#[derive(Args, Debug)]
pub struct DoneArgs {
    /// Which ones.
    #[command(flatten)]
    pub which: Which,
    /// The day; today without it
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub on: Option<Date>,
    /// What shows it: a pull request, a drill, a graph
    #[arg(long, value_name = "TEXT")]
    pub evidence: Option<String>,
}

/// Mark actions as dropped, with the reason.
#[derive(Args, Debug)]
pub struct DropArgs {
    /// Which ones.
    #[command(flatten)]
    pub which: Which,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// The day; today without it
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub on: Option<Date>,
}

/// Make actions open again that are done or dropped.
///
/// The mark, the day and the reason go; Git knows them still.
#[derive(Args, Debug)]
pub struct ReopenArgs {
    /// Which ones.
    #[command(flatten)]
    pub which: Which,
}

/// Give actions another owner, one for all of them.
///
/// Where whys.toml lists people or teams, it has to be one of them.
#[derive(Args, Debug)]
pub struct AssignArgs {
    /// Which ones.
    #[command(flatten)]
    pub which: Which,
    /// Who is accountable from now on, written as documents here write it; `@me` is whoever Git says you are
    #[arg(long, value_name = "NAME")]
    pub to: String,
}

/// Give actions another due date.
///
/// Where it is a later one, and the form has a place for it, `moved: OLD → NEW, reason` says so.
#[derive(Args, Debug)]
pub struct DueArgs {
    /// Which ones.
    #[command(flatten)]
    pub which: Which,
    /// The day by which it is due from now on
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub on: Date,
    /// Why it is later
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}
