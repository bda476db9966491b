//! whys: arguments, run, exit code.

use std::io::{BufWriter, IsTerminal, Write};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use clap::Parser;
use whys::cli::{Cli, ColorWhen};
use whys::commands::{self, Io};

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(told) => {
            // A closed pipe is no reason to fail: `whys --help | head`.
            let _ = told.print();
            return ExitCode::from(u8::try_from(told.exit_code()).unwrap_or(2));
        }
    };
    let colour = match cli.common.color {
        ColorWhen::Auto => ColorChoice::Auto,
        ColorWhen::Always => ColorChoice::AlwaysAnsi,
        ColorWhen::Never => ColorChoice::Never,
    };
    let to_terminal = std::io::stdout().is_terminal();
    let out = AutoStream::new(std::io::stdout().lock(), colour);
    let styled = out.current_choice() != ColorChoice::Never;
    let mut out = BufWriter::new(out);
    // Not locked: the line of progress is written there by a thread of its own.
    let mut err = AutoStream::new(std::io::stderr(), colour);
    commands::keep_panics_quiet();
    let mut io = Io {
        out: &mut out,
        err: &mut err,
        quiet: cli.common.quiet,
        progress: !cli.common.quiet && std::io::stderr().is_terminal(),
        width: terminal_size::terminal_size()
            .filter(|_| to_terminal)
            .map(|(width, _)| usize::from(width.0)),
        styled,
    };
    let outcome = commands::run(&cli, &mut io);
    let _ = err.flush();
    ExitCode::from(outcome.code())
}
