//! What a keystroke costs in an editor: 1,000 edits of a post-mortem of 2,000 lines, each timed from the change that is sent
//! to the diagnostics that come back, with the program as it is built for a release, or the one that `WHYS_PROGRAM` names.
//! Nothing is asserted.

#![allow(missing_docs)]

#[path = "../../tests/lsp/client.rs"]
mod client;
mod document;

use std::io::{self, Write};
use std::process::Command;
use std::time::{Duration, Instant};

use client::Client;
use serde_json::json;

/// The edits of the run.
const EDITS: usize = 1_000;

fn main() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let program = std::env::var_os("WHYS_PROGRAM");
    let mut command = Command::new(program.unwrap_or_else(|| env!("CARGO_BIN_EXE_whys").into()));
    command
        .args(["lsp", "--today", "2026-06-01"])
        .current_dir(folder.path());
    let mut client = Client::start(command, folder.path(), json!({}));
    let text = document::of_lines(2_000);
    let uri = client::uri(&folder.path().join("incidents/2026-03-14-checkout.md"));
    client.open(&uri, &text);
    let found = client.diagnostics(&uri, 1).len();
    // The others around are read once, and the document is judged again then.
    std::thread::sleep(Duration::from_millis(500));

    let lines: Vec<&str> = text.lines().collect();
    let mut times = Vec::with_capacity(EDITS);
    for edit in 0..EDITS {
        let line = edit / 2 * 7 % lines.len();
        let column = u32::try_from(lines[line].chars().count()).unwrap_or_default();
        let (line, version) = (u32::try_from(line).unwrap_or_default(), edit as i64 + 2);
        // A letter is typed at the end of a line, then taken back.
        let (range, typed) = match edit % 2 {
            0 => ([line, column, line, column], "x"),
            _ => ([line, column, line, column + 1], ""),
        };
        let start = Instant::now();
        client.change(&uri, version, range, typed);
        client.diagnostics(&uri, version);
        times.push(start.elapsed());
        client.told.clear();
    }
    times.sort_unstable();
    let at = |per_mille: usize| {
        times[(times.len() * per_mille / 1000).min(times.len() - 1)].as_secs_f64() * 1e3
    };
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{} lines, {} bytes, {found} findings, {EDITS} edits",
        lines.len(),
        text.len()
    )?;
    writeln!(
        out,
        "p50 {:.1} ms, p99 {:.1} ms, longest {:.1} ms",
        at(500),
        at(990),
        at(1000)
    )?;
    client.leave();
    Ok(())
}
