//! The verbs by which actions are told from notes, in any of their forms.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::words;

/// The form in which a verb stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `add`
    Base,
    /// `adds`
    Third,
    /// `adding`
    Ing,
    /// `added`
    Past,
}

static IRREGULAR: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    words::entries("irregular-verbs")
        .filter_map(|line| line.split_once(' '))
        .collect()
});

/// The base form and the form of a word, when it is one of the verbs of actions. The word is in lower case.
pub(super) fn of(word: &str) -> Option<(&'static str, Form)> {
    // "We tweaked/adjusted the limit"
    let word = word.split_once('/').map_or(word, |(first, _)| first);
    let verbs = words::set("action-verbs");
    let known = |base: &str| verbs.get(base).copied();
    if let Some(base) = known(word) {
        return Some((base, Form::Base));
    }
    if let Some(base) = IRREGULAR.get(word) {
        return Some((base, Form::Past));
    }
    let regular = |suffix: &str, form: Form| {
        let stem = word.strip_suffix(suffix)?;
        stems(stem, form).find_map(|base| known(&base).map(|base| (base, form)))
    };
    regular("ing", Form::Ing)
        .or_else(|| regular("ed", Form::Past))
        .or_else(|| regular("s", Form::Third))
}

/// The base forms that a stem may belong to: `add`, `us(e)`, `ru(n)n`, `appl(y)`.
fn stems(stem: &str, form: Form) -> impl Iterator<Item = String> + use<> {
    let doubled = stem
        .char_indices()
        .next_back()
        .filter(|(at, last)| form != Form::Third && stem[..*at].ends_with(*last))
        .map(|(at, _)| stem[..at].to_owned());
    let ies = stem
        .strip_suffix(if form == Form::Third { "ie" } else { "i" })
        .map(|s| format!("{s}y"));
    let es = stem.strip_suffix('e').map(str::to_owned);
    let silent = (form != Form::Third).then(|| format!("{stem}e"));
    [Some(stem.to_owned()), silent, doubled, ies, es]
        .into_iter()
        .flatten()
}
