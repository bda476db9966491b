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
        || kept.len() <= LONGEST && NONE.is_match(&kept.join(" "))
        || words::phrases("document-chores").is_match(plain)
}
