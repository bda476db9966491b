//! A repeat of an outage whose actions are still open.

use std::sync::Arc;

use super::repeats::Earlier;
use crate::diagnostic::Findings;
use crate::postmortem::file_stem;
use crate::related::{FollowUp, OpenAction};
use crate::rules::{Context, Need, quote};

/// So many of the actions are told.
const TOLD: usize = 3;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let declared = cx.post.metadata.repeat_of.as_ref();
    let Some(earlier) = Earlier::of(cx) else {
        if declared.is_some() {
            out.cannot_check(Need::Others);
        }
        return;
    };
    let paths: Vec<String> = match declared {
        Some(declared) => {
            let name = declared.value.rsplit('/').next().unwrap_or_default();
            let named = earlier.index().named(file_stem(name));
            named.map(|one| one.path.clone()).into_iter().collect()
        }
        None => {
            let found = earlier.undeclared(cx, cx.settings());
            found.iter().map(|one| one.digest.path.clone()).collect()
        }
    };
    let mut open: Vec<(String, Arc<FollowUp>)> = Vec::new();
    for path in paths.into_iter().filter(|path| *path != cx.post.path) {
        let follow_up = earlier.follow_up(&path);
        // Where no action says whether it is done, most of them are, and nobody has told the document.
        if follow_up.is_kept && !follow_up.open.is_empty() {
            open.push((path, follow_up));
        }
    }
    let actions: Vec<(&str, &OpenAction)> = open
        .iter()
        .flat_map(|(path, follow_up)| follow_up.open.iter().map(|one| (path.as_str(), one)))
        .collect();
    if actions.is_empty() {
        return;
    }
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
        .subject(open.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>().join(" "));
}
