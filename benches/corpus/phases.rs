//! The phases of a run, each with all that comes before it.

use std::fs;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use jiff::civil::date;
use whys::linter::{Linter, Options};
use whys::markdown::Document;
use whys::postmortem::{PostMortem, ReadOptions};
use whys::rules::{Profile, Rules};

use super::files::Files;

const RUNS: usize = 3;

/// The median time in which threads read all files and do something with each.
pub(crate) fn time(
    files: &Files,
    threads: usize,
    work: impl Fn(String, &str) -> usize + Sync,
) -> io::Result<Duration> {
    let mut times = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let start = Instant::now();
        let next = AtomicUsize::new(0);
        let one = || {
            let mut sum = 0;
            while let Some(path) = files.paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                sum += work(fs::read_to_string(files.folder.join(path))?, path);
            }
            Ok::<usize, io::Error>(sum)
        };
        std::thread::scope(|scope| {
            let running: Vec<_> = (0..threads).map(|_| scope.spawn(one)).collect();
            for thread in running {
                let sum = thread
                    .join()
                    .map_err(|_| io::Error::other("a thread panicked"))??;
                std::hint::black_box(sum);
            }
            Ok::<(), io::Error>(())
        })?;
        times.push(start.elapsed());
    }
    times.sort();
    Ok(times[RUNS / 2])
}

pub(crate) fn events(text: String, _: &str) -> usize {
    pulldown_cmark::Parser::new_ext(&text, pulldown_cmark::Options::ENABLE_TABLES)
        .into_offset_iter()
        .count()
}

pub(crate) fn blocks(text: String, _: &str) -> usize {
    Document::parse(text).blocks().count()
}

fn read(text: String, path: &str) -> PostMortem {
    let options = ReadOptions {
        path: path.to_owned(),
        ..ReadOptions::default()
    };
    whys::read(text, &options)
}

pub(crate) fn facts(text: String, path: &str) -> usize {
    read(text, path).actions.len()
}

/// Every rule speaks.
pub(crate) fn linter() -> Linter {
    let options = Options {
        profile: Some(Profile::BarRaiser),
        whole: true,
        ..Options::new(date(2026, 6, 1))
    };
    Linter::new(Rules::built_in(), options).unwrap_or_else(|_| unreachable!("no rule is named"))
}

pub(crate) fn rules(linter: &Linter, text: String, path: &str) -> usize {
    linter.lint(&read(text, path)).diagnostics.len()
}
