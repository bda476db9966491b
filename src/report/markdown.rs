//! The findings as a page or a comment of Markdown: what is grave first, by document, and what is silenced.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::as_markdown::{as_markdown, link_target, links_base};
use super::{Totals, concise, counts, place, visible};
use crate::diagnostic::{Diagnostic, Severity};
use crate::linter::Verdict;
use crate::postmortem::PostMortem;

/// How much is written, in bytes: GitHub takes no comment of more than 65,536 characters.
const LIMIT: usize = 60_000;

/// Where links lead to.
#[derive(Clone, Debug, Default)]
pub(super) struct Links {
    /// The address of the current folder, with a slash at its end; empty: links are relative.
    base: String,
}

impl Links {
    /// Links below an address.
    pub(super) fn to(address: &str) -> Links {
        Links {
            base: links_base(Some(address)),
        }
    }

    /// A link to a line of the text as it stands, not as a page.
    fn line(&self, post: &PostMortem, line: usize) -> String {
        format!(
            "[{line}]({}{}?plain=1#L{line})",
            self.base,
            link_target(&post.path)
        )
    }
}

/// Where there is something to say, a table of the findings and one of the silencers that hid some.
pub(super) fn render(out: &mut String, post: &PostMortem, verdict: &Verdict, links: &Links) {
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
        finding(out, post, row, links);
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
            links.line(post, line),
            hidden.findings,
            as_markdown(&hidden.reason)
        );
    }
}

fn finding(out: &mut String, post: &PostMortem, diagnostic: &Diagnostic, links: &Links) {
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
        links.line(post, start.line),
        rule(diagnostic)
    );
}

/// A rule as a link to its page, where that has an address.
fn rule(diagnostic: &Diagnostic) -> String {
    let id = as_markdown(&diagnostic.rule.id);
    match diagnostic.rule.path() {
        None => format!("[{id}]({})", diagnostic.rule.url()),
        Some(_) => id,
    }
}

/// Text inside of an element of HTML.
pub(super) fn as_html(text: &str) -> String {
    let text = visible(text).replace('&', "&amp;");
    text.replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('@', "@\u{200b}")
}

/// The counts, then the tables as far as there is room.
pub(super) fn finish(out: &mut dyn Write, totals: &Totals, tables: &str) -> io::Result<()> {
    writeln!(out, "{}.", counts(totals))?;
    let mut room = LIMIT;
    lines_that_fit(out, [tables], &mut room)
}

/// Writes whole lines while there is room for them, and says how many have none.
pub(super) fn lines_that_fit<'t>(
    out: &mut dyn Write,
    tables: impl IntoIterator<Item = &'t str>,
    room: &mut usize,
) -> io::Result<()> {
    let mut left = 0;
    let tables = tables.into_iter();
    for line in tables.flat_map(|table| table.split_inclusive('\n')) {
        match room.checked_sub(line.len()) {
            Some(less) if left == 0 => {
                *room = less;
                out.write_all(line.as_bytes())?;
            }
            _ => left += 1,
        }
    }
    match left {
        0 => Ok(()),
        _ => writeln!(
            out,
            "\nThere is no room for {left} more lines; the other reports of the run have all findings."
        ),
    }
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
| **error** | [8](docs/a.md?plain=1#L8) | 2 of 2 open actions have no owner<br>*name one person* | [unowned-action](https://github.com/whys-dev/whys/blob/main/rules/unowned-action.md) |
| warning | [3](docs/a.md?plain=1#L3) | “human error”, 100 %: an explanation<br>*say what made it likely* | [human-error](https://github.com/whys-dev/whys/blob/main/rules/human-error.md) |
| info | [1](docs/a.md?plain=1#L1) | there is no section on the impact (an error at review) | [missing-section](https://github.com/whys-dev/whys/blob/main/rules/missing-section.md) |

| silenced | line | findings | reason |
| --- | --: | --: | --- |
| undated-action | [8](docs/a.md?plain=1#L8) | 2 | waits for the vendor \\| @\u{200b}kim |
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
