//! What a run over 10,000 post-mortems costs, as multiples of the bare Markdown parser over the same bytes, with the same
//! threads, in the same run.
//!
//! `cargo bench` reads `examples/`; `cargo bench -- FOLDER` reads every Markdown file below FOLDER instead, and repeats
//! them to 10,000 files below `target/`. Beside the phases it times the program itself over all of the files, over half of
//! them and over one, tells the memory that it took, and times `rumdl check --no-cache` where rumdl is installed. Figures
//! are medians; nothing is asserted.

#![allow(missing_docs)]

mod files;
mod phases;
mod process;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use files::Files;
use process::Ran;

/// The files of the run.
const FILES: usize = 10_000;

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let folder = folder.map_or_else(|| root.join("examples"), PathBuf::from);
    let threads = std::thread::available_parallelism()?.get();
    let all = Files::repeat(&folder, &root.join("target/bench/all"), FILES)?;
    let half = Files::repeat(&folder, &root.join("target/bench/half"), FILES / 2)?;
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{} files, {:.1} MB, {threads} threads",
        all.paths.len(),
        all.bytes as f64 / 1e6
    )?;

    let bare = phases::time(&all, threads, phases::events)?;
    let mut line = |name: &str, time: Duration| row(&mut out, name, time, bare);
    line("read, parser events", bare)?;
    line(
        "… blocks and text",
        phases::time(&all, threads, phases::blocks)?,
    )?;
    line("… every fact", phases::time(&all, threads, phases::facts)?)?;
    let linter = phases::linter();
    let rules = |text: String, path: &str| phases::rules(&linter, text, path);
    line("… every rule", phases::time(&all, threads, rules)?)?;

    let whys = env!("CARGO_BIN_EXE_whys");
    let lint = [
        whys,
        "lint",
        "--no-config",
        "--fail-on",
        "never",
        "--format",
        "json",
    ];
    let strict = ["--profile", "bar-raiser"];
    let whole = process::median(&lint, &all.folder)?;
    line("whys lint", whole.time)?;
    line(
        "whys lint, bar-raiser",
        process::median(&[&lint[..], &strict].concat(), &all.folder)?.time,
    )?;
    let part = process::median(&lint, &half.folder)?;
    line("whys lint, half of them", part.time)?;
    let rumdl = process::median(&["rumdl", "check", "--no-cache"], &all.folder);
    if let Ok(rumdl) = &rumdl {
        line("rumdl check --no-cache", rumdl.time)?;
    }
    finish(&mut out, &all, &whole, &part, rumdl.ok().as_ref())
}

/// A time, and how many times that of the bare parser it is.
fn row(out: &mut dyn Write, name: &str, time: Duration, bare: Duration) -> io::Result<()> {
    let ratio = time.as_secs_f64() / bare.as_secs_f64();
    writeln!(
        out,
        "{name:<24} {:>9.1} ms {ratio:>7.2} × the bare parser",
        1e3 * time.as_secs_f64()
    )
}

fn finish(
    out: &mut dyn Write,
    all: &Files,
    whole: &Ran,
    part: &Ran,
    rumdl: Option<&Ran>,
) -> io::Result<()> {
    let ratio = |one: &Ran, other: &Ran| one.time.as_secs_f64() / other.time.as_secs_f64();
    match rumdl {
        Some(rumdl) => writeln!(
            out,
            "whys takes {:.2} of the time of rumdl",
            ratio(whole, rumdl)
        )?,
        None => writeln!(
            out,
            "rumdl is not installed: `cargo install rumdl` or `pip install rumdl`"
        )?,
    }
    writeln!(
        out,
        "twice the files take {:.2} times the time",
        ratio(whole, part)
    )?;
    match whole.peak {
        Some(peak) => writeln!(out, "memory at its peak: {:.0} MB", peak as f64 / 1e6)?,
        None => writeln!(out, "the memory of a process is told on Linux only")?,
    }
    let one = all.middle();
    let alone = process::many(
        &[env!("CARGO_BIN_EXE_whys"), "lint", "--no-config", one],
        &all.folder,
    )?;
    let nothing = process::many(&[env!("CARGO_BIN_EXE_whys"), "--version"], &all.folder)?;
    writeln!(
        out,
        "one file of middle length, start of the process included: {:.1} ms; the process alone: {:.1} ms",
        1e3 * alone.as_secs_f64(),
        1e3 * nothing.as_secs_f64()
    )
}
