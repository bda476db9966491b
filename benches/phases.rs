//! What each phase costs, as multiples of the bare parser over the same bytes in the same run.
//!
//! `cargo bench` reads `examples/`; `cargo bench -- FOLDER` reads every Markdown file below FOLDER instead. The
//! documents are repeated to about 20 MB. Figures are medians of five runs on one thread; nothing is asserted.

#![allow(missing_docs)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use whys::markdown::Document;
use whys::postmortem::{PostMortem, ReadOptions};

const BYTES: usize = 20_000_000;
const RUNS: usize = 5;

fn main() -> std::io::Result<()> {
    let folder = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let folder = folder.map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("examples"),
        PathBuf::from,
    );
    let mut once = Vec::new();
    collect(&folder, &mut once)?;
    let documents: Vec<&String> = once.iter().cycle().take(repetitions(&once)).collect();
    let bytes: usize = documents.iter().map(|d| d.len()).sum();
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{} documents, {:.1} MB, one thread",
        documents.len(),
        bytes as f64 / 1e6
    )?;

    let bare = median(|| documents.iter().map(|d| events(d)).sum());
    let parse = median(|| {
        documents
            .iter()
            .map(|d| Document::parse((*d).clone()).blocks().count())
            .sum()
    });
    let read = median(|| documents.iter().map(|d| facts(d)).sum());
    for (phase, time) in [
        ("parser events", bare),
        ("blocks and text", parse),
        ("every fact", read),
    ] {
        let rate = bytes as f64 / 1e6 / time.as_secs_f64();
        let ratio = time.as_secs_f64() / bare.as_secs_f64();
        writeln!(
            out,
            "{phase:<16} {rate:>7.1} MB/s {ratio:>6.2} × the bare parser"
        )?;
    }
    Ok(())
}

fn collect(folder: &Path, texts: &mut Vec<String>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, texts)?;
        } else if path.extension().is_some_and(|ext| ext == "md") {
            texts.extend(std::fs::read_to_string(&path));
        }
    }
    texts.sort();
    Ok(())
}

fn repetitions(documents: &[String]) -> usize {
    let bytes: usize = documents.iter().map(String::len).sum();
    documents.len() * (BYTES / bytes.max(1)).max(1)
}

fn events(text: &str) -> usize {
    pulldown_cmark::Parser::new_ext(text, pulldown_cmark::Options::ENABLE_TABLES)
        .into_offset_iter()
        .count()
}

fn facts(text: &str) -> usize {
    PostMortem::read(Document::parse(text.to_owned()), &ReadOptions::default())
        .actions
        .len()
}

/// The median time of a few runs; the result is used so that no run is optimised away.
fn median(mut run: impl FnMut() -> usize) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(run());
            start.elapsed()
        })
        .collect();
    times.sort();
    times[RUNS / 2]
}
