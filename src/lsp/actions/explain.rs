//! The page of a rule.

use serde_json::{Value, json};

use crate::lsp::uri;
use crate::report::{rule_page, visible};
use crate::rules::Rule;
use crate::source::tree;

/// The command that explains a rule.
pub(in crate::lsp) const COMMAND: &str = "whys.explain";

/// A rule, explained in each of the ways that a client may know.
pub(in crate::lsp) struct Explained {
    /// What opens its page: the parameters of `window/showDocument`.
    pub(in crate::lsp) page: Value,
    /// In some sentences.
    pub(in crate::lsp) short: String,
    /// All of it, as `whys explain` prints it.
    pub(in crate::lsp) text: String,
}

/// Explains a rule.
pub(in crate::lsp) fn explained(rule: &Rule) -> Explained {
    let page = match rule.path() {
        Some(path) => {
            json!({ "uri": uri::of_path(&tree::absolute(path.as_ref())), "takeFocus": true })
        }
        None => json!({ "uri": rule.url(), "external": true }),
    };
    let short = format!(
        "{}: {} {} {}",
        rule.id, rule.page.summary, rule.page.why, rule.page.question
    );
    Explained {
        page,
        short: visible(&short).into_owned(),
        text: anstream::adapter::strip_str(&rule_page::text(rule)).to_string(),
    }
}
