//! The one way in which whys writes a file that may be there: a new one beside it takes its place.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::tree;
use crate::error::Error;

/// Puts `text` in the place of a file, or makes it, with the folders above it. The mode stays; a link is followed within
/// its work tree. Whatever goes wrong, what was there is there still.
pub fn replace(place: &Path, shown: &str, text: &str) -> Result<(), Error> {
    write(place, text).map_err(|source| Error::Write {
        path: shown.to_owned(),
        source,
    })
}

fn write(place: &Path, text: &str) -> io::Result<()> {
    let folder = place.parent().unwrap_or(place);
    fs::create_dir_all(folder)?;
    let target = match place.is_symlink() {
        true if tree::leads_out(place, tree::work_tree(folder).unwrap_or(folder)) => {
            return Err(io::Error::other(
                "it is a link that leads out of the repository",
            ));
        }
        true => place.canonicalize()?,
        false => place.to_owned(),
    };
    let known = match fs::metadata(&target) {
        Ok(known) => Some(known),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    // A folder that may be written is all that renaming needs, so the mode of the file has to be asked.
    if known
        .as_ref()
        .is_some_and(|known| known.permissions().readonly())
    {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".whys-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any other new file: what the user's mask leaves of it. Others than the user read it, too.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut beside = builder.tempfile_in(target.parent().unwrap_or(&target))?;
    beside.write_all(text.as_bytes())?;
    if let Some(known) = known {
        fs::set_permissions(beside.path(), known.permissions())?;
    }
    beside.as_file().sync_all()?;
    beside.persist(&target).map_err(|error| error.error)?;
    Ok(())
}
