//! Where templates come from: the program, and `.whys/templates`.

use std::fs;
use std::path::PathBuf;

use crate::config::{Config, root_of};
use crate::embedded;
use crate::error::Error;
use crate::source::{self, tree};

/// Where a team's own stand, below the folder that they hold for.
pub const TEMPLATES: &str = ".whys/templates";
/// Begins the names under which those of whys are known even where a team has its own of that name.
pub const BUILT_IN: &str = "builtin/";

/// A template is no larger than this, in bytes.
const LARGEST: u64 = 256 << 10;

/// The templates of a team.
#[derive(Debug)]
pub(super) struct Own {
    folder: PathBuf,
    /// No link is followed out of it.
    root: PathBuf,
}

impl Own {
    /// Those of a configuration; none where it has no folder of them.
    pub(super) fn of(config: &Config) -> Option<Own> {
        let above = config.folder.as_ref()?;
        let folder = above.join(TEMPLATES);
        folder.is_dir().then(|| Own {
            root: root_of(above),
            folder,
        })
    }

    /// The names of its templates, without what they are made of.
    pub(super) fn names(&self) -> Vec<String> {
        let listing = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let names = listing.filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let name = name.strip_suffix(".md")?;
            (is_name(name) && name != "README").then(|| name.to_owned())
        });
        names.collect()
    }

    /// The path of one of them as people read it.
    pub(super) fn path(&self, name: &str) -> Option<String> {
        let place = self.place(name)?;
        place.is_file().then(|| tree::relative(&place))
    }

    fn place(&self, name: &str) -> Option<PathBuf> {
        is_name(name).then(|| self.folder.join(format!("{name}.md")))
    }

    fn read(&self, name: &str) -> Result<Option<String>, Error> {
        let Some(place) = self.place(name) else {
            return Ok(None);
        };
        let Ok(known) = fs::metadata(&place) else {
            return Ok(None);
        };
        let shown = tree::relative(&place);
        let wrong = |message: String, help: &str| Error::Config {
            place: shown.clone(),
            message,
            help: Some(help.to_owned()),
        };
        if tree::leads_out(&place, &self.root) {
            let message = "is a link that leads out of the repository".to_owned();
            return Err(wrong(message, "put the file itself there"));
        }
        // What is no file may never end.
        if !known.is_file() {
            return Err(wrong("is no file".to_owned(), "put a file there"));
        }
        if known.len() > LARGEST {
            let message = format!("is larger than the {} KiB that whys reads", LARGEST >> 10);
            return Err(wrong(message, "make it shorter"));
        }
        let text = source::file(&place, &shown)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        Ok(Some(text.replace("\r\n", "\n")))
    }
}

/// The text of a template: that of the team, else that of whys. Names may end with `.md`.
pub(super) fn source(own: Option<&Own>, name: &str) -> Result<Option<String>, Error> {
    let name = name.strip_suffix(".md").unwrap_or(name);
    if let Some(own) = own
        && let Some(text) = own.read(name)?
    {
        return Ok(Some(text));
    }
    let name = name.strip_prefix(BUILT_IN).unwrap_or(name);
    let mut templates = embedded::TEMPLATES.iter();
    let found = templates.find(|(known, _)| *known == name);
    Ok(found.map(|(_, text)| (*text).to_owned()))
}

/// Whether a name leads to a file below the folder, on every system: words with slashes between them.
fn is_name(name: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty()
            && !word.starts_with('.')
            && !word.ends_with('.')
            && word
                .chars()
                .all(|c| c.is_alphanumeric() || "-_. ".contains(c))
    };
    !name.starts_with(BUILT_IN) && name.split('/').all(is_word)
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn a_name_stays_in_its_folder() {
        assert!(is_name("default") && is_name("parts/causes") && is_name("our form v1.2"));
        for name in [
            "",
            "/etc/passwd",
            "../default",
            "parts/../../x",
            "parts//x",
            "a\\b",
            "c:x",
            ".hidden",
            "a/",
            "builtin/default",
            "x\0",
        ] {
            assert!(!is_name(name), "{name:?}");
        }
    }
}
