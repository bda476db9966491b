//! The history around the documents of a run, for the rules that ask for it. Nothing is read before one does.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};

use jiff::civil::Date;

use super::lost::{Lost, lost};
use super::past::{Files, Past, Placed, Reader};
use super::trail::Trail;
use super::version::Version;
use crate::config::Configs;
use crate::git::{Id, Kept};
use crate::postmortem::{Followed, PostMortem};
use crate::rules::{Before, Ledger, Trails};
use crate::source::{Origin, Since, tree};

/// The histories of the repositories around the documents of a run.
pub struct Around {
    configs: Arc<Configs>,
    /// What changed is measured against this, where the user says so.
    since: Option<Arc<Since>>,
    by_root: Mutex<HashMap<PathBuf, Arc<One>>>,
}

/// That of one of them.
#[derive(Default)]
struct One {
    /// None where it cannot be read; none inside where nothing was committed before.
    base: OnceLock<Option<Option<Arc<Since>>>>,
    /// The documents as they were in the base, each read once.
    before: Mutex<HashMap<PathBuf, Arc<Followed>>>,
    /// None until somebody asks.
    changed: Mutex<Option<Arc<Changed>>>,
    /// None where it cannot be read.
    past: OnceLock<Option<Past>>,
}

/// The post-mortems that differ from those of the base.
#[derive(Default)]
struct Changed {
    before: Files,
    now: Files,
}

/// Where a document lies.
struct Place {
    root: PathBuf,
    place: PathBuf,
    below: Arc<str>,
}

/// A document and the file of the base that it was.
struct Was {
    since: Arc<Since>,
    kept: Kept,
}

impl Around {
    /// Those of documents that these configurations hold for; a change is measured against `since`, else against the commit
    /// before.
    pub fn new(configs: Arc<Configs>, since: Option<Arc<Since>>) -> Self {
        Self {
            configs,
            since,
            by_root: Mutex::default(),
        }
    }

    /// Reads anew what differs from the base when that is asked next: other documents were changed.
    pub(crate) fn look_again(&self) {
        for one in held(&self.by_root).values() {
            *held(&one.changed) = None;
        }
    }

    fn origin(&self) -> &Origin {
        self.configs.origin()
    }

    fn place_of(&self, path: &str) -> Option<(Place, Arc<One>)> {
        let place = tree::absolute(Path::new(path));
        let root = self.origin().root_of(place.parent()?)?;
        let below = below(&root, &place)?;
        let one = Arc::clone(held(&self.by_root).entry(root.clone()).or_default());
        Some((Place { root, place, below }, one))
    }

    fn base(&self, place: &Place, one: &One) -> Option<Option<Arc<Since>>> {
        let open = || match &self.since {
            Some(since) => since.is_of(&place.root).then(|| Some(Arc::clone(since))),
            None => {
                let last = Since::last(&place.root, self.origin()).ok()?;
                Some(last.map(Arc::new))
            }
        };
        one.base.get_or_init(open).clone()
    }

    /// The file of the base that a document was; none inside where it is new.
    fn was(&self, post: &PostMortem, place: &Place, one: &One) -> Option<Option<Was>> {
        let Some(since) = self.base(place, one)? else {
            return Some(None);
        };
        let bytes = post.doc.text().as_bytes();
        let kept = since.was(&place.place, bytes, self.origin());
        Some(kept.map(|kept| Was { since, kept }))
    }

    /// A file of the base, read as the document that it is now.
    fn read(&self, was: &Was, place: &Place, one: &One) -> Option<Arc<Followed>> {
        if let Some(known) = held(&one.before).get(&place.place) {
            return Some(Arc::clone(known));
        }
        let config = self.configs.of_document(&place.place).ok()?;
        let text = was.since.text(&was.kept).ok()?;
        let read = Arc::new(crate::follow(text, &config.read_options(&place.below)));
        held(&one.before).insert(place.place.clone(), Arc::clone(&read));
        Some(read)
    }

    /// A document beside the file of the base that it was.
    fn compare(&self, post: &PostMortem, was: &Was, place: &Place, one: &One) -> Option<Before> {
        if was.since.holds(&was.kept, post.doc.text().as_bytes()) {
            return Some(Before::Same);
        }
        let read = self.read(was, place, one)?;
        // What is hidden of the text is hidden of both.
        Some(match read.doc.text() == post.doc.text() {
            true => Before::Same,
            false => Before::Was(read),
        })
    }

    /// The post-mortems that differ.
    fn changed(&self, since: &Since, root: &Path) -> Changed {
        let reader = Reader::new(root, &self.configs);
        let before = since
            .markdown()
            .into_iter()
            .map(|kept| (kept.place.clone(), kept));
        let mut before: BTreeMap<PathBuf, Kept> = before.collect();
        let mut changed = Changed::default();
        for place in self.origin().markdown_files(root) {
            let Ok(text) = self.origin().text(&place, &tree::relative(&place)) else {
                continue;
            };
            let kept = before.get(&place);
            if kept.is_some_and(|kept| since.holds(kept, text.as_bytes())) {
                before.remove(&place);
            } else {
                changed.now.extend(placed(&reader, root, &place, text));
            }
        }
        for kept in before.values() {
            let text = since.text(kept).ok();
            let read = text.and_then(|text| placed(&reader, root, &kept.place, text));
            changed.before.extend(read);
        }
        changed
    }

    /// What the next commit does to a document, and nothing that came before: a hook must not take its time for the whole
    /// history.
    fn step(&self, post: &PostMortem, place: &Place, one: &One, today: Date) -> Option<Past> {
        let was = self.was(post, place, one)?;
        let was = was.and_then(|was| self.read(&was, place, one));
        let before = was.iter().map(|was| {
            let bytes = Id::of_bytes(was.doc.text().as_bytes());
            let version = Arc::new(Version::followed(was));
            (today, (Arc::clone(&place.below), (bytes, version)))
        });
        Some(Past::of_versions(before))
    }

    fn past(&self, root: &Path) -> Option<Past> {
        let commit = self.origin().files().and_then(|files| files.commit_id());
        // Where nothing is committed nothing has happened.
        let opened = apart(|| super::open(root, commit, &self.configs));
        Some(opened?.ok()?.unwrap_or_default())
    }
}

/// A post-mortem below the root, read.
fn placed(reader: &Reader<'_>, root: &Path, place: &Path, text: String) -> Option<Placed> {
    let below = below(root, place)?;
    let how = reader.judge(&below)?;
    let bytes = Id::of_bytes(text.as_bytes());
    let version = reader.version(&below, text, how)?;
    Some((below, (bytes, version)))
}

impl Ledger for Around {
    fn before(&self, post: &PostMortem) -> Option<Before> {
        let (place, one) = self.place_of(&post.path)?;
        match self.was(post, &place, &one)? {
            Some(was) => self.compare(post, &was, &place, &one),
            None => Some(Before::New),
        }
    }

    fn lost(&self, post: &PostMortem) -> Option<Lost> {
        let (place, one) = self.place_of(&post.path)?;
        let Some(was) = self.was(post, &place, &one)? else {
            return Some(Lost::default());
        };
        let Before::Was(read) = self.compare(post, &was, &place, &one)? else {
            return Some(Lost::default());
        };
        let own = |version: Version, side: &str| {
            let bytes = Id::of_bytes(side.as_bytes());
            Files::from([(Arc::clone(&place.below), (bytes, Arc::new(version)))])
        };
        let own_before = own(Version::followed(&read), "before");
        let own_now = own(Version::judged(post), "now");
        let alone = lost(&place.below, &own_before, &own_now);
        if alone.items.is_empty() {
            return Some(alone);
        }
        // Another file may have them.
        let mut known = held(&one.changed);
        let changed = known.get_or_insert_with(|| Arc::new(self.changed(&was.since, &place.root)));
        let changed = Arc::clone(changed);
        drop(known);
        let old = below(&place.root, &was.kept.place);
        let beside = |side: &Files, own: Files| -> Files {
            let mut files = side.clone();
            files.retain(|path, _| Some(path) != old.as_ref());
            files.extend(own);
            files
        };
        let before = beside(&changed.before, own_before);
        let now = beside(&changed.now, own_now);
        Some(lost(&place.below, &before, &now))
    }

    fn trails(&self, post: &PostMortem, today: Date) -> Option<Trails> {
        let (place, one) = self.place_of(&post.path)?;
        let past = match self.origin().files() {
            Some(files) if files.commit_id().is_none() => {
                Cow::Owned(self.step(post, &place, &one, today)?)
            }
            _ => Cow::Borrowed(one.past.get_or_init(|| self.past(&place.root)).as_ref()?),
        };
        let mut path = Arc::clone(&place.below);
        if past.file(&path).is_none()
            && let Some(Some(was)) = self.was(post, &place, &one)
        {
            path = below(&place.root, &was.kept.place)?;
        }
        let bytes = Id::of_bytes(post.doc.text().as_bytes());
        let is_as_committed = past.file(&path).is_some_and(|file| file.bytes == bytes);
        let past = match is_as_committed {
            true => past,
            false => {
                let version = Arc::new(Version::judged(post));
                Cow::Owned(past.of_file(&path, bytes, version, today))
            }
        };
        Some(trails(&past, &path, today))
    }
}

/// A path below the root.
fn below(root: &Path, place: &Path) -> Option<Arc<str>> {
    Some(Arc::from(tree::shown(place.strip_prefix(root).ok()?)))
}

/// What happened to the actions of a file.
pub(crate) fn trails(past: &Past, path: &str, today: Date) -> Trails {
    let lives = past.file(path).map(|file| file.lives.as_slice());
    let lives = lives.unwrap_or_default().iter();
    Trails {
        of_actions: lives.map(|life| Trail::of(past, life, today)).collect(),
        is_cut: past.is_cut,
    }
}

/// Runs work that uses threads where others may wait for it: those of the run must not be given each other's work meanwhile,
/// or one would wait for itself.
fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    let pool = rayon::ThreadPoolBuilder::new().build().ok()?;
    std::thread::scope(|scope| scope.spawn(|| pool.install(work)).join().ok())
}

/// A panic of another document does not spoil what was read for this one.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner())
}
