//! Pictures beside the post-mortem.

use std::fs;
use std::path::{Path, PathBuf};

use super::live::Live;
use crate::commands::each::guarded;
use crate::diagnostic::Fnv;
use crate::error::{Error, Unreadable};
use crate::pictures::{self, Picture};
use crate::postmortem::file_stem;
use crate::record;
use crate::source;

/// The folder of pictures, beside the post-mortem.
const ASSETS: &str = "assets";

/// Reads the pictures, each with its metadata left out.
pub(super) fn read(paths: &[PathBuf], largest: u64) -> Result<Vec<Picture>, Error> {
    paths.iter().map(|path| one(path, largest)).collect()
}

fn one(path: &Path, largest: u64) -> Result<Picture, Error> {
    let shown = source::tree::shown(path);
    let unreadable = |problem| Error::Read {
        path: shown.clone(),
        problem,
    };
    let refused = |message: String, help: &str| Error::Refused {
        path: shown.clone(),
        message,
        help: help.to_owned(),
    };
    let known = fs::metadata(path).map_err(|error| unreadable(Unreadable::Io(error)))?;
    if known.is_dir() {
        return Err(unreadable(Unreadable::Folder));
    }
    if !known.is_file() {
        return Err(refused("is no file".to_owned(), "name a picture"));
    }
    if known.len() > largest {
        let message = format!(
            "has {} kB, and a picture may have {} kB",
            known.len().div_ceil(1000),
            largest / 1000
        );
        return Err(refused(
            message,
            "cut out what matters, or raise `largest-picture` under [log] in whys.toml",
        ));
    }
    let bytes = fs::read(path).map_err(|error| unreadable(Unreadable::Io(error)))?;
    // What a stranger made may be more than the reader of the format has been tried on.
    let bare = guarded(Some(&shown), || Ok(pictures::bare(bytes)))?;
    bare.map_err(|message| {
        refused(
            message,
            "take a screenshot as PNG; an excerpt of a log is better kept as text",
        )
    })
}

/// Pictures that are beside the post-mortem now.
pub(super) struct Kept {
    /// As links from the post-mortem.
    targets: Vec<String>,
    /// Those that were not there before.
    made: Vec<PathBuf>,
}

impl Kept {
    /// The pictures in Markdown, described by what is said of them.
    pub(super) fn markdown(&self, said: &str) -> Vec<String> {
        let alt = record::alt_text(said);
        let targets = self.targets.iter().enumerate();
        let several = self.targets.len() > 1;
        let described = targets.map(|(at, target)| match several {
            true => format!("![{alt} ({} of {})]({target})", at + 1, self.targets.len()),
            false => format!("![{alt}]({target})"),
        });
        described.collect()
    }

    /// Removes those that were made, when the post-mortem could not be written.
    pub(super) fn take_back(&mut self) {
        for path in self.made.drain(..) {
            // One that cannot be removed is a picture too many, and no loss.
            let _ = fs::remove_file(path);
        }
    }
}

/// Writes the pictures beside the post-mortem, each under a name made of its content. One that is there already is used as
/// it is.
pub(super) fn keep(pictures: &[Picture], live: &Live) -> Result<Kept, Error> {
    let mut kept = Kept {
        targets: Vec::new(),
        made: Vec::new(),
    };
    let file = live
        .place
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let file = file.unwrap_or_default();
    let folder = live.folder().join(ASSETS);
    for picture in pictures {
        let mut hash = Fnv::new();
        hash.write(&picture.bytes);
        let name = format!("{}-{:016x}.{}", file_stem(&file), hash.0, picture.extension);
        let place = folder.join(&name);
        match add(&place, &picture.bytes) {
            Ok(true) => kept.made.push(place),
            Ok(false) => {}
            Err(error) => {
                kept.take_back();
                return Err(error);
            }
        }
        kept.targets
            .push(crate::report::link_target(&format!("{ASSETS}/{name}")));
    }
    Ok(kept)
}

/// Whether the file had to be made; one of this name with other bytes stays as it is.
fn add(place: &Path, bytes: &[u8]) -> Result<bool, Error> {
    let shown = source::tree::relative(place);
    match source::create(place, &shown, bytes) {
        Ok(()) => Ok(true),
        Err(_) if fs::read(place).is_ok_and(|there| there == bytes) => Ok(false),
        Err(error) => Err(error),
    }
}
