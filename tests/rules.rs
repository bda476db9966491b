//! Every page of `rules/` is a test: its examples, its form, its place in the index.
//!
//! `BLESS=1 cargo test --test rules` writes the outputs of the examples and the index.

use std::fmt::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::{env, fs};

use whys::examples;
use whys::rules::{Rule, Rules, checks, pages};
use whys::words;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("rules")
}

fn bless() -> bool {
    env::var_os("BLESS").is_some_and(|value| value == "1")
}

/// The pages as they are on disk, where blessing writes them.
fn read_pages() -> Vec<(String, String)> {
    pages()
        .map(|(id, _)| {
            let path = folder().join(format!("{id}.md"));
            let text = fs::read_to_string(&path).expect("a page that can be read");
            (id.to_owned(), text)
        })
        .collect()
}

#[test]
fn examples_are_reported_as_their_pages_show() {
    let mut wrong = String::new();
    for (id, page) in read_pages() {
        if Rules::built_in().get(&id).is_none() {
            let _ = writeln!(wrong, "rules/{id}.md: its check does not exist");
            continue;
        }
        let mut tested = examples::test(&id, &page, &Arc::default());
        if let Some(blessed) = tested.blessed.as_ref().filter(|_| bless()) {
            fs::write(folder().join(format!("{id}.md")), blessed)
                .expect("a page that can be written");
            tested = examples::test(&id, blessed, &Arc::default());
        }
        let rules = Rules::built_in();
        let promised = rules.get(&id).is_some_and(|rule| rule.page.fix.is_some());
        if promised != tested.fixable {
            let _ = writeln!(
                wrong,
                "rules/{id}.md: `fix` stands in its front matter where an example can be fixed, and only there"
            );
        }
        for problem in tested.problems {
            let output = problem.output.unwrap_or_default();
            let (line, message) = (problem.line, problem.message);
            let _ = writeln!(wrong, "rules/{id}.md:{line}: {message}\n{output}");
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
    for (_, fault) in page.faults() {
        say(&fault);
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
    let fenced: Vec<_> = examples::fences(text)
        .expect("closed fences")
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
    // What a requirement demands is for teams to say.
    let idle: Vec<&str> = checks::names()
        .filter(|name| !served.contains(name) && *name != "require")
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
