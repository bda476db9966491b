//! The user's editor.

use std::path::Path;
use std::process::Command;

use crate::error::Error;
use crate::source::tree;

/// The variables that name it; the first one that does counts.
const VARIABLES: [&str; 2] = ["VISUAL", "EDITOR"];

/// An editor with its arguments.
pub(super) struct Editor {
    words: Vec<String>,
}

/// The one that the environment names.
pub(super) fn named() -> Result<Editor, Error> {
    let mut values = VARIABLES.iter().filter_map(|name| std::env::var(name).ok());
    let named = values.find(|value| !value.trim().is_empty());
    let words = named.iter().flat_map(|value| value.split_whitespace());
    match words.map(str::to_owned).collect::<Vec<_>>() {
        words if words.is_empty() => Err(Error::Usage {
            message: "--edit needs an editor, and neither VISUAL nor EDITOR names one".to_owned(),
            help: Some("export EDITOR=vi, or leave --edit out".to_owned()),
        }),
        words => Ok(Editor { words }),
    }
}

impl Editor {
    /// Opens a file, and waits until it is closed.
    pub(super) fn open(&self, path: &Path) -> Result<(), Error> {
        let Some((program, args)) = self.words.split_first() else {
            return Ok(());
        };
        let failed = |why: String| Error::Usage {
            message: format!("the editor `{program}` {why}"),
            help: Some(format!("{} is written, and stays", tree::relative(path))),
        };
        let ended = Command::new(program).args(args).arg(path).status();
        match ended {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(failed(format!("failed: {status}"))),
            Err(error) => Err(failed(format!("cannot be started: {error}"))),
        }
    }
}
