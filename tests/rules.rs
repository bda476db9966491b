//! Every page of `rules/` is a test: its examples, its form, its place in the index.
//!
//! `BLESS=1 cargo test --test rules` writes the outputs of the examples and the index.

mod around;

use std::fmt::Write;
use std::path::PathBuf;
use std::{env, fs};

use whys::linter::{Linter, Options};
use whys::postmortem::{ReadOptions, Status};
use whys::report::{Format, Printer, Style};
use whys::rules::{Known, Overlays, Presence, Profile, Rule, Rules, Voice, checks, pages};
use whys::words;

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 6, 1);

/// A fenced block of a page.
struct Fence<'a> {
    info: &'a str,
    text: &'a str,
    /// Where the text stands in the page.
    start: usize,
    line: usize,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("rules")
}

fn bless() -> bool {
    env::var_os("BLESS").is_some_and(|value| value == "1")
}

/// The pages as they are on disk, where blessing writes them.
fn read_pages() -> Vec<(String, String)> {
    let pages = pages().iter();
    pages
        .map(|(id, _)| {
            let path = folder().join(format!("{id}.md"));
            let text = fs::read_to_string(&path).expect("a page that can be read");
            ((*id).to_owned(), text)
        })
        .collect()
}

fn fences(page: &str) -> Vec<Fence<'_>> {
    let mut found = Vec::new();
    let mut open: Option<(&str, &str, usize, usize)> = None;
    let mut at = 0;
    for (number, line) in page.split_inclusive('\n').enumerate() {
        let bare = line.trim_end();
        let ticks = &bare[..bare.len() - bare.trim_start_matches('`').len()];
        match open {
            None if ticks.len() >= 3 => {
                open = Some((
                    ticks,
                    bare[ticks.len()..].trim(),
                    at + line.len(),
                    number + 1,
                ));
            }
            Some((opened, info, start, line)) if bare == opened => {
                let text = &page[start..at];
                found.push(Fence {
                    info,
                    text,
                    start,
                    line,
                });
                open = None;
            }
            _ => {}
        }
        at += line.len();
    }
    assert!(open.is_none(), "a fence is not closed");
    found
}

/// What an example is linted with besides the rule: `profile=facts` behind `md bad`, and above it a fence `toml whys.toml`
/// and one `toml around`, which tells what lies around it.
struct Setting<'a> {
    profile: Profile,
    config: &'a str,
    around: &'a str,
}

/// The findings of one rule in an example, as a user sees them.
fn output(id: &str, text: &str, setting: &Setting) -> String {
    let config: toml::Table = setting.config.parse().expect("TOML");
    let table = |key: &str| {
        config
            .get(key)
            .and_then(|v| v.as_table())
            .cloned()
            .unwrap_or_default()
    };
    let tracker = table("tracker")
        .get("pattern")
        .and_then(|v| v.as_str())
        .map(|p| regex::Regex::new(p).expect("a pattern"));
    let tracker_url = table("tracker")
        .get("url")
        .and_then(|v| v.as_str())
        .map(str::to_owned);
    let timezone = config
        .get("timezone")
        .and_then(|v| v.as_str())
        .map(str::to_owned);
    let names = |key: &str| table(key).keys().cloned().collect::<Vec<_>>();
    let severities = table("severities").into_iter().map(|(name, value)| {
        let days = value.get("due-days").and_then(toml::Value::as_integer);
        (name, days.and_then(|days| u32::try_from(days).ok()))
    });
    let overlays: Overlays = table("rules")
        .into_iter()
        .filter_map(|(rule, value)| Some((rule, value.as_table()?.clone())))
        .collect();
    let read = ReadOptions {
        path: "example.md".to_owned(),
        timezone: timezone.clone(),
        teams: names("teams"),
        tracker: tracker.clone(),
    };
    let post = whys::read(text.to_owned(), &read);
    let facts = setting.profile == Profile::Facts;
    let status = post.metadata.status.as_ref().map(|status| status.value);
    let mut known = Known {
        people: names("people"),
        teams: names("teams"),
        tracker,
        tracker_url,
        timezone,
        severities: severities.collect(),
        terms: names("terms"),
        domains: own_domains(&table("domains")),
        files: Some(Box::new(|_, _| Some(Presence::Absent))),
        ..Known::default()
    };
    around::tell(&mut known, setting.around);
    let options = Options {
        profile: Some(setting.profile),
        status: if facts {
            None
        } else {
            Some(status.unwrap_or(Status::Final))
        },
        whole: true,
        select: vec![id.to_owned()],
        known,
        ..Options::new(TODAY)
    };
    let linter =
        Linter::new(Rules::load(&overlays).expect("settings"), options).expect("a rule that runs");
    let mut printer = Printer::new(Format::Full, Style::default());
    let mut out = Vec::new();
    let piece = printer.file(&post, &linter.lint(&post));
    printer.add(&mut out, piece).expect("memory");
    let text = String::from_utf8(out).expect("UTF-8");
    format!("{}\n", text.trim_end())
        .trim_start_matches('\n')
        .to_owned()
}

fn own_domains(domains: &toml::Table) -> Vec<String> {
    let own = domains.get("own").and_then(toml::Value::as_array);
    let own = own.into_iter().flatten().filter_map(toml::Value::as_str);
    own.map(str::to_owned).collect()
}

#[test]
fn examples_are_reported_as_their_pages_show() {
    let mut wrong = String::new();
    for (id, page) in read_pages() {
        if Rules::built_in().get(&id).is_none() {
            let _ = writeln!(wrong, "rules/{id}.md: its check does not exist");
            continue;
        }
        let mut blessed = page.clone();
        let mut moved = 0isize;
        let (mut config, mut around) = ("", "");
        let mut shown: Option<String> = None;
        let (mut bad, mut good) = (0, 0);
        for fence in fences(&page) {
            let place = format!("rules/{id}.md:{}", fence.line);
            let profile = match fence.info.rsplit_once("profile=") {
                Some((_, name)) => Profile::parse(name).expect("a profile"),
                None => Profile::BarRaiser,
            };
            let setting = Setting {
                profile,
                config,
                around,
            };
            if fence.info.starts_with("md bad") {
                bad += 1;
                let output = output(&id, fence.text, &setting);
                if output.trim().is_empty() {
                    let _ = writeln!(wrong, "{place}: this bad example is not reported");
                }
                shown = Some(output);
            } else if fence.info.starts_with("md good") {
                good += 1;
                let output = output(&id, fence.text, &setting);
                if !output.trim().is_empty() {
                    let _ = writeln!(wrong, "{place}: this good example is reported:\n{output}");
                }
            } else if fence.info == "toml around" {
                around = fence.text;
            } else if fence.info.starts_with("toml") {
                config = fence.text;
            } else if fence.info == "text output" {
                let Some(output) = shown.take() else {
                    let _ = writeln!(wrong, "{place}: an output without a bad example above it");
                    continue;
                };
                if output != fence.text && bless() {
                    let start = (fence.start as isize + moved) as usize;
                    blessed.replace_range(start..start + fence.text.len(), &output);
                    moved += output.len() as isize - fence.text.len() as isize;
                } else if output != fence.text {
                    let _ = writeln!(wrong, "{place}: the output differs; whys says\n{output}");
                }
            }
            if shown.is_some() && !fence.info.starts_with("md bad") {
                let _ = writeln!(wrong, "{place}: the bad example above has no output");
                shown = None;
            }
        }
        if bad == 0 || good == 0 {
            let _ = writeln!(wrong, "rules/{id}.md: it needs a bad and a good example");
        }
        if blessed != page {
            fs::write(folder().join(format!("{id}.md")), blessed)
                .expect("a page that can be written");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_page_is_well_formed() {
    let mut wrong = String::new();
    for (id, page) in read_pages() {
        let mut say = |what: &str| {
            let _ = writeln!(wrong, "rules/{id}.md: {what}");
        };
        if !id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
            say("the name is not in kebab case");
        }
        let rule = match Rule::parse(id.clone().into(), page.clone().into()) {
            Ok(rule) => rule,
            Err(problem) => {
                say(&problem);
                continue;
            }
        };
        form(&rule, &mut say);
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

fn form(rule: &Rule, say: &mut dyn FnMut(&str)) {
    let page = &rule.page;
    for text in [&page.summary, &page.why, &page.question] {
        if !text.trim_end().ends_with(['.', '?']) || text.contains('\n') {
            say(&format!("`{text}` is not one line that ends a sentence"));
        }
    }
    if page.facts == Voice::Rising || page.standard == Voice::NotStated {
        say("`rising` is for `standard`, `not-stated` for `facts`");
    }
    if page.not_stated.is_some() != (page.facts == Voice::NotStated) {
        say("`not-stated` has a phrase where `facts` is not-stated, and only there");
    }
    if page
        .several
        .as_ref()
        .is_some_and(|message| !message.contains("{n}"))
    {
        say("`several` tells how many");
    }
    for list in page.words.iter().filter(|list| !words::exists(list)) {
        say(&format!("there is no word list `{list}`"));
    }
    let headings: Vec<&str> = headings(&rule.text);
    let (first, rest) = headings
        .split_first()
        .map_or(("", &[][..]), |(first, rest)| (*first, rest));
    if !first.starts_with("# ") {
        say("it does not begin with its title");
    }
    // What a rule of phrases says is no matter of taste.
    let mut own = page
        .settings
        .names()
        .filter(|name| !["message", "help", "except"].contains(name));
    let due: &[&str] = match own.next() {
        Some(_) => &["## Why", "## Examples", "## Settings"],
        None => &["## Why", "## Examples"],
    };
    if rest != due && rest != ["## Why", "## Examples", "## Settings"] {
        say(&format!("its headings are {rest:?}, not {due:?}"));
    }
}

/// The headings outside fences.
fn headings(text: &str) -> Vec<&str> {
    let fenced: Vec<_> = fences(text)
        .iter()
        .map(|f| f.start..f.start + f.text.len())
        .collect();
    let mut at = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        if line.starts_with('#') && !fenced.iter().any(|f| f.contains(&at)) {
            found.push(line.trim_end());
        }
        at += line.len();
    }
    found
}

#[test]
fn every_check_serves_a_page() {
    let rules = Rules::built_in();
    let served: Vec<&str> = rules.iter().map(|rule| rule.page.check.as_str()).collect();
    let idle: Vec<&str> = checks::names()
        .filter(|name| !served.contains(name))
        .collect();
    assert!(idle.is_empty(), "no page has `check:` {idle:?}");
}

#[test]
fn the_index_lists_every_rule() {
    let path = folder().join("README.md");
    let readme = fs::read_to_string(&path).expect("the index");
    let (before, rest) = readme
        .split_once("<!-- index -->\n")
        .expect("the beginning of the index");
    let (listed, after) = rest
        .split_once("<!-- /index -->")
        .expect("the end of the index");
    let index = index();
    if listed != index && bless() {
        fs::write(
            &path,
            format!("{before}<!-- index -->\n{index}<!-- /index -->{after}"),
        )
        .expect("the index");
        return;
    }
    assert!(
        listed == index,
        "rules/README.md: the index differs; run BLESS=1 cargo test --test rules"
    );
}

fn index() -> String {
    let mut index = String::new();
    let mut group = "";
    for rule in Rules::built_in().iter() {
        let page = &rule.page;
        if page.group.word() != group {
            group = page.group.word();
            let _ = writeln!(
                index,
                "\n### {}\n\n| rule | facts | standard | from | it reports |\n| --- | --- | --- | --- | --- |",
                title(group)
            );
        }
        let _ = writeln!(
            index,
            "| [{id}]({id}.md) | {} | {} | {} | {} |",
            page.facts.word(),
            page.standard.word(),
            page.from.word(),
            page.summary,
            id = rule.id
        );
    }
    index + "\n"
}

fn title(group: &str) -> String {
    match group {
        "action" => "Actions, each open one".to_owned(),
        "actions" => "Actions, the set".to_owned(),
        _ => group[..1].to_uppercase() + &group[1..],
    }
}
