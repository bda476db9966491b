//! Actions that are several in one.

use crate::diagnostic::Findings;
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    for action in cx.open_actions() {
        let Some(second) = action.phrasing.second else {
            continue;
        };
        let text = quote::text(cx.doc().source(second));
        out.report(second, format!("{text} is an action of its own"))
            .help("make an item of each: they are done on different days, perhaps by different people")
            .subject(action.text.as_str());
    }
}
