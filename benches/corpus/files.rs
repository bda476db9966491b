//! The files of a run.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Documents, repeated in folders of their own.
pub(crate) struct Files {
    /// Where they lie.
    pub(crate) folder: PathBuf,
    /// Their paths below it.
    pub(crate) paths: Vec<String>,
    /// How long they are together.
    pub(crate) bytes: usize,
    lengths: Vec<usize>,
}

impl Files {
    /// Writes the Markdown files of `from` below `to`, again and again, until there are `count`.
    pub(crate) fn repeat(from: &Path, to: &Path, count: usize) -> io::Result<Files> {
        let mut once = Vec::new();
        collect(from, from, &mut once)?;
        once.sort();
        if once.is_empty() {
            return Err(io::Error::other(format!(
                "no Markdown file below {}",
                from.display()
            )));
        }
        if to.exists() {
            fs::remove_dir_all(to)?;
        }
        fs::create_dir_all(to.join(".git"))?;
        let mut files = Files {
            folder: to.to_owned(),
            paths: Vec::with_capacity(count),
            bytes: 0,
            lengths: Vec::with_capacity(count),
        };
        for (at, (path, text)) in once.iter().cycle().take(count).enumerate() {
            let path = format!("{}/{path}", at / once.len());
            let place = to.join(&path);
            fs::create_dir_all(place.parent().unwrap_or(to))?;
            fs::write(place, text)?;
            files.bytes += text.len();
            files.lengths.push(text.len());
            files.paths.push(path);
        }
        Ok(files)
    }

    /// The document of middle length.
    pub(crate) fn middle(&self) -> &str {
        let mut order: Vec<usize> = (0..self.paths.len()).collect();
        order.sort_by_key(|at| self.lengths[*at]);
        &self.paths[order[order.len() / 2]]
    }
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, found)?;
        } else if path.extension().is_some_and(|ext| ext == "md") {
            let below = path.strip_prefix(root).unwrap_or(&path);
            let text = fs::read_to_string(&path)?;
            found.push((below.display().to_string(), text));
        }
    }
    Ok(())
}
