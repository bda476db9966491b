//! The findings as a page or a comment of Markdown: what is grave first, by document, and what is silenced.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::as_markdown::{as_markdown, link_target};
use super::{Totals, concise, place, summary};
use crate::diagnostic::{Diagnostic, Severity};
use crate::linter::Verdict;
use crate::postmortem::PostMortem;

/// Where there is something to say, a table of the findings and one of the silencers that hid some.
pub(super) fn render(out: &mut String, post: &PostMortem, verdict: &Verdict) {
    if verdict.diagnostics.is_empty() && verdict.hidden.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n### {}", as_markdown(&post.path));
    let mut rows: Vec<&Diagnostic> = verdict.diagnostics.iter().collect();
    rows.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.severity));
    if !rows.is_empty() {
        out.push_str("\n| | line | finding | rule |\n| --- | --: | --- | --- |\n");
    }
    for row in rows {
        finding(out, post, row);
    }
    if !verdict.hidden.is_empty() {
        out.push_str("\n| silenced | line | findings | reason |\n| --- | --: | --: | --- |\n");
    }
    for hidden in &verdict.hidden {
        let line = post.doc.line(hidden.span.start);
        let whole = if hidden.whole {
            ", in the whole file"
        } else {
            ""
        };
        let _ = writeln!(
            out,
            "| {}{whole} | {} | {} | {} |",
            as_markdown(&hidden.rule),
            link(post, line),
            hidden.findings,
            as_markdown(&hidden.reason)
        );
    }
}

fn finding(out: &mut String, post: &PostMortem, diagnostic: &Diagnostic) {
    let (start, _) = place::of(&post.doc, diagnostic.finding.span);
    let severity = match diagnostic.severity {
        Severity::Error => "**error**",
        severity => severity.word(),
    };
    let mut message = as_markdown(&concise::message(diagnostic));
    if let Some(help) = &diagnostic.finding.help {
        let _ = write!(message, "<br>*{}*", as_markdown(help));
    }
    let _ = writeln!(
        out,
        "| {severity} | {} | {message} | {} |",
        link(post, start.line),
        rule(diagnostic)
    );
}

/// A line as a link to it.
fn link(post: &PostMortem, line: usize) -> String {
    format!("[{line}]({}#L{line})", link_target(&post.path))
}

/// A rule as a link to its page, where that has an address.
fn rule(diagnostic: &Diagnostic) -> String {
    let id = as_markdown(&diagnostic.rule.id);
    match diagnostic.rule.path() {
        None => format!("[{id}]({})", diagnostic.rule.url()),
        Some(_) => id,
    }
}

/// The counts, then what was held.
pub(super) fn finish(out: &mut dyn Write, totals: &Totals, tables: &str) -> io::Result<()> {
    writeln!(out, "{}.", summary(totals))?;
    out.write_all(tables.as_bytes())
}

#[cfg(test)]
mod tests {
    use crate::report::samples::{evil, sample, written};
    use crate::report::{Format, Style};

    #[test]
    fn what_is_grave_comes_first_and_what_is_silenced_last() {
        let text = written(Format::Markdown, Style::default(), &[sample()]);
        let expected = "\
1 error, 1 warning, 1 info in 1 of 1 file, 2 silenced, 1 fixable with --fix.

### docs/a.md

| | line | finding | rule |
| --- | --: | --- | --- |
| **error** | [8](docs/a.md#L8) | 2 of 2 open actions have no owner<br>*name one person* | [unowned-action](https://github.com/whys-dev/whys/blob/main/rules/unowned-action.md) |
| warning | [3](docs/a.md#L3) | “human error”, 100 %: an explanation<br>*say what made it likely* | [human-error](https://github.com/whys-dev/whys/blob/main/rules/human-error.md) |
| info | [1](docs/a.md#L1) | there is no section on the impact (an error at review) | [missing-section](https://github.com/whys-dev/whys/blob/main/rules/missing-section.md) |

| silenced | line | findings | reason |
| --- | --: | --: | --- |
| undated-action | [8](docs/a.md#L8) | 2 | waits for the vendor \\| @\u{200b}kim |
";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_stranger_writes_no_markup() {
        use pulldown_cmark::{Event, Options, Parser, Tag};

        let text = written(Format::Markdown, Style::default(), &[evil()]);
        let (mut cells, mut strong) = (0, 0);
        for event in Parser::new_ext(&text, Options::all()) {
            match event {
                Event::Html(html) | Event::InlineHtml(html) => assert_eq!(&*html, "<br>"),
                Event::Start(Tag::Link { dest_url, .. }) => assert!(
                    dest_url.starts_with("%3A%3Aerror%20file")
                        || dest_url.starts_with("https://github.com/whys-dev/"),
                    "{dest_url}"
                ),
                Event::Start(Tag::TableCell) => cells += 1,
                Event::Start(Tag::Strong) => strong += 1,
                Event::Start(
                    Tag::Image { .. } | Tag::Strikethrough | Tag::CodeBlock(_) | Tag::List(_),
                )
                | Event::Code(_)
                | Event::InlineMath(_)
                | Event::FootnoteReference(_) => panic!("{event:?} in {text}"),
                _ => {}
            }
        }
        // The word of the severity is strong.
        assert_eq!((cells, strong), (4 * 4, 1), "{text}");
        assert!(!text.contains("@kim") && !text.contains("#12") && !text.contains("@org"));
    }
}
