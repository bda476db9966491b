//! `[documents]`: which files are post-mortems, and where new ones go.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::keys;
use super::table::Table;

/// How new files are named where nothing else is said.
pub const FILE_NAME: &str = "{date}-{slug}.md";

/// Which files are post-mortems, and where new ones go.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    include: Option<Gitignore>,
    exclude: Option<Gitignore>,
    /// Where `whys new` writes, relative to the configuration.
    pub folder: Option<String>,
    /// What `whys new` names its files, with what `PLACEHOLDERS` names.
    pub file_name: Option<String>,
}

/// What stands for parts of a file's name.
const PLACEHOLDERS: [&str; 4] = ["{date}", "{year}", "{month}", "{slug}"];

impl Documents {
    pub(super) fn read(table: Option<Table<'_, '_>>, folder: &Path) -> Self {
        let Some(table) = table else {
            return Self::default();
        };
        table.only(keys::DOCUMENTS);
        Self {
            include: patterns(table, "include", folder),
            exclude: patterns(table, "exclude", folder),
            folder: inside(table),
            file_name: file_name(table),
        }
    }

    /// Whether the configuration says that the file is a post-mortem; none where it leaves that to whys.
    pub fn judge(&self, path: &Path) -> Option<bool> {
        let matches = |patterns: &Gitignore| matches(patterns, path);
        if self.exclude.as_ref().is_some_and(matches) {
            return Some(false);
        }
        self.include.as_ref().map(matches)
    }
}

/// Whether the patterns name a path or a folder above it.
pub(crate) fn matches(patterns: &Gitignore, path: &Path) -> bool {
    // A path that does not lie below the folder has no match, and asking for one is an error.
    path.starts_with(patterns.path())
        && patterns
            .matched_path_or_any_parents(path, false)
            .is_ignore()
}

/// Patterns as in `.gitignore`, relative to the folder of the configuration.
pub(super) fn patterns(table: Table<'_, '_>, key: &str, folder: &Path) -> Option<Gitignore> {
    let texts = table.texts(key)?;
    let mut builder = GitignoreBuilder::new(folder);
    for (text, at) in texts {
        if let Err(error) = builder.add_line(None, &text) {
            let message = format!("`{text}` is no pattern: {error}");
            let help = "write one as in .gitignore: docs/incidents/**/*.md".to_owned();
            table.file.wrong(at, message, Some(help));
        }
    }
    builder.build().ok()
}

/// The folder must lie below the configuration: what a pull request writes there must not lead elsewhere.
fn inside(table: Table<'_, '_>) -> Option<String> {
    let (folder, at) = table.text("folder")?;
    let path = Path::new(&folder);
    if path.is_absolute() || path.components().any(|part| part.as_os_str() == "..") {
        let help = "write it relative to whys.toml, without `..`".to_owned();
        let message = format!("`{folder}` leads out of the folder of this file");
        table.file.wrong(at, message, Some(help));
        return None;
    }
    Some(folder)
}

fn file_name(table: Table<'_, '_>) -> Option<String> {
    let (name, at) = table.text("file-name")?;
    let known = PLACEHOLDERS.iter();
    let bare = known.fold(name.clone(), |bare, known| bare.replace(known, "x"));
    let is_part = |part: &str| !part.is_empty() && !part.starts_with('.');
    let wrong = match () {
        () if bare.contains(['{', '}']) => {
            "knows only {date}, {year}, {month} and {slug} in braces"
        }
        () if bare.contains('\\') || !bare.split('/').all(is_part) => {
            "must be a path below the folder, with `/` between its parts"
        }
        () if !name.contains("{slug}") => "must contain {slug}, or all files would have one name",
        () if !crate::source::is_markdown(&name) => "must end with .md or another Markdown ending",
        () => return Some(name),
    };
    let help = format!("write \"{FILE_NAME}\"");
    table
        .file
        .wrong(at, format!("`file-name` {wrong}"), Some(help));
    None
}
