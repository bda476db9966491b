//! A repository as Git itself reads it, for what libgit2 cannot read: SHA-256, reftable, split indexes, partial clones.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use super::listing::{Entry, Listing, Mode};
use super::{Id, Missing, open};
use crate::error::{Error, LARGEST, Unreadable};
use crate::source::tree;

/// Git, started for each question; for the bytes of files one process answers all.
pub(super) struct Program {
    root: PathBuf,
    is_bare: bool,
    reader: Mutex<Option<Reader>>,
}

impl Program {
    /// The repository of the current folder, or of the hook that runs; none where there is no `git`, or it does not read
    /// it either.
    pub(super) fn open() -> Option<Self> {
        let is_bare = line(&["rev-parse", "--is-bare-repository"])? == "true";
        let root = match is_bare {
            true if std::env::var_os("GIT_DIR").is_some() => ".".to_owned(),
            true => line(&["rev-parse", "--absolute-git-dir"])?,
            false => line(&["rev-parse", "--show-toplevel"])?,
        };
        Some(Self {
            root: tree::absolute(Path::new(&root)),
            is_bare,
            reader: Mutex::default(),
        })
    }

    pub(super) fn root(&self) -> PathBuf {
        self.root.clone()
    }

    pub(super) fn is_shallow(&self) -> bool {
        line(&["rev-parse", "--is-shallow-repository"]).as_deref() == Some("true")
    }

    pub(super) fn is_sparse(&self) -> bool {
        line(&["config", "--type=bool", "--get", "core.sparseCheckout"]).as_deref() == Some("true")
    }

    pub(super) fn remotes(&self) -> Vec<String> {
        let names = line(&["remote"]).unwrap_or_default();
        names.lines().map(str::to_owned).collect()
    }

    pub(super) fn index(&self) -> Option<Listing> {
        if self.is_bare {
            return None;
        }
        // Paths of `ls-files` are relative to the current folder, those of `--full-name` to the root.
        let files = git(&["ls-files", "--stage", "-z", "--full-name", ":/"])?;
        let entries = parts(&files).filter_map(|part| {
            let (facts, path) = part.split_once('\t')?;
            let mut facts = facts.split(' ');
            let (kind, id, stage) = (facts.next()?, facts.next()?, facts.next()?);
            (stage == "0").then(|| Some((path.into(), entry(kind, id)?)))?
        });
        Some(Listing::new(entries.collect()))
    }

    pub(super) fn staged(&self) -> Option<Vec<String>> {
        let changed = git(&[
            "diff",
            "--cached",
            "--name-only",
            "-z",
            "--no-relative",
            "--no-renames",
            "--diff-filter=AMT",
        ])?;
        Some(parts(&changed).collect())
    }

    pub(super) fn commit(&self, rev: &str) -> Result<Id, Missing> {
        let name = |kind: &str| {
            let name = format!("{rev}{kind}");
            line(&[
                "rev-parse",
                "--verify",
                "--quiet",
                "--end-of-options",
                &name,
            ])
        };
        // A whole hash is a name whether or not the object is here.
        let is_here = |id: &str| git(&["cat-file", "-e", id]).is_some();
        match (name("^{commit}"), name("")) {
            (Some(id), _) => id.parse().map_err(|_| Missing::NoCommit),
            (None, Some(id)) if is_here(&id) => Err(Missing::NoCommit),
            (None, _) => Err(Missing::There),
        }
    }

    pub(super) fn tree(&self, commit: Id) -> Result<Listing, Error> {
        let commit = commit.to_string();
        let files = git(&["ls-tree", "-r", "-z", "--full-tree", &commit])
            .ok_or_else(|| missing(&commit))?;
        let entries = parts(&files).filter_map(|part| {
            let (facts, path) = part.split_once('\t')?;
            let mut facts = facts.split(' ');
            let (kind, _, id) = (facts.next()?, facts.next()?, facts.next()?);
            Some((path.into(), entry(kind, id)?))
        });
        Ok(Listing::new(entries.collect()))
    }

    pub(super) fn merge_base(&self, one: Id, two: Id) -> Option<Id> {
        let base = line(&["merge-base", &one.to_string(), &two.to_string()])?;
        base.parse().ok()
    }

    pub(super) fn bytes(&self, id: Id, path: &str) -> Result<Vec<u8>, Error> {
        let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        let mut ask = || -> Option<Result<Vec<u8>, Error>> {
            if reader.is_none() {
                *reader = Reader::start();
            }
            reader.as_mut()?.bytes(id, path)
        };
        match ask() {
            Some(read) => read,
            None => {
                // What stands in the pipes belongs to no question any more.
                *reader = None;
                Err(missing(path))
            }
        }
    }
}

/// `git cat-file --batch`.
struct Reader {
    child: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Reader {
    fn start() -> Option<Self> {
        let mut child = command(&["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        Some(Self {
            questions: child.stdin.take(),
            answers: BufReader::new(child.stdout.take()?),
            child,
        })
    }

    /// None when Git does not answer as it should.
    fn bytes(&mut self, id: Id, path: &str) -> Option<Result<Vec<u8>, Error>> {
        let questions = self.questions.as_mut()?;
        writeln!(questions, "{id}")
            .and_then(|()| questions.flush())
            .ok()?;
        let mut head = String::new();
        self.answers.read_line(&mut head).ok()?;
        let Some(size) = head.trim_end().split(' ').nth(2) else {
            return head.ends_with(" missing\n").then(|| Err(missing(path)));
        };
        let size: u64 = size.parse().ok()?;
        // A line feed follows.
        let mut rest = (&mut self.answers).take(size + 1);
        if size > LARGEST {
            std::io::copy(&mut rest, &mut std::io::sink()).ok()?;
            return Some(Err(Error::Read {
                path: path.to_owned(),
                problem: Unreadable::TooLarge,
            }));
        }
        let mut bytes = Vec::new();
        rest.read_to_end(&mut bytes).ok()?;
        (bytes.pop() == Some(b'\n')).then_some(Ok(bytes))
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // It ends when nobody can ask any more.
        self.questions = None;
        let _ = self.child.wait();
    }
}

/// An object that is not here.
fn missing(what: &str) -> Error {
    let keys = [
        "config",
        "--name-only",
        "--get-regexp",
        r"^remote\..*\.promisor$",
    ];
    let keys = line(&keys).unwrap_or_default();
    open::missing(what, keys.lines().find_map(open::remote_of))
}

fn entry(kind: &str, id: &str) -> Option<Entry> {
    let mode = match kind {
        "120000" => Mode::Link,
        kind if kind.starts_with("100") => Mode::File,
        _ => return None,
    };
    let id = id.parse().ok()?;
    Some(Entry { mode, id })
}

fn parts(output: &[u8]) -> impl Iterator<Item = String> + '_ {
    let parts = output
        .split(|&byte| byte == 0)
        .filter(|part| !part.is_empty());
    parts.map(|part| String::from_utf8_lossy(part).into_owned())
}

/// What a Git command writes, as text without the end of its last line.
fn line(args: &[&str]) -> Option<String> {
    let text = String::from_utf8(git(args)?).ok()?;
    Some(text.trim_end_matches(['\n', '\r']).to_owned())
}

/// What a Git command writes, when it succeeds.
fn git(args: &[&str]) -> Option<Vec<u8>> {
    let output = command(args).stdin(Stdio::null()).output().ok()?;
    output.status.success().then_some(output.stdout)
}

/// Git finds the index of a hook by the variables that it inherits. It must not ask the network for what a partial clone
/// left out: an old one that does not know how to do without may use no protocol.
fn command(args: &[&str]) -> Command {
    let mut command = Command::new("git");
    command
        .args(args)
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_ALLOW_PROTOCOL", "none")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stderr(Stdio::null());
    command
}
