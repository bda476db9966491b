//! Texts in the place of an action that say that there is none.

use std::sync::LazyLock;

use crate::markdown::Text;
use crate::phrases::Matcher;
use crate::words;

static NONE: LazyLock<Matcher> = LazyLock::new(|| words::whole("no-action-texts"));

/// With more words a text says more than that.
const LONGEST: usize = 16;

/// Whether a text says that there is no action, or is the gap of a form.
pub(super) fn is_no_action(text: Text<'_>) -> bool {
    let plain = text.as_str();
    if plain.len() > 400 {
        return false;
    }
    let lower = plain.to_lowercase().replace(['’', '\''], "");
    let kept: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    kept.is_empty()
        || is_crossed_finding(plain)
        || kept.len() <= LONGEST && NONE.is_match(&kept.join(" "))
        || words::phrases("document-chores").is_match(plain)
}

/// "❌ No alert on failed logins": a review crosses what was missing, which orders nobody to put it there. "❌ No longer
/// needed: …" is a state.
fn is_crossed_finding(text: &str) -> bool {
    let behind = text.trim_start_matches(['❌', '✗', '✘', '\u{fe0f}', ' ']);
    let crossed = behind.len() < text.len();
    let head = behind.split([':', ',', '(', '–', '—']).next();
    let is_state = head.is_some_and(super::state::is_word);
    crossed && !is_state && words::phrases("absence-openings").opens(behind)
}
