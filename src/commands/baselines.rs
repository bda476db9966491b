//! The baselines of a `lint` run: which holds for a document, and what is written down.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Io;
use super::documents::Configured;
use crate::baseline::{self, Baseline};
use crate::cli::{Common, LintArgs};
use crate::config::{Config, Configs, MORE, root_of};
use crate::error::Error;
use crate::linter::{self, Accepted, Linter, Verdict};
use crate::source::{self, Origin, STDIN, tree};

/// The baselines of a run.
pub(super) struct Baselines {
    books: Vec<Book>,
    /// By the folder of the configuration; the only one there is holds for every folder.
    by_folder: HashMap<PathBuf, usize>,
    named: bool,
    configs: Arc<Configs>,
    /// Whether all that is found is taken into them.
    takes: bool,
}

/// One file.
struct Book {
    place: PathBuf,
    shown: String,
    base: PathBuf,
    /// The text of the file; none where there is no file.
    text: Option<String>,
    entries: Baseline,
}

/// What a document has to do with a baseline.
pub(super) struct Judged {
    book: usize,
    path: String,
    found: Accepted,
    looked: Vec<String>,
}

impl Baselines {
    /// Reads what there is: the named file, else that beside the configuration of each document.
    pub(super) fn open(
        args: &LintArgs,
        common: &Common,
        documents: &[Configured],
        configs: &Arc<Configs>,
    ) -> Result<Self, Error> {
        let mut baselines = Self {
            configs: Arc::clone(configs),
            books: Vec::new(),
            by_folder: HashMap::new(),
            named: false,
            takes: args.write_baseline.is_some(),
        };
        if let Some(file) = named(args, common)? {
            baselines.named = true;
            let must_exist = !baselines.takes;
            let book = Book::open(file, &Origin::Disk, must_exist)?;
            baselines.books.push(book);
            return Ok(baselines);
        }
        if common.no_config {
            return Ok(baselines);
        }
        // What nobody names stands where the documents come from; what is to be written, in the work tree.
        let origin = match baselines.takes {
            true => &Origin::Disk,
            false => configs.origin(),
        };
        for document in documents {
            let folder = document.source.place.parent().unwrap_or(Path::new("/"));
            let folder = folder_of(configs, &document.config, folder);
            let file = folder.join(MORE).join(baseline::FILE);
            let wanted = baselines.takes || is_there(origin, &file);
            if wanted && !baselines.by_folder.contains_key(&folder) {
                refuse_outside(origin, &file, &folder)?;
                baselines.by_folder.insert(folder, baselines.books.len());
                baselines.books.push(Book::open(&file, origin, false)?);
            }
        }
        Ok(baselines)
    }

    /// What becomes of the findings of a document.
    pub(super) fn against(&self, config: &Config, path: &str) -> linter::Baseline<'_> {
        match self.of(config, path) {
            None => linter::Baseline::None,
            Some(_) if self.takes => linter::Baseline::Takes,
            Some((at, path)) => linter::Baseline::Hides(self.books[at].entries.of(&path)),
        }
    }

    /// What is to be written down of a document that was judged.
    pub(super) fn judged(
        &self,
        config: &Config,
        path: &str,
        linter: &Linter,
        verdict: &Verdict<'_>,
    ) -> Option<Judged> {
        let (book, path) = self.of(config, path).filter(|_| self.takes)?;
        let looked = verdict.looked.iter().map(|rule| (*rule).to_owned());
        let before = self.books[book].entries.of(&path).keys();
        let gone = before.filter(|rule| linter.is_gone(rule)).cloned();
        Some(Judged {
            looked: looked.chain(gone).collect(),
            found: verdict.accepted.clone(),
            book,
            path,
        })
    }

    /// The baseline that holds for a document, and the document's path in it.
    fn of(&self, config: &Config, path: &str) -> Option<(usize, String)> {
        // What has no name is known by none the next time.
        if path == STDIN || self.books.is_empty() {
            return None;
        }
        let place = tree::absolute(Path::new(path));
        let at = match self.named {
            true => 0,
            false => *self
                .by_folder
                .get(&folder_of(&self.configs, config, place.parent()?))?,
        };
        let book = self.books.get(at)?;
        Some((at, baseline::path_in(&book.base, &place)))
    }

    /// Writes down what was found, and says so.
    pub(super) fn write(mut self, judged: &[Judged], io: &mut Io<'_>) -> Result<(), Error> {
        for (at, book) in self.books.iter_mut().enumerate().filter(|_| self.takes) {
            let before = book.entries.text();
            let mut change = (0, 0);
            let mut paths = Vec::new();
            for one in judged.iter().filter(|one| one.book == at) {
                let looked = |rule: &str| one.looked.iter().any(|looked| looked == rule);
                let (new, gone) = book.entries.take(&one.path, one.found.clone(), looked);
                change = (change.0 + new, change.1 + gone);
                paths.push(one.path.as_str());
            }
            let text = book.entries.text();
            match &book.text {
                Some(_) if text == before => {}
                Some(there) => source::replace(&book.place, &book.shown, there, &text)?,
                None if book.entries.is_empty() => {}
                None => source::create(&book.place, &book.shown, &text)?,
            }
            io.note(&book.told(change, &paths));
        }
        Ok(())
    }
}

impl Book {
    fn open(file: &Path, origin: &Origin, must_exist: bool) -> Result<Self, Error> {
        let place = tree::absolute(file);
        let shown = tree::relative(&place);
        let text = (must_exist || is_there(origin, &place))
            .then(|| origin.text(&place, &shown))
            .transpose()?;
        let entries = match &text {
            Some(text) => Baseline::parse(text, &shown)?,
            None => Baseline::default(),
        };
        Ok(Self {
            base: baseline::base_of(&place),
            place,
            shown,
            text,
            entries,
        })
    }

    /// "baseline.json holds 12 findings, 5 of them new, 2 gone; it keeps those of 1 document that was not judged".
    fn told(&self, (new, gone): (usize, usize), judged: &[&str]) -> String {
        let count = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
        let holds = count(self.entries.len(), "finding");
        let mut told = format!("{} holds {holds}: {new} new, {gone} gone", self.shown);
        let others = self.entries.paths().filter(|path| !judged.contains(path));
        match others.count() {
            0 => {}
            n => {
                let were = if n == 1 { "was" } else { "were" };
                let others = count(n, "document");
                told.push_str(&format!("; those of {others} that {were} not judged stay"));
            }
        }
        told
    }
}

/// The file that the command line names.
fn named<'a>(args: &'a LintArgs, common: &Common) -> Result<Option<&'a Path>, Error> {
    let (message, help) = match (&args.baseline, &args.write_baseline) {
        (Some(read), Some(Some(written))) if read != written => (
            "--baseline is not read where --write-baseline names another file",
            "name one of them",
        ),
        (None, Some(None)) if common.no_config => (
            "with --no-config nothing says where the baseline stands",
            "name it: --write-baseline=FILE",
        ),
        (_, Some(Some(file))) | (Some(file), _) => return Ok(Some(file)),
        _ => return Ok(None),
    };
    Err(Error::Usage {
        message: message.to_owned(),
        help: Some(help.to_owned()),
    })
}

/// The folder that has, or would have, the `.whys` of a document.
fn folder_of(configs: &Configs, config: &Config, folder: &Path) -> PathBuf {
    let stated = config.folder.clone();
    stated.unwrap_or_else(|| configs.root_of(folder))
}

/// Whether there is a file, or a link to none: reading that tells what is wrong.
fn is_there(origin: &Origin, file: &Path) -> bool {
    origin.exists(file) || origin.is_disk() && file.is_symlink()
}

/// What nobody named is not followed out of the repository.
fn refuse_outside(origin: &Origin, file: &Path, folder: &Path) -> Result<(), Error> {
    match origin.leads_out(file, &root_of(folder)) {
        false => Ok(()),
        true => Err(Error::Config {
            place: tree::relative(file),
            message: "is a link that leads out of the repository".to_owned(),
            help: Some("put the file itself there".to_owned()),
        }),
    }
}
