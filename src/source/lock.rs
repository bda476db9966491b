//! One writer at a time in a folder.

use std::fs::File;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use crate::error::Error;

/// How long to wait for others, each of whom writes for milliseconds: then one of them hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// Files beside a document that are older than this belong to a run that was killed.
const LEFT_BEHIND: Duration = Duration::from_secs(60);

/// Whether a file was to take the place of another one: the names that are given to such files in this folder.
fn is_beside(name: &str) -> bool {
    let drawn = name.strip_prefix(".whys-");
    drawn.is_some_and(|drawn| drawn.len() == 6 && drawn.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// Holds a folder for as long as it lives; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct Lock(#[allow(dead_code)] File);

/// Waits until no other whys writes in a folder. The folder itself is what is locked: a file of its own would stand in the
/// work tree, and a document is another file after each change.
pub fn lock(folder: &Path, shown: &str) -> Result<Lock, Error> {
    let failed = |source| Error::Write {
        path: shown.to_owned(),
        source,
    };
    let file = open(folder).map_err(failed)?;
    let began = Instant::now();
    let mut wait = Duration::from_millis(1);
    loop {
        match file.try_lock() {
            Ok(()) => {
                sweep(folder);
                return Ok(Lock(file));
            }
            Err(std::fs::TryLockError::Error(error)) => return Err(failed(error)),
            Err(std::fs::TryLockError::WouldBlock) if began.elapsed() < PATIENCE => {
                std::thread::sleep(wait);
                wait = (wait * 2).min(Duration::from_millis(20));
            }
            Err(std::fs::TryLockError::WouldBlock) => {
                return Err(Error::Refused {
                    path: shown.to_owned(),
                    message: format!(
                        "another whys has been writing here for {} s",
                        PATIENCE.as_secs()
                    ),
                    help: "nothing was written; end the other one, or try again".to_owned(),
                });
            }
        }
    }
}

#[cfg(unix)]
fn open(folder: &Path) -> io::Result<File> {
    File::open(folder)
}

/// Where a folder cannot be locked, a file among the temporary ones stands for it.
#[cfg(not(unix))]
fn open(folder: &Path) -> io::Result<File> {
    let mut hash = crate::diagnostic::Fnv::new();
    hash.write(folder.canonicalize()?.to_string_lossy().as_bytes());
    let name = format!("whys-{:016x}.lock", hash.0);
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(std::env::temp_dir().join(name))
}

/// Removes what runs left that were killed between writing a file and putting it in its place.
fn sweep(folder: &Path) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let is_ours = entry.file_name().to_str().is_some_and(is_beside);
        let age = entry
            .metadata()
            .ok()
            .filter(|known| known.is_file() && is_ours);
        let age = age.and_then(|known| known.modified().ok());
        let age = age.and_then(|then| SystemTime::now().duration_since(then).ok());
        if age.is_some_and(|age| age > LEFT_BEHIND) {
            // Who else has removed it did the same.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
