//! What can go wrong, by what the user can do about it; a finding is not an error.

use std::fmt;
use std::io;

use crate::rules::PageError;

/// A failure. Each names the path, id or revision that it is about.
#[derive(Debug)]
pub enum Error {
    /// The command line asks for something that is not there or contradicts itself: type it differently.
    Usage {
        /// What is wrong with it.
        message: String,
        /// What to type instead.
        help: Option<String>,
    },
    /// A document cannot be read: correct the path, the permissions or the file.
    Read {
        /// The path as given or found.
        path: String,
        /// Why.
        problem: Unreadable,
    },
    /// A file cannot be written: choose another place, or make room.
    Write {
        /// The path.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// A file that whys will not change.
    Refused {
        /// The path.
        path: String,
        /// Why.
        message: String,
        /// What to do instead.
        help: String,
    },
    /// The configuration is wrong: edit it.
    Config {
        /// `path:line:column`, or the path alone.
        place: String,
        /// What is wrong there.
        message: String,
        /// What to write instead.
        help: Option<String>,
    },
    /// The repository does not give what is asked for.
    Git {
        /// The repository, path or revision.
        what: String,
        /// Why.
        message: String,
        /// What to do.
        help: Option<String>,
    },
    /// whys itself is wrong: report it.
    Internal {
        /// The document that was being read, when there was one.
        path: Option<String>,
        /// What the program says.
        message: String,
    },
    /// Standard output is gone or full.
    Output(io::Error),
}

/// Why a document cannot be read.
#[derive(Debug)]
pub enum Unreadable {
    /// The system says no.
    Io(io::Error),
    /// A folder where a file is due.
    Folder,
    /// Not UTF-8; where the first wrong byte stands, and whether it looks like UTF-16.
    NotUtf8 {
        /// Its line, from 1.
        line: usize,
        /// Its column, from 1.
        column: usize,
        /// Whether the file begins with the mark of UTF-16.
        utf16: bool,
    },
    /// Larger than whys reads.
    TooLarge,
}

/// The largest document that is read, in bytes: far beyond any post-mortem, and small enough to keep in memory.
pub const LARGEST: u64 = 16 << 20;

/// The question to ask about a name that is nearly a known one.
pub fn did_you_mean<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<String> {
    crate::rules::nearest(name, known).map(|near| format!("did you mean `{near}`?"))
}

impl Error {
    /// An error of usage without advice.
    pub fn usage(message: impl Into<String>) -> Self {
        Error::Usage {
            message: message.into(),
            help: None,
        }
    }

    /// A rule that does not exist, and the one that was probably meant.
    pub fn unknown_rule(id: &str, near: Option<&str>) -> Self {
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`whys rules` lists them".to_owned(),
        };
        Error::Usage {
            message: format!("there is no rule `{id}`"),
            help: Some(help),
        }
    }

    /// What is wrong with a page of a team's rules.
    pub fn page(wrong: PageError) -> Self {
        Error::Config {
            place: wrong.place,
            message: wrong.message,
            help: wrong.help,
        }
    }

    /// Whether the reader of the output has gone away, which is no failure of ours.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Error::Output(source) if source.kind() == io::ErrorKind::BrokenPipe)
    }

    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Error::Usage { help, .. } | Error::Config { help, .. } | Error::Git { help, .. } => {
                help.clone()
            }
            Error::Refused { help, .. } => Some(help.clone()),
            Error::Read { problem, .. } => problem.help(),
            Error::Write { source, .. } if source.kind() == io::ErrorKind::AlreadyExists => {
                Some("nothing was overwritten; choose another title or name".to_owned())
            }
            Error::Write { .. } | Error::Output(_) => None,
            Error::Internal { .. } => Some(
                "this is a defect of whys; please report it, with the document if you can"
                    .to_owned(),
            ),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Usage { message, .. } => f.write_str(message),
            Error::Read { path, problem } => match problem.place() {
                Some((line, column)) => write!(f, "{path}:{line}:{column}: {problem}"),
                None => write!(f, "{path}: {problem}"),
            },
            Error::Write { path, source } => {
                write!(f, "{path}: cannot be written: {}", reason(source))
            }
            Error::Refused { path, message, .. } => write!(f, "{path}: {message}"),
            Error::Config { place, message, .. } => write!(f, "{place}: {message}"),
            Error::Git { what, message, .. } => write!(f, "{what}: {message}"),
            Error::Internal {
                path: Some(path),
                message,
            } => write!(f, "{path}: internal error: {message}"),
            Error::Internal {
                path: None,
                message,
            } => write!(f, "internal error: {message}"),
            Error::Output(source) => {
                write!(f, "the output cannot be written: {}", reason(source))
            }
        }
    }
}

impl Unreadable {
    /// Where in the file, both from 1.
    pub fn place(&self) -> Option<(usize, usize)> {
        match self {
            Unreadable::NotUtf8 { line, column, .. } => Some((*line, *column)),
            _ => None,
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Unreadable::Io(source) => match source.kind() {
                io::ErrorKind::NotFound => Some("check the path".to_owned()),
                io::ErrorKind::PermissionDenied => Some("check its permissions".to_owned()),
                _ => None,
            },
            Unreadable::Folder => Some("name a file".to_owned()),
            Unreadable::NotUtf8 { utf16: true, .. } => {
                Some("it looks like UTF-16; save it as UTF-8".to_owned())
            }
            Unreadable::NotUtf8 { .. } => Some("save it as UTF-8".to_owned()),
            Unreadable::TooLarge => {
                Some("move raw data into files of their own and link to them".to_owned())
            }
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreadable::Io(source) if source.kind() == io::ErrorKind::NotFound => {
                f.write_str("there is no such file or folder")
            }
            Unreadable::Io(source) => write!(f, "cannot be read: {}", reason(source)),
            Unreadable::Folder => f.write_str("is a folder"),
            Unreadable::NotUtf8 { .. } => f.write_str("is not UTF-8 from here on"),
            Unreadable::TooLarge => write!(
                f,
                "is larger than the {} MiB that whys reads",
                LARGEST >> 20
            ),
        }
    }
}

/// The reason of the system in its own words, without the number that Rust adds.
fn reason(source: &io::Error) -> String {
    let text = source.to_string();
    let text = text
        .split_once(" (os error")
        .map_or(text.as_str(), |(reason, _)| reason);
    text.to_lowercase()
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Write { source, .. } | Error::Output(source) => Some(source),
            Error::Read {
                problem: Unreadable::Io(source),
                ..
            } => Some(source),
            _ => None,
        }
    }
}

impl From<io::Error> for Error {
    /// Everything that is written through a plain `?` goes to standard output; files name their path.
    fn from(source: io::Error) -> Self {
        Error::Output(source)
    }
}
