//! The command line; the comments here are the help that users read.

mod actions;
mod adopt;
mod advance;
mod change;
mod init;
mod lint;
mod listing;
mod log;
pub(crate) mod new;
mod related;
mod review;
mod setup;
mod templates;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use actions::{ActionsArgs, ActionsFormat};
pub use adopt::AdoptArgs;
pub use advance::AdvanceArgs;
pub use change::{ActionsCommand, Which};
pub use init::InitArgs;
pub use lint::{FailOn, LintArgs, OutputTo};
pub use listing::{
    ExplainArgs, InspectArgs, InspectFormat, RulesArgs, RulesCommand, RulesFormat, RulesTestArgs,
};
pub use log::LogArgs;
pub use new::{NewArgs, Since};
pub use related::{RelatedArgs, RelatedFormat};
pub use review::{ReviewArgs, ReviewFormat};
pub use setup::{CompletionsArgs, ConfigArgs, ConfigFormat, LspArgs, SchemaArgs};
pub use templates::{TemplatesArgs, TemplatesFormat};

/// The bar raiser for post-mortems kept as Markdown in Git.
///
/// It reads post-mortems as an experienced reviewer would: are there numbers, do the times agree, does the cause stop
/// at a person, could a stranger tell when an action is done, and who does it by when? It needs no account, no model
/// and no network: the same text gives the same findings.
#[derive(Debug, Parser)]
#[command(
    name = "whys",
    version,
    max_term_width = 100,
    arg_required_else_help = true
)]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The options of every command.
#[derive(Args, Debug)]
#[command(next_help_heading = "Common options")]
pub struct Common {
    /// Ignore whys.toml, .whys and the baseline in it
    #[arg(long, global = true)]
    pub no_config: bool,
    /// Print no notes and no summary, only results and errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// When to use colours and links
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorWhen,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands, those of daily use first.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a new post-mortem from a template
    New(NewArgs),
    /// Add an entry to the timeline of the live post-mortem
    Log(LogArgs),
    /// Move a post-mortem on to its next status, with the sections that it then needs
    Advance(AdvanceArgs),
    /// Read one post-mortem as a bar raiser would, with the questions to ask in the meeting
    Review(ReviewArgs),
    /// Judge post-mortems: files, folders, standard input, the Git index or a commit
    #[command(visible_alias = "check")]
    Lint(Box<LintArgs>),
    /// List the open actions of all post-mortems, overdue ones first
    Actions(Box<ActionsArgs>),
    /// List earlier post-mortems like this one, why they are alike, and which of their actions are open
    Related(RelatedArgs),
    /// Set whys up in a repository: settings, a hook, and the list of the post-mortems that are there
    Init(InitArgs),
    /// Explain a rule: how it decides, what it leaves alone, examples
    Explain(ExplainArgs),
    /// Give documents that whys did not make front matter from what they state
    Adopt(AdoptArgs),
    /// Show every fact that was read, with its line
    Inspect(InspectArgs),
    /// List the rules, and test those of the team
    Rules(RulesArgs),
    /// List the templates of new post-mortems, or show one
    Templates(TemplatesArgs),
    /// Show the configuration that holds for a path, and where it comes from
    Config(ConfigArgs),
    /// Print a JSON Schema: of the front matter, of whys.toml, or of what a command prints as JSON
    Schema(SchemaArgs),
    /// Serve editors: findings, fixes, explanations and completions while you type
    Lsp(LspArgs),
    /// Print a script that lets the shell complete commands, options and the names of rules
    Completions(CompletionsArgs),
}

/// Reads a day; today is a day like any other, so that a result can be repeated.
fn day(text: &str) -> Result<jiff::civil::Date, String> {
    text.parse()
        .map_err(|_| "write a day as 2026-03-14".to_owned())
}
