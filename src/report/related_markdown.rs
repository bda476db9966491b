//! The earlier post-mortems like one of them, for a page or a comment.

use std::fmt::Write;

use super::as_markdown::{as_markdown, link_target};
use super::related_words;
use crate::related::{Found, Listing};

/// The list.
pub fn text(listing: &Listing) -> String {
    let mut out = format!("{}.\n", related_words::summary(listing));
    for (at, found) in listing.found.iter().enumerate() {
        let _ = write!(out, "\n{}. ", at + 1);
        one(&mut out, found, listing);
    }
    out
}

fn one(out: &mut String, found: &Found, listing: &Listing) {
    let title = as_markdown(found.title.as_deref().unwrap_or(&found.id));
    let day = found.day.map(|day| format!(", {day}")).unwrap_or_default();
    let named = if found.is_named { ", named here" } else { "" };
    let target = link_target(&found.path);
    let _ = writeln!(out, "[{title}]({target}){day}{named}");
    let _ = writeln!(
        out,
        "   - alike: {}",
        as_markdown(&found.in_common.in_words())
    );
    let _ = writeln!(out, "   - {}", related_words::closed(found));
    for action in found
        .follow_up
        .open
        .iter()
        .filter(|_| found.follow_up.is_kept)
    {
        let state = related_words::state(action, listing);
        let state = match state.is_empty() {
            true => state,
            false => format!(" ({})", as_markdown(&state)),
        };
        let text = as_markdown(&action.text);
        let _ = writeln!(out, "     - [{text}]({target}#L{}){state}", action.line);
    }
}
