//! The commands, one file each: arguments in, text and an exit code out.

mod actions;
mod adopt;
mod advance;
mod baselines;
mod beyond;
mod change;
mod completions;
mod config;
mod documents;
mod each;
mod fix;
mod init;
mod inspect;
mod io;
mod lint;
mod log;
mod lsp;
mod new;
mod related;
mod reports;
mod review;
mod rule_tests;
mod rules;
mod schema;
mod since;
mod templates;

use crate::cli::{Cli, Command};

pub(crate) use beyond::Beyond;
pub(crate) use each::guarded;
pub use each::keep_panics_quiet;
pub use io::Io;

/// How a run ended; the worst of several counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Nothing to report.
    Clean,
    /// Findings at or above the limit.
    Findings,
    /// An editor went away without a word.
    Abandoned,
    /// Something could not be done.
    Failed,
}

impl Outcome {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Outcome::Clean => 0,
            Outcome::Findings | Outcome::Abandoned => 1,
            Outcome::Failed => 2,
        }
    }
}

/// Does what the command line says; errors are told on `io.err`.
pub fn run(cli: &Cli, io: &mut Io<'_>) -> Outcome {
    let done = match &cli.command {
        Command::Actions(args) => actions::run(args, &cli.common, io),
        Command::Adopt(args) => adopt::run(args, &cli.common, io),
        Command::Init(args) => init::run(args, &cli.common, io),
        Command::New(args) => new::run(args, &cli.common, io),
        Command::Advance(args) => advance::run(args, &cli.common, io),
        Command::Log(args) => log::run(args, &cli.common, io),
        Command::Explain(args) => rules::explain(args, &cli.common, io),
        Command::Rules(args) => rules::list(args, &cli.common, io),
        Command::Inspect(args) => inspect::run(args, &cli.common, io),
        Command::Completions(args) => completions::run(args, &cli.common, io),
        Command::Templates(args) => templates::run(args, &cli.common, io),
        Command::Config(args) => config::run(args, &cli.common, io),
        Command::Schema(args) => schema::run(args, &cli.common, io),
        Command::Related(args) => related::run(args, &cli.common, io),
        Command::Review(args) => review::run(args, &cli.common, io),
        Command::Lsp(args) => lsp::run(args, &cli.common, io),
        Command::Lint(args) => lint::run(args, &cli.common, io),
    };
    let done = done.and_then(|outcome| {
        io.out.flush()?;
        Ok(outcome)
    });
    match done {
        Ok(outcome) => outcome,
        // Whoever reads the output has seen enough (`whys lint | head`).
        Err(error) if error.is_broken_pipe() => Outcome::Clean,
        Err(error) => {
            io.error(&error);
            Outcome::Failed
        }
    }
}

/// The day that the user names, else the day that the clock shows here.
fn today(named: Option<jiff::civil::Date>) -> jiff::civil::Date {
    named.unwrap_or_else(|| jiff::Zoned::now().date())
}
