//! Persons as the subject of a sentence.

use std::sync::LazyLock;

use regex::Regex;

use crate::postmortem::Action;
use crate::rules::Context;
use crate::words;

/// The subjects that are people, as alternatives of a regular expression.
pub(crate) fn subjects() -> String {
    any("person-subjects")
}

/// What may stand between them and the verb.
fn adverbs() -> String {
    any("person-adverbs")
}

fn any(list: &str) -> String {
    words::entries(list)
        .collect::<Vec<_>>()
        .join("|")
        .replace(' ', r"\s+")
}

/// Where the person begins that a verb behind `before` belongs to: right before it, or at the head of a sentence that
/// goes on with "and" or a comma.
pub(crate) fn subject(cx: &Context, before: &str) -> Option<usize> {
    let start = |form: &Regex| form.captures(before)?.get(1).map(|subject| subject.start());
    start(&BEFORE)
        .or_else(|| last_name(cx, before))
        .or_else(|| {
            let goes_on = GOES_ON.is_match(before);
            goes_on.then(|| opening(cx, before)).flatten()
        })
}

/// Where the person begins with whom a sentence opens.
pub(crate) fn opening(cx: &Context, sentence: &str) -> Option<usize> {
    let head = HEAD.captures(sentence).and_then(|head| head.get(1));
    head.map(|person| person.start())
        .or_else(|| first_name(cx, sentence))
}

static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"\b({})(?:,?\s+(?:{}))*,?\s+$",
        subjects(),
        adverbs()
    ))
});

static HEAD: LazyLock<Regex> = LazyLock::new(|| regex(&format!(r"^[\s*_('-]*({})\b", subjects())));

/// The sentence goes on about the same subject.
static GOES_ON: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?:,|\b(?:and|but|or|then))(?:\s+(?:{}))*\s+$",
        adverbs()
    ))
});

/// What stands between a person and the verb.
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?:\s\([^)]*\))?(?:,?\s+(?:{}))*,?\s+$",
        adverbs()
    ))
});

fn regex(pattern: &str) -> Regex {
    words::regex(pattern).unwrap_or_else(|error| unreachable!("a pattern of ours: {error}"))
}

/// The name with which a text ends.
fn last_name(cx: &Context, text: &str) -> Option<usize> {
    let text = text.get(..BETWEEN.find(text)?.start())?;
    let name = text
        .rsplit(|c: char| c.is_whitespace() || "(*_".contains(c))
        .next()?;
    is_person(cx, name).then_some(text.len() - name.len())
}

/// The name with which a text begins.
fn first_name(cx: &Context, text: &str) -> Option<usize> {
    let name = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@');
    let start = text.len() - name.len();
    let name = name
        .split(|c: char| c.is_whitespace() || ",*_)".contains(c))
        .next()?;
    is_person(cx, name).then_some(start)
}

/// A handle, a common given name, or somebody whom the document or the configuration names.
fn is_person(cx: &Context, name: &str) -> bool {
    let metadata = &cx.post.metadata;
    let roles = metadata.roles().map(|fact| fact.value.as_str());
    let owners = cx
        .post
        .actions
        .iter()
        .flat_map(|action: &Action| &action.owners)
        .map(|owner| owner.value.as_str());
    let mut known = roles
        .chain(owners)
        .chain(cx.known.people.iter().map(String::as_str));
    let handle = name.starts_with('@') && name.len() > 1;
    let named = || words::set("given-names").contains(name.to_lowercase().as_str());
    let mut said = || {
        known.any(|person| {
            person
                .split_whitespace()
                .any(|word| word.trim_matches(['@', ',']).eq_ignore_ascii_case(name))
        })
    };
    handle || name.starts_with(char::is_uppercase) && (named() || said())
}
