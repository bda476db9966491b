//! A post-mortem that is very like an earlier one, and does not name it.

use jiff::Unit;

use super::repeats::Earlier;
use crate::diagnostic::Findings;
use crate::related::{Alike, FollowUp, InCommon, as_written};
use crate::rules::Context;

/// So many words are told of each sort.
const WORDS: usize = 4;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    // Whoever says what it repeats has asked the question that this rule asks.
    if cx.post.metadata.repeat_of.is_some() {
        return;
    }
    let Some(earlier) = Earlier::of(cx) else {
        return;
    };
    let mut found = earlier.undeclared(cx, cx.settings());
    if cx
        .phrases("previous-reports")
        .is_match(cx.doc().running_text())
    {
        leave_out_nearest(&mut found, cx.settings().number("title"));
    }
    let Some(first) = found.first() else {
        return;
    };
    let common = earlier
        .index()
        .in_common(&cx.post.path, first, WORDS * SPARE);
    let common = telling_first(cx, in_own_words(cx, common));
    let is_one_matter = is_one_matter(cx, &earlier, first);
    let follow_up = earlier.follow_up(&first.digest.path);
    let others = match found.as_slice() {
        [_, second] => format!(", and like `{}`", second.digest.path),
        [_, second, rest @ ..] if !rest.is_empty() => {
            format!(
                ", and like `{}` and {} more",
                second.digest.path,
                rest.len()
            )
        }
        _ => String::new(),
    };
    let day = first
        .digest
        .day
        .map(|day| format!(" of {day}"))
        .unwrap_or_default();
    // A title says what was seen, and not that it is the same again.
    let how = match first.text >= cx.settings().number("text") {
        _ if is_one_matter => "may be about the same matter as",
        true => "very like",
        false => "the title is nearly that of",
    };
    out.report(
        cx.title_place(),
        format!(
            "{how} `{}`{day}{others}: {}",
            first.digest.path,
            common.in_words()
        ),
    )
    .help(help(cx, first, &follow_up, is_one_matter))
    .subject(&first.digest.id);
}

/// Takes away the nearest of the earlier ones that have nearly the same title: "see the previous post-mortem" is that one.
fn leave_out_nearest(found: &mut Vec<Alike<'_>>, title: f64) {
    let same = found
        .iter()
        .enumerate()
        .filter(|(_, one)| one.title >= title);
    let nearest = same.max_by_key(|(_, one)| one.digest.day);
    if let Some(at) = nearest.map(|(at, _)| at) {
        found.remove(at);
    }
}

/// So many times as many words are looked at as are told.
const SPARE: usize = 4;

/// What is in common, how it was noticed last, and without a single word of the titles where others tell more.
fn telling_first(cx: &Context, mut common: InCommon) -> InCommon {
    for words in [&mut common.causes, &mut common.text] {
        words.sort_by_key(|word| cx.phrases("words-of-noticing").is_match(word));
        words.truncate(WORDS);
    }
    if common.title.len() == 1 && !(common.causes.is_empty() && common.text.is_empty()) {
        common.title.clear();
    }
    common
}

/// What is in common, in the words of this document, those of its title in their order.
fn in_own_words(cx: &Context, common: InCommon) -> InCommon {
    let title = cx.post.title.as_ref().map_or("", |title| &title.value);
    let text = cx.doc().running_text();
    let mut of_title = as_written(&common.title, title);
    of_title.sort_by_key(|word| title.find(word.as_str()));
    InCommon {
        title: of_title,
        causes: as_written(&common.causes, text),
        text: as_written(&common.text, text),
        ..common
    }
}

/// Whether the other one is of the day before or so and only the texts are alike: most probably both tell of one change and what
/// it did, and nothing came back.
fn is_one_matter(cx: &Context, earlier: &Earlier, first: &Alike<'_>) -> bool {
    let own = earlier.index().at(&cx.post.path).and_then(|own| own.day);
    let days = first.digest.day.zip(own);
    let days = days.and_then(|(before, day)| before.until((Unit::Day, day)).ok());
    first.title < cx.settings().number("title")
        && days.is_some_and(|days| days.get_days() <= DAYS_OF_ONE)
}

/// So many days may lie between two reports on one matter.
const DAYS_OF_ONE: i32 = 2;

/// How many of the open actions had a ticket or a change when the other one was written: those may be done by now.
fn filed(cx: &Context, follow_up: &FollowUp) -> String {
    let is_filed = |text: &str| cx.phrases("filed-work").is_match(text);
    let filed = follow_up.open.iter().filter(|open| is_filed(&open.text));
    match filed.count() {
        0 => String::new(),
        1 => " (one of them has a ticket or a change)".to_owned(),
        n => format!(" ({n} of them have a ticket or a change)"),
    }
}

fn help(cx: &Context, alike: &Alike<'_>, follow_up: &FollowUp, is_one_matter: bool) -> String {
    let id = &alike.digest.id;
    if is_one_matter {
        return format!(
            "if both are about one matter, `related: [{id}]` or a link says so; if it came back, write `repeat_of: {id}` into the front matter and why"
        );
    }
    let done = match (follow_up.open.len(), follow_up.closed, follow_up.is_kept) {
        (_, 0, false) | (0, 0, true) => String::new(),
        (0, closed, _) => format!("; its actions are all closed ({closed}), and it came back"),
        (open, closed, _) => format!(
            "; of its {} actions {open} are open{}",
            open + closed,
            filed(cx, follow_up)
        ),
    };
    format!(
        "if it is the same again, write `repeat_of: {id}` into the front matter and why it came back; if it is not, `related: [{id}]` or a link says that you know{done}"
    )
}
