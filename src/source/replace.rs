//! The one way in which whys changes a file that is there, or makes one for itself: a new one beside it takes its place.

use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::tree;
use crate::error::Error;

/// Puts `after` in place of a file whose text is `before`. Mode and owner stay; a link is followed within its work tree,
/// and within its folder where there is none. Whatever goes wrong, the file is as it was.
pub fn replace(place: &Path, shown: &str, before: &str, after: &str) -> Result<(), Error> {
    let target = target(place, shown)?;
    let failed = |source| Error::Write {
        path: shown.to_owned(),
        source,
    };
    let metadata = fs::metadata(&target).map_err(failed)?;
    // A folder that may be written is all that renaming needs, so the mode of the file has to be asked.
    if metadata.permissions().readonly() {
        return Err(failed(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "the file is read-only",
        )));
    }
    let folder = target.parent().unwrap_or(Path::new("/"));
    let mut beside = tempfile::Builder::new()
        .prefix(".whys-")
        .tempfile_in(folder)
        .map_err(failed)?;
    beside.write_all(after.as_bytes()).map_err(failed)?;
    like(beside.path(), &metadata).map_err(failed)?;
    beside.as_file().sync_all().map_err(failed)?;
    if fs::read(&target).map_err(failed)? != before.as_bytes() {
        return Err(Error::Refused {
            path: shown.to_owned(),
            message: "has been changed by something else in the meantime".to_owned(),
            help: "nothing was written; run whys again".to_owned(),
        });
    }
    beside
        .persist(&target)
        .map_err(|error| failed(error.error))?;
    // That the name leads to the new file has to outlive a loss of power, too; where a system cannot promise that, the file
    // has been written all the same.
    #[cfg(unix)]
    let _ = fs::File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// Makes a file that is not there, with the folders above it. Whatever goes wrong, there is none, or that of somebody
/// else.
pub fn create(place: &Path, shown: &str, bytes: impl AsRef<[u8]>) -> Result<(), Error> {
    let made = || {
        let folder = place.parent().unwrap_or(Path::new("/"));
        fs::create_dir_all(folder)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".whys-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As any other new file: what the user's mask leaves of it. Others than the user read it, too.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let mut beside = builder.tempfile_in(folder)?;
        beside.write_all(bytes.as_ref())?;
        beside.as_file().sync_all()?;
        beside
            .persist_noclobber(place)
            .map_err(|error| error.error)?;
        Ok(())
    };
    made().map_err(|source| Error::Write {
        path: shown.to_owned(),
        source,
    })
}

/// The file that a path leads to.
fn target(place: &Path, shown: &str) -> Result<PathBuf, Error> {
    let folder = place.parent().unwrap_or(place);
    let root = tree::work_tree(folder).unwrap_or(folder);
    let resolved = |path: &Path| {
        path.canonicalize().map_err(|source| Error::Write {
            path: shown.to_owned(),
            source,
        })
    };
    let (target, root) = (resolved(place)?, resolved(root)?);
    match target.starts_with(&root) {
        true => Ok(target),
        false => Err(Error::Refused {
            path: shown.to_owned(),
            message: format!("leads out of {}", tree::shown(&root)),
            help: "name the file itself, where it lies".to_owned(),
        }),
    }
}

/// Gives a new file the mode of the one that it replaces and, where the system lets us, its owner.
fn like(path: &Path, metadata: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, chown};
        let own = fs::metadata(path)?;
        if (own.uid(), own.gid()) != (metadata.uid(), metadata.gid()) {
            // Who may write here and is not the owner had to leave the file as it is, or take it over: as editors do.
            let _ = chown(path, Some(metadata.uid()), Some(metadata.gid()));
        }
    }
    fs::set_permissions(path, metadata.permissions())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_else_has_written_meanwhile_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("a.md");
        fs::write(&place, "theirs\n").expect("a file");
        let done = replace(&place, "a.md", "ours\n", "fixed\n");
        let told = done.expect_err("a refusal").to_string();
        assert_eq!(
            told,
            "a.md: has been changed by something else in the meantime"
        );
        assert_eq!(fs::read(&place).expect("a file"), b"theirs\n");
        replace(&place, "a.md", "theirs\n", "fixed\n").expect("a file");
        assert_eq!(fs::read(&place).expect("a file"), b"fixed\n");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn a_file_that_is_gone_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder");
        let done = replace(&folder.path().join("a.md"), "a.md", "", "x");
        assert!(done.is_err_and(|error| error.to_string().starts_with("a.md: cannot be written")));
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
    }
}
