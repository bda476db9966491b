//! `whys init`: the first files of whys in a repository.

use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use super::documents;
use super::{Io, Outcome};
use crate::cli::{Common, InitArgs};
use crate::config::Configs;
use crate::error::Error;
use crate::git::{History, Identity};
use crate::init::{Planned, Repository, Seen, Survey, plan};
use crate::report::visible;
use crate::source::{self, Request, tree};

/// So many lines of a long list are shown.
const MOST_LINES: usize = 160;

pub(super) fn run(args: &InitArgs, common: &Common, io: &mut Io<'_>) -> Result<Outcome, Error> {
    let here = tree::absolute(Path::new("."));
    let root = tree::work_tree(&here).unwrap_or(&here).to_owned();
    let (survey, read) = survey(&root, common, io)?;
    let files: Vec<String> = source::markdown_files(&root)
        .map(|file| below(&root, &file))
        .collect();
    let mut history = History::open(&root);
    let authors: &[Identity] = &history.as_mut().map(History::authors).unwrap_or_default();
    let all = plan(&Repository {
        root: &root,
        survey: &survey,
        files: &files,
        authors,
        is_on_github: root.join(".github").is_dir()
            || history.is_some_and(|history| history.is_on_github()),
    });
    let (there, new): (Vec<Planned>, Vec<Planned>) = all
        .into_iter()
        .partition(|planned| root.join(&planned.path).symlink_metadata().is_ok());
    for planned in &new {
        inside(&root, &planned.path)?;
    }
    let asks = !args.yes
        && !args.dry_run
        && std::io::stdin().is_terminal()
        && std::io::stdout().is_terminal();
    if args.dry_run || asks {
        show(&new, io)?;
    }
    let found = survey.documents.len();
    io.note(&format!(
        "found {found} post-mortem{}",
        if found == 1 { "" } else { "s" }
    ));
    if args.dry_run || asks && !new.is_empty() && !agrees(io)? {
        io.note("nothing was written");
        return Ok(read);
    }
    for planned in &new {
        let place = root.join(&planned.path);
        let shown = tree::relative(&place);
        source::create(&place, &shown, &planned.text)?;
        writeln!(
            io.out,
            "wrote {}: {}",
            visible(&shown),
            visible(&planned.about)
        )?;
    }
    for planned in &there {
        tell_kept(&root, planned, io)?;
    }
    if new.is_empty() {
        io.note("everything is there already; nothing was written");
    }
    Ok(read)
}

/// What the post-mortems of the work tree show.
fn survey(root: &Path, common: &Common, io: &mut Io<'_>) -> Result<(Survey, Outcome), Error> {
    let configs = Configs::new(common.no_config);
    let paths = [PathBuf::from(tree::relative(root)).join(".")];
    let request = Request {
        paths: &paths,
        ..Request::default()
    };
    let found = documents::find(request, &configs, io)?;
    let done = documents::read(found, io, |post, place, _, _| {
        Ok(Seen::of(&below(root, place), post))
    });
    let seen = done.results.into_iter().flatten().collect();
    Ok((Survey::of(seen), done.outcome))
}

/// A path from the root on.
fn below(root: &Path, place: &Path) -> String {
    let place = tree::absolute(place);
    tree::shown(place.strip_prefix(root).unwrap_or(&place))
}

/// Refuses to write through a link that leads out of the work tree.
fn inside(root: &Path, path: &str) -> Result<(), Error> {
    let place = root.join(path);
    let folder = place.ancestors().skip(1).find(|folder| folder.exists());
    match folder.is_some_and(|folder| tree::leads_out(folder, root)) {
        false => Ok(()),
        true => Err(Error::Refused {
            path: path.to_owned(),
            message: format!("leads out of {}", tree::shown(root)),
            help: "nothing was written; a folder on the way is a link".to_owned(),
        }),
    }
}

fn show(new: &[Planned], io: &mut Io<'_>) -> Result<(), Error> {
    for planned in new {
        writeln!(io.out, "--- {}", visible(&planned.path))?;
        let lines = planned.text.lines();
        let rest = lines.clone().count().saturating_sub(MOST_LINES);
        for line in lines.take(MOST_LINES) {
            writeln!(io.out, "{}", visible(line))?;
        }
        if rest > 0 {
            writeln!(io.out, "… and {rest} lines more")?;
        }
        writeln!(io.out)?;
    }
    io.out.flush()?;
    Ok(())
}

/// Asks on the terminal; an empty answer is a yes.
fn agrees(io: &mut Io<'_>) -> Result<bool, Error> {
    let _ = write!(io.err, "Write these files? [Y/n] ").and_then(|()| io.err.flush());
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    let answer = answer.trim().to_lowercase();
    Ok(answer.is_empty() || ["y", "yes"].contains(&answer.as_str()))
}

/// A file that is there stays as it is; of a list of hooks without ours it is told what to add.
fn tell_kept(root: &Path, planned: &Planned, io: &mut Io<'_>) -> Result<(), Error> {
    let place = root.join(&planned.path);
    let shown = tree::relative(&place);
    writeln!(io.out, "kept {}", visible(&shown))?;
    let is_hook = planned.path.ends_with(".yaml");
    let knows = source::file(&place, &shown).is_ok_and(|text| text.contains("id: whys"));
    if is_hook && !knows {
        let repo = planned
            .text
            .lines()
            .skip_while(|line| !line.starts_with("  - "))
            .collect::<Vec<_>>()
            .join("\n");
        io.note(&format!("{shown} has no hook of whys; add below `repos:`"));
        writeln!(io.out, "{repo}")?;
    }
    Ok(())
}
