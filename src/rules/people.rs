//! Persons as the subject of a sentence.

use std::sync::LazyLock;

use crate::phrases::Expression;
use crate::postmortem::Action;
use crate::rules::Context;
use crate::words;

/// Where the person begins that a verb behind `before` belongs to: right before it, or at the head of a sentence that
/// goes on with "and" or a comma.
pub(crate) fn subject(cx: &Context, before: &str) -> Option<usize> {
    (BEFORE.start(before))
        .or_else(|| last_name(cx, before))
        .or_else(|| {
            let goes_on = GOES_ON.closes(before);
            goes_on.then(|| opening(cx, before)).flatten()
        })
}

/// Where the person begins with whom a sentence opens.
pub(crate) fn opening(cx: &Context, sentence: &str) -> Option<usize> {
    let head =
        sentence.trim_start_matches(|c: char| c.is_ascii_whitespace() || "*_('-".contains(c));
    let start = sentence.len() - head.len();
    (SUBJECT.opens(head).then_some(start)).or_else(|| first_name(cx, sentence))
}

/// A subject that is people.
static SUBJECT: LazyLock<Expression> = LazyLock::new(|| words::composed("person-subject"));

/// The same, and what may stand between it and the verb.
static BEFORE: LazyLock<Expression> = LazyLock::new(|| words::composed("person-before"));

/// The sentence goes on about the same subject.
static GOES_ON: LazyLock<Expression> = LazyLock::new(|| words::composed("person-goes-on"));

/// What stands between a person and the verb.
static BETWEEN: LazyLock<Expression> = LazyLock::new(|| words::composed("person-between"));

/// The name with which a text ends.
fn last_name(cx: &Context, text: &str) -> Option<usize> {
    let text = text.get(..BETWEEN.start(text)?)?;
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
