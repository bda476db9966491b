//! Bytes to text, or a clear reason why not.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::error::{Error, LARGEST, Unreadable};

/// The text of a file. Its bytes stay as they are: byte-order mark, line ends and NUL bytes included.
pub fn file(path: &Path, shown: &str) -> Result<String, Error> {
    named(shown, open(path).and_then(utf8))
}

/// The first bytes of a file, up to the last whole character among them.
pub(crate) fn head(path: &Path, most: u64) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(head_of(bytes, most))
}

/// As [`head`], of bytes that are in memory already.
pub(super) fn head_of(mut bytes: Vec<u8>, most: u64) -> String {
    bytes.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    let whole = match std::str::from_utf8(&bytes) {
        Ok(text) => text.len(),
        Err(error) => error.valid_up_to(),
    };
    bytes.truncate(whole);
    String::from_utf8(bytes).unwrap_or_default()
}

/// The text of a stream.
pub(super) fn stream(stream: &mut dyn Read, shown: &str) -> Result<String, Error> {
    named(shown, limited(stream).and_then(utf8))
}

/// The text of bytes that are in memory already.
pub(super) fn bytes(bytes: Vec<u8>, shown: &str) -> Result<String, Error> {
    let fits = match bytes.len() as u64 > LARGEST {
        true => Err(Unreadable::TooLarge),
        false => Ok(bytes),
    };
    named(shown, fits.and_then(utf8))
}

fn named<T>(shown: &str, read: Result<T, Unreadable>) -> Result<T, Error> {
    read.map_err(|problem| Error::Read {
        path: shown.to_owned(),
        problem,
    })
}

fn open(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let file = File::open(path).map_err(Unreadable::Io)?;
    let metadata = file.metadata().map_err(Unreadable::Io)?;
    if metadata.is_dir() {
        return Err(Unreadable::Folder);
    }
    // The length of a pipe is not known before; that of a file is, and saves reading 50 MB to refuse them.
    if metadata.len() > LARGEST {
        return Err(Unreadable::TooLarge);
    }
    limited(&mut &file)
}

fn limited(stream: &mut dyn Read) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    stream
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(Unreadable::Io)?;
    match bytes.len() as u64 > LARGEST {
        true => Err(Unreadable::TooLarge),
        false => Ok(bytes),
    }
}

fn utf8(bytes: Vec<u8>) -> Result<String, Unreadable> {
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let before = bytes.get(..good).unwrap_or_default();
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
        let column = String::from_utf8_lossy(before.get(line_start..).unwrap_or_default());
        Unreadable::NotUtf8 {
            line: memchr::memchr_iter(b'\n', before).count() + 1,
            column: column.chars().count() + 1,
            utf16: bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]),
        }
    })
}
