//! What whys keeps for itself in the folder of Git: copies of what the objects there say, never needed.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The folder in that of Git.
const FOLDER: &str = "whys";

/// What was kept under a name by this very program; none where it is damaged, or of another one.
pub fn recall<T: DeserializeOwned>(git: &Path, name: &str) -> Option<T> {
    let bytes = fs::read(git.join(FOLDER).join(name)).ok()?;
    let end = memchr::memchr(b'\n', &bytes)? + 1;
    let (first, body) = bytes.split_at(end);
    let holds = first == head(body).as_bytes();
    holds.then(|| postcard::from_bytes(body).ok()).flatten()
}

/// Keeps something under a name. It is written beside and renamed, so that nobody reads half of it.
///
/// # Errors
///
/// The folder cannot be written.
pub fn keep(git: &Path, name: &str, what: &impl Serialize) -> io::Result<()> {
    let body = postcard::to_stdvec(what).map_err(io::Error::other)?;
    let folder = git.join(FOLDER);
    fs::create_dir_all(&folder)?;
    let mut beside = tempfile::NamedTempFile::new_in(&folder)?;
    beside.write_all(head(&body).as_bytes())?;
    beside.write_all(&body)?;
    beside
        .persist(folder.join(name))
        .map_err(|error| error.error)?;
    Ok(())
}

/// The first line says which program wrote it and what the rest sums up to.
fn head(body: &[u8]) -> String {
    format!("{} {:016x}\n", program(), sum(body))
}

/// What a program must have in common with the one that kept a file: a new one may read documents otherwise.
fn program() -> String {
    let file = std::env::current_exe().and_then(fs::metadata).ok();
    let changed = file.as_ref().and_then(|file| file.modified().ok());
    let changed = changed.and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
    format!(
        "whys {} {} {}",
        env!("CARGO_PKG_VERSION"),
        file.map_or(0, |file| file.len()),
        changed.map_or(0, |at| at.as_nanos()),
    )
}

/// One number for some bytes, the same in every run of one program.
pub fn sum(bytes: &[u8]) -> u64 {
    use std::hash::Hasher;
    let mut hash = std::hash::DefaultHasher::new();
    hash.write(bytes);
    hash.finish()
}
