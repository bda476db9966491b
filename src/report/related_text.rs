//! The earlier post-mortems like one of them, for the terminal: what `whys related` prints.

use std::fmt::Write;

use anstyle::{AnsiColor, Style as Look};

use super::columns::wrap;
use super::{related_words, visible};
use crate::related::{Found, Listing};

const BOLD: Look = Look::new().bold();
const DIM: Look = Look::new().dimmed();
const LATE: Look = AnsiColor::Red.on_default();

/// What stands below a title is indented as far.
const INDENT: usize = 4;
/// Lines longer than this are hard to read, however wide the terminal is.
const WIDEST: usize = 120;

/// The list in `width` columns. Colours are stripped later, where they do not belong.
pub fn text(listing: &Listing, width: usize) -> String {
    let width = width.clamp(40, WIDEST);
    let mut out = String::new();
    for (at, found) in listing.found.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        one(&mut out, at + 1, found, listing, width);
    }
    out
}

fn one(out: &mut String, number: usize, found: &Found, listing: &Listing, width: usize) {
    let title = found.title.as_deref().unwrap_or(&found.id);
    let title = wrap(&visible(title), width - INDENT);
    for (at, line) in title.iter().enumerate() {
        let number = if at == 0 {
            format!("{number}.")
        } else {
            String::new()
        };
        let _ = writeln!(out, "{number:INDENT$}{BOLD}{line}{BOLD:#}");
    }
    // A place that is broken over lines cannot be clicked on or copied.
    let place = related_words::place(found);
    let _ = writeln!(out, "{:INDENT$}{DIM}{}{DIM:#}", "", visible(&place));
    let alike = format!("alike: {}", found.in_common.in_words());
    let closed = related_words::closed(found);
    for line in wrap(&visible(&alike), width - INDENT) {
        let _ = writeln!(out, "{:INDENT$}{line}", "");
    }
    let _ = writeln!(out, "{:INDENT$}{closed}", "");
    for action in found
        .follow_up
        .open
        .iter()
        .filter(|_| found.follow_up.is_kept)
    {
        let look = if action.is_overdue(listing.today) {
            LATE
        } else {
            Look::new()
        };
        let state = related_words::state(action, listing);
        let text = match state.is_empty() {
            true => format!("{} (line {})", action.text, action.line),
            false => format!("{} ({state}, line {})", action.text, action.line),
        };
        for (at, line) in wrap(&visible(&text), width - INDENT - 2).iter().enumerate() {
            let mark = if at == 0 { "- " } else { "  " };
            let _ = writeln!(out, "{:INDENT$}{look}{mark}{line}{look:#}", "");
        }
    }
}
