//! Two texts of a file as a unified diff, as `git diff` writes it.

use std::fmt::Write;
use std::ops::Range;

use anstyle::{AnsiColor, Style as Look};
use imara_diff::{Algorithm, Diff, Hunk, InternedInput};

use super::visible::{visible, visible_line};

/// Lines that stay, around those that change.
const CONTEXT: u32 = 3;

const REMOVED: Look = AnsiColor::Red.on_default();
const ADDED: Look = AnsiColor::Green.on_default();
const PLACE: Look = AnsiColor::Cyan.on_default();
const BOLD: Look = Look::new().bold();
const PLAIN: Look = Look::new();

/// The difference of two texts, empty where there is none. Characters that a terminal or a log would obey are shown as
/// pictures; tabs and the carriage returns at the ends of lines stay.
pub fn diff(path: &str, before: &str, after: &str) -> String {
    let input = InternedInput::new(before, after);
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_lines(&input);
    let lines = Lines {
        before: before.split_inclusive('\n').collect(),
        after: after.split_inclusive('\n').collect(),
    };
    let mut out = String::new();
    for group in groups(diff.hunks().collect()) {
        if out.is_empty() {
            let path = visible(path);
            // Without a tab behind it, a name with a blank in it ends there.
            let end = if path.contains(' ') { "\t" } else { "" };
            let path = path.trim_start_matches('/');
            let _ = writeln!(out, "{BOLD}--- a/{path}{end}{BOLD:#}");
            let _ = writeln!(out, "{BOLD}+++ b/{path}{end}{BOLD:#}");
        }
        lines.group(&mut out, &group);
    }
    out
}

struct Lines<'t> {
    before: Vec<&'t str>,
    after: Vec<&'t str>,
}

impl Lines<'_> {
    /// Changes that are near to each other, with the lines around them.
    fn group(&self, out: &mut String, hunks: &[Hunk]) {
        let (Some(first), Some(last)) = (hunks.first(), hunks.last()) else {
            return;
        };
        let start = first.before.start.saturating_sub(CONTEXT);
        let lead = first.before.start - start;
        let end = (last.before.end + CONTEXT).min(self.before.len() as u32);
        let tail = end - last.before.end;
        let was = start..end;
        let is = first.after.start - lead..last.after.end + tail;
        let _ = writeln!(
            out,
            "{PLACE}@@ -{} +{} @@{PLACE:#}",
            range(&was),
            range(&is)
        );
        let mut at = start;
        for hunk in hunks {
            write(out, ' ', PLAIN, &self.before, at..hunk.before.start);
            write(out, '-', REMOVED, &self.before, hunk.before.clone());
            write(out, '+', ADDED, &self.after, hunk.after.clone());
            at = hunk.before.end;
        }
        write(out, ' ', PLAIN, &self.before, at..end);
    }
}

/// The first line, from 1, and how many; of none, the line before.
fn range(lines: &Range<u32>) -> String {
    let count = lines.end - lines.start;
    match count {
        0 => format!("{},0", lines.start),
        1 => format!("{}", lines.start + 1),
        _ => format!("{},{count}", lines.start + 1),
    }
}

fn write(out: &mut String, mark: char, look: Look, lines: &[&str], which: Range<u32>) {
    for line in lines
        .get(which.start as usize..which.end as usize)
        .unwrap_or_default()
    {
        let (text, end) = match line.strip_suffix('\n') {
            None => (*line, "\n\\ No newline at end of file\n"),
            Some(text) => match text.strip_suffix('\r') {
                Some(text) => (text, "\r\n"),
                None => (text, "\n"),
            },
        };
        let _ = write!(out, "{look}{mark}{}{look:#}{end}", visible_line(text));
    }
}

/// The changes with fewer lines between them than stand around them.
fn groups(hunks: Vec<Hunk>) -> Vec<Vec<Hunk>> {
    let mut groups: Vec<Vec<Hunk>> = Vec::new();
    for hunk in hunks {
        let near = |last: &Hunk| hunk.before.start - last.before.end <= 2 * CONTEXT;
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(near) => group.push(hunk),
            _ => groups.push(vec![hunk]),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Without colours, as a pipe gets it.
    fn plain(before: &str, after: &str) -> String {
        anstream::adapter::strip_str(&diff("a b.md", before, after)).to_string()
    }

    #[test]
    fn changes_stand_between_lines_that_stay() {
        let before: String = (1..=20).map(|n| format!("line {n}\n")).collect();
        let after = before
            .replace("line 2\n", "line two\n")
            .replace("line 8\n", "")
            .replace("line 20\n", "line 20\nend\n");
        let expected = "\
--- a/a b.md\t
+++ b/a b.md\t
@@ -1,11 +1,10 @@
 line 1
-line 2
+line two
 line 3
 line 4
 line 5
 line 6
 line 7
-line 8
 line 9
 line 10
 line 11
@@ -18,3 +17,4 @@
 line 18
 line 19
 line 20
+end
";
        assert_eq!(plain(&before, &after), expected);
        assert_eq!(plain(&before, &before), "");
    }

    #[test]
    fn ends_of_lines_and_of_the_file_are_told() {
        assert_eq!(
            plain("a\r\nb", "a\r\nc"),
            "--- a/a b.md\t\n+++ b/a b.md\t\n@@ -1,2 +1,2 @@\n a\r\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"
        );
        assert!(plain("", "a\n").contains("@@ -0,0 +1 @@\n+a\n"));
        assert!(plain("a\n", "").contains("@@ -1 +0,0 @@\n-a\n"));
    }

    #[test]
    fn what_a_terminal_or_a_log_would_obey_is_shown() {
        let text = plain("a\n", "\tb\u{1b}[31m ##[x]\n::error::c\n\u{202e}d\n");
        assert!(text.contains("+\tb␛[31m"), "{text:?}");
        assert!(!text.contains("##[") && !text.contains("\u{1b}") && !text.contains("\u{202e}"));
        assert!(!text.contains("+::error"), "{text:?}");
    }
}
