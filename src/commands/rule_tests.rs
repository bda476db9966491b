//! `whys rules test`: the examples on the pages of a team's own rules, run.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Io, Outcome};
use crate::cli::{Common, RulesTestArgs};
use crate::config::{Configs, RULES, TeamRules, read_rules};
use crate::error::Error;
use crate::examples::{self, Problem};
use crate::report::visible;
use crate::rules::{Rules, TeamPage};
use crate::source::{self, Origin, tree};

/// A folder of rules, and which of its pages are asked for.
struct Asked {
    folder: PathBuf,
    page: Option<String>,
}

/// The counts of a run.
#[derive(Default)]
struct Counts {
    rules: usize,
    examples: usize,
    problems: usize,
}

pub(super) fn run(
    args: &RulesTestArgs,
    common: &Common,
    io: &mut Io<'_>,
) -> Result<Outcome, Error> {
    let asked = match args.paths.as_slice() {
        [] => here(common).map_err(|errors| io.all_but_last(errors))?,
        paths => paths
            .iter()
            .map(|path| asked(path))
            .collect::<Result<_, _>>()?,
    };
    let mut counts = Counts::default();
    let mut outcome = Outcome::Clean;
    for one in &asked {
        outcome = outcome.max(folder(one, args.bless, &mut counts, io)?);
    }
    match counts.rules {
        0 if outcome == Outcome::Clean => {
            io.note("no rules of a team found: they are pages in .whys/rules");
        }
        _ => io.summary(&told(&counts)),
    }
    Ok(outcome)
}

/// The rules that hold in the current folder.
fn here(common: &Common) -> Result<Vec<Asked>, Vec<Error>> {
    let here = tree::absolute(Path::new("."));
    let config = Configs::new(common.no_config).of(&here)?;
    let folder = config.folder.iter().map(|folder| Asked {
        folder: folder.join(RULES),
        page: None,
    });
    Ok(folder.collect())
}

/// What a path means: a page, a folder of pages, or a folder that has one.
fn asked(path: &Path) -> Result<Asked, Error> {
    let place = tree::absolute(path);
    let below = place.join(RULES);
    let is_page = place.extension().is_some_and(|ending| ending == "md");
    match () {
        () if below.is_dir() => Ok(Asked {
            folder: below,
            page: None,
        }),
        () if place.is_dir() => Ok(Asked {
            folder: place,
            page: None,
        }),
        () if is_page && place.is_file() => Ok(Asked {
            folder: place.parent().unwrap_or(&place).to_owned(),
            page: place
                .file_stem()
                .map(|stem| stem.to_string_lossy().into_owned()),
        }),
        () => Err(Error::Usage {
            message: format!(
                "{} is no page of a rule, nor a folder of pages",
                tree::shown(path)
            ),
            help: Some("name a file such as .whys/rules/our-jargon.md, or leave it out".to_owned()),
        }),
    }
}

fn folder(
    asked: &Asked,
    bless: bool,
    counts: &mut Counts,
    io: &mut Io<'_>,
) -> Result<Outcome, Error> {
    let root = tree::work_tree(&asked.folder).unwrap_or(&asked.folder);
    let mut found = read_rules(
        &Origin::Disk,
        &asked.folder,
        root,
        &tree::relative(&asked.folder),
    );
    if let Some(page) = &asked.page {
        found.team.pages.retain(|known| known.id == *page);
        found
            .errors
            .retain(|error| error.place.contains(&format!("/{page}.md")));
    }
    let mut rules = Rules::built_in();
    let mut outcome = Outcome::Clean;
    let wrong = rules.add(&found.team);
    for error in found.errors.drain(..).chain(wrong) {
        io.error(&Error::page(error));
        outcome = Outcome::Failed;
    }
    found.team.pages.retain(|page| {
        rules
            .get(&page.id)
            .is_some_and(|rule| rule.path().is_some())
    });
    let places: Vec<String> = found
        .team
        .pages
        .iter()
        .map(|page| page.path.clone())
        .collect();
    let shown = as_shown(found);
    for (page, place) in shown.team.pages.iter().zip(places) {
        outcome = outcome.max(one(page, &place, &shown, bless, counts, io)?);
    }
    Ok(outcome)
}

/// The rules with the paths that outputs on their pages show, wherever the folder is.
fn as_shown(mut rules: TeamRules) -> Arc<TeamRules> {
    for page in &mut rules.team.pages {
        page.path = format!("{RULES}/{}.md", page.id);
    }
    Arc::new(rules)
}

fn one(
    page: &TeamPage,
    place: &str,
    rules: &Arc<TeamRules>,
    bless: bool,
    counts: &mut Counts,
    io: &mut Io<'_>,
) -> Result<Outcome, Error> {
    let mut tested = examples::test(&page.id, &page.text, rules);
    if let Some(blessed) = tested.blessed.as_ref().filter(|_| bless) {
        write(Path::new(place), place, &page.text, blessed)?;
        io.note(&format!("{place}: its outputs are written anew"));
        tested = examples::test(&page.id, blessed, rules);
    }
    counts.rules += 1;
    counts.examples += tested.examples;
    counts.problems += tested.problems.len();
    for problem in &tested.problems {
        tell(place, problem, io)?;
    }
    Ok(match tested.problems.is_empty() {
        true => Outcome::Clean,
        false => Outcome::Findings,
    })
}

fn tell(place: &str, problem: &Problem, io: &mut Io<'_>) -> Result<(), Error> {
    let (line, message) = (problem.line, &problem.message);
    let place = visible(place);
    match &problem.output {
        None => writeln!(io.out, "{place}:{line}: {}", visible(message))?,
        Some(output) => {
            writeln!(io.out, "{place}:{line}: {}; whys says:", visible(message))?;
            for line in output.lines() {
                writeln!(io.out, "{}", format!("    {}", visible(line)).trim_end())?;
            }
        }
    }
    Ok(())
}

/// Writes a page, with the byte order mark and the ends of lines that it has.
fn write(path: &Path, shown: &str, before: &str, text: &str) -> Result<(), Error> {
    let bytes = source::file(path, shown)?;
    let bare = bytes.strip_prefix('\u{feff}').unwrap_or(&bytes);
    let mark = bytes.strip_suffix(bare).unwrap_or_default();
    let end = if bare.contains("\r\n") { "\r\n" } else { "\n" };
    if before.replace('\n', end) != bare {
        return Err(Error::Write {
            path: shown.to_owned(),
            source: std::io::Error::other("its lines end in two ways; make them one"),
        });
    }
    let text = format!("{mark}{}", text.replace('\n', end));
    source::replace(&tree::absolute(path), shown, &bytes, &text)
}

/// "5 examples of 2 rules are as their pages show".
fn told(counts: &Counts) -> String {
    let s = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let examples = s(counts.examples, "example");
    let rules = s(counts.rules, "rule");
    match counts.problems {
        0 => format!("{examples} of {rules}: all are as their pages show"),
        n => format!("{examples} of {rules}: {}", s(n, "problem")),
    }
}
