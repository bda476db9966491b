//! How a document that names nobody is asked to: by a key of its front matter, or by a line where it has none.

use crate::markdown::FrontKind;
use crate::rules::Context;

/// "add `reviewed_by:`", as the front matter of the document is written, or "write a line `Reviewed by: …`".
pub(super) fn names_under(cx: &Context, key: &str) -> String {
    match kind(cx) {
        Some(FrontKind::Yaml) => format!("add `{key}:`"),
        Some(FrontKind::Toml) => format!("add `{key} = [\"…\"]`"),
        None => format!("write a line `{}`", line(key)),
    }
}

/// The same for each of several people: "add `author:`, `moderator:` to the front matter".
pub(super) fn people_under(cx: &Context, keys: &[&str]) -> String {
    let form = |key: &&str| match kind(cx) {
        Some(FrontKind::Yaml) => format!("`{key}:`"),
        Some(FrontKind::Toml) => format!("`{key} = \"…\"`"),
        None => format!("`{}`", line(key)),
    };
    let told: Vec<String> = keys.iter().map(form).collect();
    let told = told.join(", ");
    match (kind(cx), keys) {
        (Some(_), _) => format!("add {told} to the front matter"),
        (None, [_]) => format!("write a line {told}"),
        (None, _) => format!("write lines {told}"),
    }
}

/// How the front matter is written, where there is one.
fn kind(cx: &Context) -> Option<FrontKind> {
    let block = cx.doc().front_block();
    block.filter(|block| block.closed).map(|block| block.kind)
}

/// A key as a line names it: "Bar raiser: …".
fn line(key: &str) -> String {
    let words = key.replace('_', " ");
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    let first: String = first.into_iter().flatten().collect();
    format!("{first}{}: …", letters.as_str())
}

#[cfg(test)]
mod tests {
    use crate::linter::tests::only;
    use crate::postmortem::ReadOptions;

    /// What a rule asks of a document with this front matter.
    fn asked(rule: &str, front: &str) -> String {
        let linter = only(rule);
        let body = "# Ledger lost writes\n\n## Root cause\n\nNothing checks the keys.\n\n## Actions\n\n- Reject unknown keys in CI\n";
        let post = crate::read(format!("{front}{body}"), &ReadOptions::default());
        let verdict = linter.lint(&post);
        let help = verdict.diagnostics.iter();
        help.filter_map(|d| d.finding.help.clone()).collect()
    }

    #[test]
    fn a_key_where_there_is_front_matter_and_a_line_where_there_is_none() {
        let yaml = "---\ntitle: Ledger lost writes\n---\n";
        let toml = "+++\ntitle = \"Ledger lost writes\"\n+++\n";
        for (front, reviewer, author) in [
            (
                yaml,
                "add `reviewed_by:` with",
                "add `author:`, `moderator:`",
            ),
            (
                toml,
                "add `reviewed_by = [\"…\"]` with",
                "add `author = \"…\"`, ",
            ),
            (
                "",
                "write a line `Reviewed by: …` with",
                "write lines `Author: …`, ",
            ),
        ] {
            let asked_reviewer = asked("unreviewed", front);
            assert!(asked_reviewer.starts_with(reviewer), "{asked_reviewer}");
            let asked_author = asked("missing-role", front);
            assert!(asked_author.starts_with(author), "{asked_author}");
        }
    }
}
