//! The form of a post-mortem is defined once: templates write what it says, rules ask for what it says, and what is filled
//! in with facts lints clean at every status.

#[path = "../program/mod.rs"]
mod program;

mod filled;
mod needs;
mod own;

use std::collections::BTreeMap;

use program::Folder;
use whys::postmortem::schema::SECTIONS;
use whys::postmortem::{PostMortem, ReadOptions, SectionKind};
use whys::rules::{Needs, Rules};

/// A post-mortem with nothing above info to say about it: the good one of the acceptance tests.
const GOOD: &str = include_str!("../acceptance/good.md");
const PICTURE: &[u8] = include_bytes!("../acceptance/refused-vouchers.png");

fn needs() -> Needs {
    Needs::of(&Rules::built_in())
}

fn read(text: &str) -> PostMortem {
    let options = ReadOptions {
        path: "postmortems/a.md".to_owned(),
        ..ReadOptions::default()
    };
    whys::read(text.to_owned(), &options)
}

/// Front matter and text.
fn parts(text: &str) -> (&str, &str) {
    let rest = text.strip_prefix("---\n").expect("front matter");
    let (front, body) = rest.split_once("\n---\n").expect("front matter");
    (front, body)
}

/// The kinds of the sections of the form, in the order of the document.
fn kinds(post: &PostMortem) -> Vec<SectionKind> {
    let mut kinds = Vec::new();
    for section in &post.sections.all {
        if section.kind != SectionKind::Other && !kinds.contains(&section.kind) {
            kinds.push(section.kind);
        }
    }
    kinds
}

/// What stands under each heading of the second level, by the kind of the section; sections of one kind are one, with
/// their headings a level lower.
fn contents(text: &str) -> BTreeMap<&'static str, String> {
    let mut contents: BTreeMap<&'static str, String> = BTreeMap::new();
    for section in parts(text).1.split("\n## ").skip(1) {
        let (heading, below) = section.split_once('\n').expect("a heading");
        let kind = SectionKind::of(heading);
        let content = contents.entry(kind.word()).or_default();
        if kind == SectionKind::Lessons {
            content.push_str(&format!("\n### {heading}\n"));
        }
        content.push_str(below);
    }
    contents
}

/// A template of this name as `whys new` fills it in, with its path.
fn new(folder: &Folder, template: &str) -> (String, String) {
    let args = [
        "new",
        "--template",
        template,
        "--today",
        "2026-04-06",
        "Valid vouchers were refused at checkout for almost three hours",
    ];
    let ana = [
        ("GIT_AUTHOR_NAME", "Ana"),
        ("GIT_AUTHOR_EMAIL", "ana@larkspur.example"),
    ];
    let ran = folder.run(&args, &ana, b"");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let path = ran.out.trim_end().to_owned();
    let text = String::from_utf8(folder.read(&path)).expect("UTF-8");
    (path, text)
}

/// The document with a front matter and sections of the good one in place of its own, as far as it has them.
fn fill(text: &str) -> String {
    let (front, body) = parts(text);
    // Templates say that their times are UTC.
    let good = GOOD
        .replace("-07:00", "Z")
        .replace("All times PST8PDT, 6 April 2026.\n", "");
    let (good_front, _) = parts(&good);
    let mut filled = String::from("---\n");
    for line in front.lines() {
        let key = line.split(':').next().unwrap_or_default();
        let good = good_front
            .lines()
            .find(|good| good.split(':').next() == Some(key));
        filled.push_str(match key {
            "status" => line,
            _ => good.unwrap_or(line),
        });
        filled.push('\n');
    }
    filled.push_str("---\n");
    let contents = contents(&good);
    let mut sections = body.split("\n## ");
    filled.push_str(sections.next().unwrap_or_default());
    for section in sections {
        let (heading, below) = section.split_once('\n').expect("a heading");
        let kind = SectionKind::of(heading);
        let good = contents.get(kind.word());
        let good = good.filter(|_| SECTIONS.iter().any(|part| part.kind == kind));
        let below = good.map_or(below, String::as_str);
        filled.push_str(&format!("\n## {heading}\n{below}"));
    }
    filled
}
