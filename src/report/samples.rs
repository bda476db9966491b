//! One set of diagnostics for the tests of all formats, and one that wants to do harm.

use std::sync::LazyLock;

use super::{Format, Printer, Style};
use crate::diagnostic::{Diagnostic, Finding, Severity, fingerprint};
use crate::fix::Fix;
use crate::linter::{Hidden, Verdict};
use crate::markdown::Span;
use crate::postmortem::{PostMortem, ReadOptions};
use crate::rules::Rules;

static RULES: LazyLock<Rules> = LazyLock::new(Rules::built_in);

/// A document with what there is to say about it.
pub(super) struct Sample {
    pub(super) post: PostMortem,
    pub(super) verdict: Verdict<'static>,
}

const TEXT: &str = "# Ledger lost writes

The cause was
human error, 漢字.

## Actions

- [ ] Show the lag
- [ ] Refuse to promote
";

fn post(path: &str, text: &str) -> PostMortem {
    let options = ReadOptions {
        path: path.to_owned(),
        ..ReadOptions::default()
    };
    crate::read(text.to_owned(), &options)
}

fn diagnostic(rule: &str, severity: Severity, finding: Finding) -> Diagnostic<'static> {
    let rule = RULES.get(rule).expect("a rule");
    Diagnostic {
        rule,
        severity,
        note: None,
        fingerprint: fingerprint(&rule.id, &finding.message, 0),
        finding,
        label: None,
        members: Vec::new(),
    }
}

fn span(text: &str, part: &str) -> Span {
    let start = text.find(part).expect("a part of the text");
    Span::new(start, start + part.len())
}

/// What `--fix` would do at one place.
fn fix() -> Fix {
    Fix::new("names `kim`", Vec::new())
}

/// A silencer that hid two findings.
fn hidden(whole: bool, reason: &str) -> Hidden {
    Hidden {
        rule: "undated-action".to_owned(),
        span: span(TEXT, "Show the lag"),
        whole,
        reason: reason.to_owned(),
        findings: 2,
    }
}

/// Every shape: over two lines, gathered from several places, with a note, without help, of nothing at all.
pub(super) fn sample() -> Sample {
    let mut gathered = Finding::new(
        span(TEXT, "Show the lag"),
        "2 of 2 open actions have no owner",
    );
    gathered
        .help("name one person")
        .related(span(TEXT, "Refuse to promote"), "no owner")
        .fix([fix(), fix()]);
    let mut gathered = diagnostic("unowned-action", Severity::Error, gathered);
    gathered.label = Some("no owner".to_owned());
    let mut soft = Finding::new(
        span(TEXT, "cause was\nhuman error"),
        "“human error”, 100 %: an explanation",
    );
    soft.help("say what made it likely");
    let soft = diagnostic("human-error", Severity::Warning, soft);
    let mut soon = diagnostic(
        "missing-section",
        Severity::Info,
        Finding::new(Span::at(0), "there is no section on the impact"),
    );
    soon.note = Some("an error at review".to_owned());
    Sample {
        post: post("docs/a.md", TEXT),
        verdict: Verdict {
            diagnostics: vec![soon, soft, gathered],
            silenced: 2,
            hidden: vec![hidden(false, "waits for the vendor | @kim")],
            ..Verdict::default()
        },
    }
}

/// What a stranger may write into a document and its name: commands of a CI service, escapes of a terminal, turned text,
/// tags, links, calls, cells of tables, ends of elements, escapes of other formats.
pub(super) const EVIL: &str = "x\u{1b}]8;;https://e\u{1b}\\ \u{9b}31m ##[stop-commands]x ##[add-mask]e \u{202e}gpj\u{2028}::error::y\u{7} \
    <script>a</script><img src=x> </failure>]]> \" ' & &lt; | ![p](https://e/p) [r][q] @kim @org/team #12 `c` *s* $m$ \
    %0A::error::z %0D ,line=1 \u{2066}i \u{fffe}\u{0} \"results\":[] {\"diagnostics\":[]}";

/// Evil in the path, the text, the message, the help, the label and the other places.
pub(super) fn evil() -> Sample {
    let text = format!("::set-output name=x::y\n{EVIL}\r\n::error::z\n");
    let path = format!("::error file=a,line=1::b\n{EVIL}.md");
    let mut finding = Finding::new(Span::new(23, text.len()), format!("::warning::\n{EVIL}"));
    finding.help(EVIL).related(Span::new(0, 22), EVIL);
    let mut diagnostic = diagnostic("human-error", Severity::Error, finding);
    diagnostic.label = Some(EVIL.to_owned());
    Sample {
        post: post(&path, &text),
        verdict: Verdict {
            diagnostics: vec![diagnostic],
            silenced: 2,
            hidden: vec![hidden(true, EVIL)],
            ..Verdict::default()
        },
    }
}

/// What a format makes of samples.
pub(super) fn written(format: Format, style: Style, samples: &[Sample]) -> String {
    let mut out = Vec::new();
    let mut printer = Printer::new(format, style);
    for sample in samples {
        let piece = printer.file(&sample.post, &sample.verdict);
        printer.add(&mut out, piece).expect("memory");
    }
    printer.finish(&mut out).expect("memory");
    String::from_utf8(out).expect("UTF-8")
}
