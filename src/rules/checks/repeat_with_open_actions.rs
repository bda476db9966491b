//! A repeat of an outage whose actions are still open.

use std::cmp::Reverse;

use super::repeats::Earlier;
use super::stems;
use crate::diagnostic::Findings;
use crate::postmortem::file_stem;
use crate::related::{Index, OpenAction};
use crate::rules::{Context, Need, quote};

/// So many of the actions are told.
const TOLD: usize = 3;

/// A word that more earlier titles have, or the actions of more and of more than one in so many, is a word of the house.
const FEW: usize = 2;
const ONE_IN: usize = 50;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let declared = cx.post.metadata.repeat_of.as_ref();
    let Some(earlier) = Earlier::of(cx) else {
        if declared.is_some() {
            out.cannot_check(Need::Others);
        }
        return;
    };
    let mut actions: Vec<(String, OpenAction)> = match declared {
        Some(declared) => {
            let name = declared.value.rsplit('/').next().unwrap_or_default();
            let named = earlier.index().named(file_stem(name));
            let path = named.map(|one| one.path.as_str());
            path.map(|path| open(cx, &earlier, path))
                .unwrap_or_default()
        }
        None => concerned(cx, &earlier),
    };
    if actions.is_empty() {
        return;
    }
    put_first_what_tells(cx, &earlier, &mut actions);
    let late = actions.iter().filter(|(_, one)| one.is_overdue(cx.today));
    let late = match (actions.len(), late.count()) {
        (_, 0) => String::new(),
        (1, _) => ", which is overdue".to_owned(),
        (_, late) => format!(", {late} of them overdue"),
    };
    let told = actions
        .iter()
        .take(TOLD)
        .map(|(path, one)| format!("{} (`{path}:{}`)", quote::text(&one.text), one.line));
    let mut told: Vec<String> = told.collect();
    if actions.len() > TOLD {
        told.push(format!("and {} more", actions.len() - TOLD));
    }
    let span = declared.map_or_else(|| cx.title_place(), |declared| declared.span);
    let what = match declared {
        Some(_) => "the outage that this one repeats",
        None => "the outage that this one is very like",
    };
    let (n, s) = (actions.len(), if actions.len() == 1 { "" } else { "s" });
    out.report(span, format!("{what} has {n} open action{s}{late}: {}", told.join(", ")))
        .help("do them or drop them with a reason, there; an action of this post-mortem that is the same belongs to one of the two")
        .subject(in_turn(&actions).join(" "));
}

/// Puts those first that share most with this outage, and those last whose time was not over when it came.
fn put_first_what_tells(cx: &Context, earlier: &Earlier, actions: &mut [(String, OpenAction)]) {
    let subject = stems::of_subject(cx);
    let day = earlier.index().at(&cx.post.path).and_then(|own| own.day);
    actions.sort_by_cached_key(|(_, action)| {
        let words = stems::of(cx, &action.text);
        let shared = words.intersection(&subject);
        let shared = shared.filter(|word| stems::tells(cx, word)).count();
        let had_time = action.due.zip(day).map(|(due, day)| due >= day);
        (had_time.unwrap_or(action.is_for_later), Reverse(shared))
    });
}

/// The paths of the actions, each once.
fn in_turn(actions: &[(String, OpenAction)]) -> Vec<&str> {
    let mut paths: Vec<&str> = actions.iter().map(|(path, _)| path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    paths
}

/// The open actions of one before. Where no action says whether it is done, most of them are, and nobody has told the
/// document.
fn open(cx: &Context, earlier: &Earlier, path: &str) -> Vec<(String, OpenAction)> {
    let follow_up = earlier.follow_up(path);
    if path == cx.post.path || !follow_up.is_kept {
        return Vec::new();
    }
    let open = follow_up.open.iter().cloned();
    open.map(|action| (path.to_owned(), action)).collect()
}

/// The open actions of those that the document is very like, as far as they are about what it tells: one outage that looks
/// like another may have its own cause, and most actions of the other are about that.
fn concerned(cx: &Context, earlier: &Earlier) -> Vec<(String, OpenAction)> {
    let found = earlier.undeclared(cx, cx.settings());
    if found.is_empty() {
        return Vec::new();
    }
    let subject = stems::of_subject(cx);
    let index = earlier.index();
    let is_of_house = |stem: &str| is_of_house(index, &cx.post.path, stem);
    let mut kept = Vec::new();
    for alike in found {
        let common = index.in_common(&cx.post.path, &alike, 0);
        let titles = stems::of(cx, &common.title.join(" "));
        let about = |action: &OpenAction| {
            let words = stems::of(cx, &action.text);
            let mut shared = words.intersection(&subject);
            shared
                .any(|word| stems::tells(cx, word) && (titles.contains(word) || !is_of_house(word)))
        };
        let open = open(cx, earlier, &alike.digest.path);
        kept.extend(open.into_iter().filter(|(_, action)| about(action)));
    }
    kept
}

/// Whether a house uses a word in any of its post-mortems.
fn is_of_house(index: &Index, path: &str, stem: &str) -> bool {
    let (titles, actions) = index.earlier_with(path, stem);
    titles > FEW || actions > FEW.max(index.len() / ONE_IN)
}
