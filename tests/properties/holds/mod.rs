//! What holds for every text. The properties ask it of texts that they strew together, the fuzz targets (`fuzz/`) of
//! those that they come upon; so each is stated once.

mod fixes;
mod front;
mod reports;
mod silencers;
mod spans;

use std::sync::LazyLock;

use whys::linter::{Linter, Options};
use whys::postmortem::{PostMortem, ReadOptions};
use whys::rules::{Profile, Rules};

pub use fixes::mends_once;
pub use front::stays_in_front;
pub use silencers::only_silence;

/// Every rule that can speak does.
static LINTER: LazyLock<Linter> = LazyLock::new(|| {
    let options = Options {
        profile: Some(Profile::BarRaiser),
        whole: true,
        ..Options::new(jiff::civil::date(2026, 6, 1))
    };
    Linter::new(Rules::built_in(), options).expect("rules that exist")
});

fn options() -> ReadOptions {
    ReadOptions {
        path: "incidents/a.mdx".to_owned(),
        ..ReadOptions::default()
    }
}

fn read(text: &str) -> PostMortem {
    whys::read(text.to_owned(), &options())
}

/// The text is read inside its file.
pub fn is_read(text: &str) {
    spans::are_inside(text, &read(text));
}

/// The text is read and judged inside its file, and every report on it can be shown.
pub fn is_judged(text: &str) {
    let post = read(text);
    spans::are_inside(text, &post);
    let verdict = LINTER.lint(&post);
    spans::of_findings_are_inside(&post, &verdict);
    reports::are_harmless(&post, &verdict);
}

/// The text without one of its lines.
pub fn without_line(text: &str, left_out: usize) -> String {
    let lines = text.split_inclusive('\n').enumerate();
    let kept = lines.filter(|(at, _)| *at != left_out);
    kept.map(|(_, line)| line).collect()
}
