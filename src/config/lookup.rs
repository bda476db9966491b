//! Which configuration holds for a document: that of the nearest folder at or above it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::{Adopted, Config, FILE, MORE, RULES, read_rules};
use crate::error::Error;
use crate::postmortem::Status;
use crate::rules::Rules;
use crate::source::{Origin, tree};

/// The configurations of a run; each file is read once.
#[derive(Default)]
pub struct Configs {
    off: bool,
    /// What the files are read from.
    origin: Origin,
    /// What holds where there is no file; the same for all of them, so that they share one linter.
    none: Arc<Config>,
    by_folder: Mutex<HashMap<PathBuf, Arc<Config>>>,
    overridden: Mutex<HashMap<Overridden, Arc<Config>>>,
}

/// The folder of a configuration, which of its overrides hold, and whether the document is newer than whys.
type Overridden = (PathBuf, Vec<usize>, bool);

impl Configs {
    /// Those of the file system. With `off`, no file is looked for.
    pub fn new(off: bool) -> Self {
        Self::read_from(Origin::Disk, off)
    }

    /// Those that lie where the documents come from. With `off`, no file is looked for.
    pub fn read_from(origin: Origin, off: bool) -> Self {
        Self {
            off,
            origin,
            ..Self::default()
        }
    }

    /// What the files are read from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The highest folder in which the configuration of `folder` may stand.
    pub fn root_of(&self, folder: &Path) -> PathBuf {
        match &self.origin {
            Origin::Disk => root_of(folder),
            origin => origin.root_of(folder).unwrap_or_else(|| folder.to_owned()),
        }
    }

    /// The configuration of a document by its absolute path, with the overrides that hold for it.
    pub fn of_document(&self, place: &Path) -> Result<Arc<Config>, Vec<Error>> {
        let config = self.of(place.parent().unwrap_or(Path::new("/")))?;
        let overrides = config.overrides_of(place);
        let is_new = config.is_new(place);
        let varies = !overrides.is_empty() || is_new;
        let Some(folder) = config.folder.clone().filter(|_| varies) else {
            return Ok(config);
        };
        let mut known = self
            .overridden
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        let with = || {
            let mut config = config.with(&overrides);
            config.assumed = is_new.then_some(Status::Review);
            Arc::new(config)
        };
        let found = known
            .entry((folder, overrides.clone(), is_new))
            .or_insert_with(with);
        Ok(Arc::clone(found))
    }

    /// The rules of an absolute folder as far as they can be read, whatever its `whys.toml` says.
    pub fn rules(&self, folder: &Path) -> Rules {
        let mut rules = Rules::built_in();
        if self.off {
            return rules;
        }
        let top = self.root_of(folder);
        let below_top = folder.ancestors().filter(|up| up.starts_with(&top));
        let mut stated = below_top.filter(|up| self.states(up));
        if let Some(nearest) = stated.next() {
            let place = nearest.join(RULES);
            let shown = tree::relative(&place);
            rules.add(&read_rules(&self.origin, &place, &top, &shown).team);
        }
        rules
    }

    /// The configuration of an absolute folder.
    pub fn of(&self, folder: &Path) -> Result<Arc<Config>, Vec<Error>> {
        if self.off {
            return Ok(Arc::clone(&self.none));
        }
        let mut known = self
            .by_folder
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(config) = known.get(folder) {
            return Ok(Arc::clone(config));
        }
        let top = self.root_of(folder);
        let mut found = Arc::clone(&self.none);
        let mut seen = Vec::new();
        for up in folder.ancestors() {
            if let Some(config) = known.get(up) {
                found = Arc::clone(config);
                break;
            }
            seen.push(up.to_owned());
            if let Some(config) = self.load(up, &top)? {
                found = Arc::new(config);
                break;
            }
            if up == top {
                break;
            }
        }
        known.extend(seen.into_iter().map(|folder| (folder, Arc::clone(&found))));
        Ok(found)
    }

    /// Whether a configuration stands in a folder.
    fn states(&self, folder: &Path) -> bool {
        let origin = &self.origin;
        origin.is_file(&folder.join(FILE)) || origin.is_folder(&folder.join(MORE))
    }

    fn load(&self, folder: &Path, root: &Path) -> Result<Option<Config>, Vec<Error>> {
        let origin = &self.origin;
        if !self.states(folder) {
            return Ok(None);
        }
        let path = folder.join(FILE);
        let rules = folder.join(RULES);
        let team_rules = Arc::new(read_rules(origin, &rules, root, &tree::relative(&rules)));
        let adopted = Adopted::load(origin, folder).map_err(|error| vec![error])?;
        if !origin.is_file(&path) {
            return Ok(Some(Config {
                folder: Some(folder.to_owned()),
                adopted,
                ..Config::of_rules(team_rules)
            }));
        }
        let shown = tree::relative(&path);
        let text = origin.text(&path, &shown).map_err(|error| vec![error])?;
        let config = Config::parse(&text, &shown, folder, team_rules)?;
        Ok(Some(Config { adopted, ..config }))
    }
}

/// The highest folder in which the configuration of `folder` may stand: the work tree's root; without one, the current
/// folder when `folder` is below it, else `folder` itself.
pub fn root_of(folder: &Path) -> PathBuf {
    if let Some(root) = tree::work_tree(folder) {
        return root.to_owned();
    }
    let current = tree::absolute(Path::new("."));
    match folder.starts_with(&current) {
        true => current,
        false => folder.to_owned(),
    }
}
