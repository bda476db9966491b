//! Whole processes.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How a run went.
pub(crate) struct Ran {
    pub(crate) time: Duration,
    /// The most memory that it had, in bytes.
    pub(crate) peak: Option<u64>,
}

const RUNS: usize = 3;
/// For what takes milliseconds.
const MANY: usize = 50;

/// The run of median length.
pub(crate) fn median(command: &[&str], folder: &Path) -> io::Result<Ran> {
    let mut runs = (0..RUNS)
        .map(|_| run(command, folder))
        .collect::<io::Result<Vec<_>>>()?;
    runs.sort_by_key(|ran| ran.time);
    Ok(runs.swap_remove(RUNS / 2))
}

/// The median time of many runs, of which nothing else is measured.
pub(crate) fn many(command: &[&str], folder: &Path) -> io::Result<Duration> {
    let mut times = Vec::with_capacity(MANY);
    for _ in 0..MANY {
        let start = Instant::now();
        self::command(command, folder).status()?;
        times.push(start.elapsed());
    }
    times.sort();
    Ok(times[MANY / 2])
}

fn command(command: &[&str], folder: &Path) -> Command {
    let (program, args) = command.split_first().expect("a program");
    let mut command = Command::new(program);
    command
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

fn run(command: &[&str], folder: &Path) -> io::Result<Ran> {
    let start = Instant::now();
    let mut child = self::command(command, folder).spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    loop {
        // The kernel tells the peak as long as the process lives.
        peak = memory(&status).max(peak);
        match child.try_wait()? {
            Some(_) => break,
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    }
    Ok(Ran {
        time: start.elapsed(),
        peak,
    })
}

/// The peak that Linux tells of a process.
fn memory(status: &str) -> Option<u64> {
    let text = std::fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").trim().parse().ok()?;
    Some(1024 * kilobytes)
}
