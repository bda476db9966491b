//! Fixes change what they say and nothing else.

use serde_json::Value;
use whys::fix::{Mended, mend};
use whys::linter::Baseline;
use whys::report::facts;

use super::{LINTER, options, read, spans};

/// What there is as often as before, whatever is mended.
const COUNTED: [&str; 5] = [
    "sections",
    "lessons",
    "actions",
    "ephemeral_links",
    "pictures",
];

/// Made twice, fixes change nothing more, what is counted as made has changed the text, and the text that they leave is
/// read as before. Gives that text.
pub fn mends_once(text: &str) -> String {
    let once = fixed(text);
    let twice = fixed(&once.text);
    assert_eq!(once.text, twice.text, "from {text:?}");
    assert!(twice.done.is_empty(), "{:?} from {text:?}", twice.done);
    assert_eq!(once.done.is_empty(), once.text == text, "{text:?}");
    assert_eq!(secrets(&once.text), secrets(text), "from {text:?}");
    is_read_as_before(text, &once);
    once.text
}

/// How often a secret stands in a text: within a longer word nobody can tell it for one.
fn secrets(text: &str) -> usize {
    let found = text.match_indices("ghp_a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8");
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let alone = found.filter(|(at, secret)| {
        let (before, behind) = (&text[..*at], &text[at + secret.len()..]);
        !before.ends_with(is_part) && !behind.starts_with(is_part)
    });
    alone.count()
}

fn fixed(text: &str) -> Mended<'static> {
    mend(text.to_owned(), &options(), &LINTER, Baseline::None)
}

fn is_read_as_before(text: &str, mended: &Mended<'_>) {
    let post = read(&mended.text);
    spans::are_inside(&mended.text, &post);
    spans::of_findings_are_inside(&mended.post, &mended.verdict);
    let is = facts::json(&post);
    assert_eq!(is, facts::json(&mended.post), "from {text:?}");
    let was = facts::json(&read(text));
    let count = |facts: &Value, of: &str| facts[of].as_array().map(Vec::len);
    for of in COUNTED {
        assert_eq!(count(&was, of), count(&is, of), "{of} from {text:?}");
    }
    for one in ["title", "date", "status", "severity", "team", "trigger"] {
        assert!(
            was[one].is_null() || !is[one].is_null(),
            "{one} from {text:?}"
        );
    }
}
