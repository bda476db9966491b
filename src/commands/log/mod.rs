//! `whys log`: an entry more in the timeline of the live post-mortem.

mod attach;
mod live;

use std::io::Read;
use std::path::Path;

use jiff::Timestamp;

use super::{Io, Outcome};
use crate::cli::{Common, LogArgs};
use crate::config::{Config, Configs};
use crate::error::Error;
use crate::fix::set;
use crate::postmortem::ReadOptions;
use crate::record::{self, Clock, NewEntry, Now};
use crate::report::visible;
use crate::source;
use live::Live;

/// How often the entry is put in anew when an editor saves in between.
const TRIES: usize = 50;

pub(super) fn run(args: &LogArgs, common: &Common, io: &mut Io<'_>) -> Result<Outcome, Error> {
    let request = Asked::of(args)?;
    let configs = Configs::new(common.no_config);
    let live = live::find(args.file.as_deref(), &configs, io)?;
    let config = configs
        .of_document(&live.place)
        .map_err(|errors| io.all_but_last(errors))?;
    let pictures = attach::read(&args.attach, config.largest_picture())?;
    let folder = live.folder();
    let _lock = source::lock(&folder, &live.path)?;
    let mut kept = attach::keep(&pictures, &live)?;
    let written = write(args, &request, &config, &live, &kept);
    if written.is_err() {
        kept.take_back();
    }
    for note in written?.tell(&live, io)? {
        io.note(&note);
    }
    Ok(Outcome::Clean)
}

/// What is to be written down.
enum Asked {
    Entry(String),
    Chat(Vec<record::Said>, usize),
}

impl Asked {
    fn of(args: &LogArgs) -> Result<Self, Error> {
        let Some(from) = &args.from else {
            let text = args.text.clone().unwrap_or_default();
            return match text.contains(char::is_alphanumeric) {
                true => Ok(Asked::Entry(text)),
                false => Err(Error::Usage {
                    message: "the entry says nothing".to_owned(),
                    help: Some("say what happened: whys log \"paged the ledger team\"".to_owned()),
                }),
            };
        };
        let (shown, pasted) = match from == Path::new("-") {
            true => (source::STDIN.to_owned(), stdin()?),
            false => {
                let shown = source::tree::shown(from);
                let text = source::file(from, &shown)?;
                (shown, text)
            }
        };
        match record::read_chat(&pasted) {
            (said, _) if said.is_empty() => Err(Error::Refused {
                path: shown,
                message: "no line begins with a time".to_owned(),
                help: "copy the messages with their times, as in `[09:12] kim: paged`".to_owned(),
            }),
            (said, loose) => Ok(Asked::Chat(said, loose)),
        }
    }
}

fn stdin() -> Result<String, Error> {
    let mut bytes = Vec::new();
    let read = std::io::stdin()
        .lock()
        .take(crate::error::LARGEST)
        .read_to_end(&mut bytes);
    read.map_err(|error| Error::Read {
        path: source::STDIN.to_owned(),
        problem: crate::error::Unreadable::Io(error),
    })?;
    // What was pasted is read, not kept: a sign that is none is no reason to lose the rest.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What was written.
struct Written {
    /// The new entries: their lines and what stands there.
    entries: Vec<(usize, String)>,
    notes: Vec<String>,
}

impl Written {
    /// Prints where the entries are, and gives what is to be known besides.
    fn tell(self, live: &Live, io: &mut Io<'_>) -> Result<Vec<String>, Error> {
        for (line, entry) in &self.entries {
            writeln!(
                io.out,
                "{}",
                visible(&format!("{}:{line}: {entry}", live.path))
            )?;
        }
        Ok(self.notes)
    }
}

/// Puts the entries in and writes the document; when something else has changed it in between, once more.
fn write(
    args: &LogArgs,
    asked: &Asked,
    config: &Config,
    live: &Live,
    pictures: &attach::Kept,
) -> Result<Written, Error> {
    let options = config.read_options(&live.path);
    let mut tries = 0;
    loop {
        let before = source::file(&live.place, &live.path)?;
        let mut written = Written {
            entries: Vec::new(),
            notes: Vec::new(),
        };
        let after = changed(args, asked, &options, live, pictures, &before, &mut written)?;
        match source::replace(&live.place, &live.path, &before, &after) {
            Ok(()) => return Ok(written),
            Err(error) => {
                tries += 1;
                let is_now = source::file(&live.place, &live.path)?;
                if is_now == before || tries > TRIES {
                    return Err(error);
                }
            }
        }
    }
}

/// The document with what is asked for.
fn changed(
    args: &LogArgs,
    asked: &Asked,
    options: &ReadOptions,
    live: &Live,
    pictures: &attach::Kept,
    before: &str,
    written: &mut Written,
) -> Result<String, Error> {
    let clock = record::clock_of(before, options);
    if !clock.is_stated && !clock.named {
        written.notes.push(
            "the timeline states no zone; the entry is in UTC: write `(UTC)` in its heading"
                .to_owned(),
        );
    }
    let now = Now::new(args.today, &clock);
    let mut text = before.to_owned();
    let entries = match asked {
        Asked::Entry(said) => {
            let at = match &args.at {
                Some(at) => time(at, &clock, &now)?,
                None => now.at,
            };
            if let Some(milestone) = args.milestone {
                let word = milestone.word();
                text = set::set(&text, &[word], &set::Value::text(clock.iso(at)))
                    .map_err(|unset| unset.refused(before, &live.path))?;
            }
            vec![entry(said, args, at, pictures)]
        }
        Asked::Chat(said, loose) => {
            if *loose > 0 {
                written
                    .notes
                    .push(format!("{loose} lines before the first time are left out"));
            }
            chat(said, &clock, &now)?
        }
    };
    for entry in entries {
        let logged = record::insert(&text, options, &entry).map_err(|message| Error::Refused {
            path: live.path.clone(),
            message,
            help: "nothing was written; add the entry by hand, and report this if it should have worked".to_owned(),
        })?;
        text = logged.text;
        // Those below have moved.
        for (line, _) in written
            .entries
            .iter_mut()
            .filter(|(line, _)| *line >= logged.line)
        {
            *line += 1;
        }
        written.entries.push((logged.line, logged.written));
    }
    if crate::secrets::count(&text) > crate::secrets::count(before) {
        written.notes.push("what was written looks like a secret: take it out before you commit, and change it where it is used".to_owned());
    }
    Ok(text)
}

fn time(at: &str, clock: &Clock, now: &Now) -> Result<Timestamp, Error> {
    let resolved = record::read_time(at).and_then(|point| record::resolve(&point, clock, now));
    resolved.map_err(|wrong| Error::usage(format!("--at {at}: {wrong}")))
}

fn entry(said: &str, args: &LogArgs, at: Timestamp, pictures: &attach::Kept) -> NewEntry {
    let text = record::entry_text(said);
    let text = match args.milestone.map(|milestone| milestone.word()) {
        None => text,
        Some(word) => {
            let (first, rest) = word.split_at(1);
            format!("**{}{rest}.** {text}", first.to_uppercase())
        }
    };
    NewEntry {
        at,
        text,
        pictures: pictures.markdown(said),
    }
}

fn chat(said: &[record::Said], clock: &Clock, now: &Now) -> Result<Vec<NewEntry>, Error> {
    let points: Vec<_> = said.iter().map(|one| &one.point).collect();
    let moments = record::resolve_all(&points, clock, now).map_err(|(at, wrong)| {
        let line = said.get(at).map_or(0, |one| one.line);
        Error::Refused {
            path: format!("--from, line {line}"),
            message: wrong,
            help: "nothing was written".to_owned(),
        }
    })?;
    let entries = said.iter().zip(moments).map(|(one, at)| NewEntry {
        at,
        text: record::entry_text(&one.text),
        pictures: Vec::new(),
    });
    Ok(entries.collect())
}
