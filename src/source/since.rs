//! What changed since the commit at which a base revision and what is judged part.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

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
    /// Whether every new document was looked for among those that are gone.
    knows_renames: bool,
    gone: OnceLock<Gone>,
}

/// What the base has and is gone; each file as it is compared with new ones.
struct Gone {
    kept: Vec<Kept>,
    candidates: Vec<Candidate>,
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
        Ok(Self::of(base))
    }

    /// The commit before what `origin` reads in the work tree at `root`: the last one where that is not committed yet. None
    /// where there is none.
    pub fn last(root: &Path, origin: &Origin) -> Result<Option<Self>, Error> {
        let commit = origin.files().and_then(|files| files.commit_id());
        Ok(Files::before(root, commit)?.map(Self::of))
    }

    fn of(base: Files) -> Self {
        Self {
            base: Arc::new(base),
            renamed: HashMap::new(),
            knows_renames: false,
            gone: OnceLock::new(),
        }
    }

    /// Whether it is the base of what lies in this work tree.
    pub fn is_of(&self, root: &Path) -> bool {
        self.base.root() == root
    }

    /// The Markdown files of the base.
    pub fn markdown(&self) -> Vec<Kept> {
        markdown_below(&self.base, self.base.root())
    }

    /// Whether a file of the base has these bytes, but for the ends of lines.
    pub fn holds(&self, kept: &Kept, bytes: &[u8]) -> bool {
        let path = tree::relative(&kept.place);
        self.base.holds(kept.id, bytes, &path).unwrap_or(false)
    }

    /// The text of a file of the base.
    pub fn text(&self, kept: &Kept) -> Result<String, Error> {
        kept_text(&self.base, kept, &tree::relative(&kept.place))
    }

    /// The file of the base that a document was: of one that has another name now, the likest of those that are gone.
    pub fn was(&self, place: &Path, bytes: &[u8], origin: &Origin) -> Option<Kept> {
        let known = self.renamed.get(place).cloned();
        let known = known.or_else(|| self.base.get(place));
        if known.is_some() || self.knows_renames {
            return known;
        }
        let gone = self.gone(origin).ok()?;
        if gone.kept.is_empty() {
            return None;
        }
        let now = [Candidate::of(place, bytes)];
        let pairs = renames::pairs(&gone.candidates, &now);
        let (from, _) = pairs.into_iter().next()?;
        gone.kept.get(from).cloned()
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
        self.knows_renames = true;
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
        let gone = self.gone(origin)?;
        if gone.kept.is_empty() {
            return Ok(HashMap::new());
        }
        let now = new.iter().filter_map(|source| {
            let bytes = match &source.text {
                Text::Kept(files, kept) => files.bytes(kept.id, &source.path).ok()?,
                Text::Known(text) => text.clone().into_bytes(),
                Text::File => std::fs::read(&source.place).ok()?,
            };
            Some(Candidate::of(&source.place, &bytes))
        });
        let now: Vec<Candidate> = now.collect();
        let pairs = renames::pairs(&gone.candidates, &now).into_iter();
        let renamed = pairs.filter_map(|(from, to)| {
            Some((now.get(to)?.place.clone(), gone.kept.get(from)?.clone()))
        });
        Ok(renamed.collect())
    }

    /// What the base has and is gone, read once.
    fn gone(&self, origin: &Origin) -> Result<&Gone, Error> {
        if let Some(known) = self.gone.get() {
            return Ok(known);
        }
        let mut kept = self.markdown();
        kept.retain(|kept| !origin.is_file(&kept.place));
        // What a sparse checkout leaves out is not gone.
        if origin.is_disk() && self.base.is_sparse() {
            let index = Files::index()?;
            kept.retain(|kept| index.get(&kept.place).is_none());
        }
        let mut candidates = Vec::new();
        for kept in &kept {
            let bytes = self.base.bytes(kept.id, &tree::relative(&kept.place))?;
            candidates.push(Candidate::of(&kept.place, &bytes));
        }
        Ok(self.gone.get_or_init(|| Gone { kept, candidates }))
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
