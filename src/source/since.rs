//! What changed since the commit at which a base revision and what is judged part.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::origin::{kept_text, markdown_below};
use super::renames::{self, Candidate};
use super::{Origin, Source, Text, tree};
use crate::error::Error;
use crate::git::{Files, Kept};

/// The versions that documents had at the merge base.
pub struct Since {
    base: Arc<Files>,
    /// What the base has under another name, by the place that it has now.
    renamed: HashMap<PathBuf, Kept>,
}

/// How a document looked at the merge base.
pub struct Before {
    /// Its path then, as seen from the current folder.
    pub path: String,
    /// Its text then.
    pub text: String,
}

impl Since {
    /// The merge base of a revision and of what `origin` reads.
    pub fn open(rev: &str, origin: &Origin) -> Result<Self, Error> {
        let base = Files::merge_base(rev, origin.files().map(Arc::as_ref))?;
        Ok(Self {
            base: Arc::new(base),
            renamed: HashMap::new(),
        })
    }

    /// What the base is read from.
    pub fn origin(&self) -> Origin {
        Origin::Git(Arc::clone(&self.base))
    }

    /// The name of the merge base, short enough to be read.
    pub fn commit(&self) -> &str {
        self.base.what()
    }

    /// Whether each of these documents is not as it was at the base, which a mere change of line ends is not. Finds out what
    /// the new ones were called.
    pub fn changed(&mut self, sources: &[&Source], origin: &Origin) -> Result<Vec<bool>, Error> {
        let judge = |source: &&Source| self.differs(source);
        let differ: Vec<bool> = sources.par_iter().map(judge).collect::<Result<_, _>>()?;
        let is_new = |source: &&&Source| self.base.get(&source.place).is_none();
        let new: Vec<&Source> = sources.iter().filter(is_new).copied().collect();
        if !new.is_empty() {
            self.renamed = self.renamed(&new, origin)?;
        }
        let mut changed = Vec::new();
        for (source, differs) in sources.iter().zip(differ) {
            changed.push(differs || self.renamed.contains_key(&source.place));
        }
        Ok(changed)
    }

    fn differs(&self, source: &Source) -> Result<bool, Error> {
        let Some(before) = self.base.get(&source.place) else {
            return Ok(true);
        };
        Ok(match &source.text {
            Text::Kept(_, now) => now.id != before.id,
            Text::Known(text) => !self.base.holds(before.id, text.as_bytes(), &source.path)?,
            // What cannot be read is told when it is judged.
            Text::File => match std::fs::read(&source.place) {
                Ok(bytes) => !self.base.holds(before.id, &bytes, &source.path)?,
                Err(_) => true,
            },
        })
    }

    fn renamed(&self, new: &[&Source], origin: &Origin) -> Result<HashMap<PathBuf, Kept>, Error> {
        let known = markdown_below(&self.base, self.base.root());
        let mut gone: Vec<Kept> = known.filter(|kept| !origin.is_file(&kept.place)).collect();
        // What a sparse checkout leaves out is not gone.
        if origin.is_disk() && self.base.is_sparse() {
            let index = Files::index()?;
            gone.retain(|kept| index.get(&kept.place).is_none());
        }
        if gone.is_empty() {
            return Ok(HashMap::new());
        }
        let mut before = Vec::new();
        for kept in &gone {
            let bytes = self.base.bytes(kept.id, &tree::relative(&kept.place))?;
            before.push(Candidate::of(&kept.place, &bytes));
        }
        let now = new.iter().filter_map(|source| {
            let bytes = match &source.text {
                Text::Kept(files, kept) => files.bytes(kept.id, &source.path).ok()?,
                Text::Known(text) => text.clone().into_bytes(),
                Text::File => std::fs::read(&source.place).ok()?,
            };
            Some(Candidate::of(&source.place, &bytes))
        });
        let now: Vec<Candidate<'_>> = now.collect();
        let pairs = renames::pairs(&before, &now).into_iter();
        let renamed = pairs.filter_map(|(from, to)| {
            Some((now.get(to)?.place.to_owned(), gone.get(from)?.clone()))
        });
        Ok(renamed.collect())
    }

    /// How a document looked at the base; none when it is new.
    pub fn before(&self, place: &Path) -> Result<Option<Before>, Error> {
        let kept = self
            .renamed
            .get(place)
            .cloned()
            .or_else(|| self.base.get(place));
        let Some(kept) = kept else {
            return Ok(None);
        };
        let path = tree::relative(&kept.place);
        let text = kept_text(&self.base, &kept, &path)?;
        Ok(Some(Before { path, text }))
    }
}
