//! JUnit, which nearly every CI service shows: a suite a document, a test a finding, and one that passes where there is
//! none.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{concise, visible};
use crate::diagnostic::{Diagnostic, Severity};
use crate::linter::Verdict;
use crate::postmortem::PostMortem;

/// A suite. What fails the run is a failure, other findings are skipped tests: a service calls a build unstable for a
/// single failure. `fails` is the lowest severity that fails the run.
pub(super) fn render(
    out: &mut String,
    post: &PostMortem,
    verdict: &Verdict,
    fails: Option<Severity>,
) {
    let fail = |diagnostic: &&Diagnostic| fails.is_some_and(|lowest| diagnostic.severity >= lowest);
    let all = verdict.diagnostics.len();
    let failures = verdict.diagnostics.iter().filter(fail).count();
    let path = attribute(&post.path);
    let _ = writeln!(
        out,
        "  <testsuite name=\"{path}\" tests=\"{}\" failures=\"{failures}\" errors=\"0\" skipped=\"{}\">",
        all.max(1),
        all - failures
    );
    for diagnostic in &verdict.diagnostics {
        test(out, post, diagnostic, fail(&diagnostic));
    }
    if all == 0 {
        let _ = writeln!(
            out,
            "    <testcase name=\"no findings\" classname=\"{path}\"/>"
        );
    }
    out.push_str("  </testsuite>\n");
}

fn test(out: &mut String, post: &PostMortem, diagnostic: &Diagnostic, fails: bool) {
    let path = attribute(&post.path);
    let rule = attribute(&diagnostic.rule.id);
    let message = concise::message(diagnostic);
    // Services tell tests apart by their names, so the finding is named as the baseline names it.
    let _ = writeln!(
        out,
        "    <testcase name=\"{rule} {}\" classname=\"{path}\">",
        diagnostic.fingerprint
    );
    let element = if fails { "failure" } else { "skipped" };
    let _ = write!(
        out,
        "      <{element} type=\"{}\" message=\"{}\">",
        diagnostic.severity,
        attribute(&message)
    );
    let locus = concise::locus(post, diagnostic);
    let mut lines = vec![format!(
        "{locus}: {}[{}] {message}",
        diagnostic.severity, diagnostic.rule.id
    )];
    if let Some(help) = &diagnostic.finding.help {
        lines.push(format!("help: {}", visible(help)));
    }
    lines.push(format!("why: {}", visible(&diagnostic.rule.page.why)));
    lines.push(visible(&diagnostic.rule.url()).into_owned());
    let _ = writeln!(
        out,
        "{}</{element}>",
        lines
            .iter()
            .map(|line| text(line))
            .collect::<Vec<_>>()
            .join("\n")
    );
    out.push_str("    </testcase>\n");
}

/// The report around the suites.
pub(super) fn finish(out: &mut dyn Write, suites: &str) -> io::Result<()> {
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"whys\">\n{suites}</testsuites>"
    )
}

/// The text of an element.
fn text(line: &str) -> String {
    let mut safe = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // XML has no place for them, not even escaped.
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}

/// The value of an attribute, between double quotes.
fn attribute(value: &str) -> String {
    text(&visible(value))
}

#[cfg(test)]
mod tests {
    use roxmltree::Document;

    use crate::diagnostic::Severity;
    use crate::report::samples::{Sample, evil, sample};
    use crate::report::{Format, Printer, Style};

    fn written(samples: &[Sample], fails: Option<Severity>) -> String {
        let mut out = Vec::new();
        let mut printer = Printer::new(Format::Junit, Style::default()).failing_from(fails);
        for sample in samples {
            let piece = printer.file(&sample.post, &sample.verdict);
            printer.add(&mut out, piece).expect("memory");
        }
        printer.finish(&mut out).expect("memory");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn what_fails_the_run_is_a_failure_and_a_clean_document_a_test_that_passes() {
        let mut clean = sample();
        clean.verdict.diagnostics.clear();
        let samples = [sample(), clean];
        for (fails, failures) in [
            (Some(Severity::Error), 1),
            (Some(Severity::Info), 3),
            (None, 0),
        ] {
            let text = written(&samples, fails);
            let xml = Document::parse(&text).expect("XML");
            let count = |name| {
                xml.descendants()
                    .filter(|node| node.has_tag_name(name))
                    .count()
            };
            assert_eq!(
                (count("failure"), count("skipped"), count("testcase")),
                (failures, 3 - failures, 4)
            );
            let suite = xml
                .descendants()
                .find(|node| node.has_tag_name("testsuite"));
            let counted = suite.and_then(|suite| suite.attribute("failures"));
            assert_eq!(counted, Some(failures.to_string().as_str()));
        }
    }

    #[test]
    fn text_ends_no_element() {
        let text = written(&[evil()], Some(Severity::Error));
        let xml = Document::parse(&text).expect("XML");
        let failures = xml
            .descendants()
            .filter(|node| node.has_tag_name("failure"));
        let texts: Vec<_> = failures.filter_map(|node| node.text()).collect();
        assert_eq!(texts.len(), 1);
        assert!(
            texts[0].contains("</failure>]]> \" ' & &lt;"),
            "{}",
            texts[0]
        );
        assert!(!xml.descendants().any(|node| node.has_tag_name("script")));
    }
}
