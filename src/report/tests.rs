//! Every format on the shared samples, and on those that want to do harm.

use super::samples::{EVIL, Sample, evil, sample, written};
use super::{Format, Printer, Style, counts, statistics};
use crate::diagnostic::Severity;

const PLAIN: Style = Style {
    colour: false,
    links: false,
};

#[test]
fn full_shows_the_lines_why_question_help_and_page() {
    let text = written(Format::Full, PLAIN, &[sample()]);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0],
        "info[missing-section]: there is no section on the impact (an error at review)"
    );
    assert_eq!(lines[1], " --> docs/a.md:1:1");
    let frame = "
warning[human-error]: “human error”, 100 %: an explanation
 --> docs/a.md:3:5
  |
3 | The cause was
  |     ^^^^^^^^^
4 | human error, 漢字.
  | ^^^^^^^^^^^
  |
  = why: ";
    assert!(text.contains(frame), "{text}");
    let gathered = "
error[unowned-action]: 2 of 2 open actions have no owner
 --> docs/a.md:8:7
  |
8 | - [ ] Show the lag
  |       ^^^^^^^^^^^^ no owner
9 | - [ ] Refuse to promote
  |       ----------------- no owner
  |
";
    assert!(text.contains(gathered), "{text}");
    assert!(
        text.contains(
            "  = help: name one person\n  = fix: --fix names `kim`; 2 places\n  = page: https://"
        ),
        "{text}"
    );
}

#[test]
fn links_and_colours_are_for_terminals() {
    let style = Style {
        colour: true,
        links: true,
    };
    let text = written(Format::Full, style, &[sample()]);
    assert!(
        text.contains("\u{1b}]8;;https://")
            && text.contains("\u{1b}[")
            && !text.contains("= page:")
    );
    let plain = written(Format::Full, PLAIN, &[sample()]);
    assert!(!plain.contains('\u{1b}'));
}

#[test]
fn concise_is_one_line_each() {
    let text = written(Format::Concise, PLAIN, &[sample()]);
    let expected = "\
docs/a.md:1:1: info[missing-section] there is no section on the impact (an error at review)
docs/a.md:3:5: warning[human-error] “human error”, 100 %: an explanation
docs/a.md:8:7: error[unowned-action] 2 of 2 open actions have no owner
";
    assert_eq!(text, expected);
}

#[test]
fn json_has_every_key_of_the_contract() {
    let text = written(Format::Json, PLAIN, &[sample()]);
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(
        (&json["version"], &json["files"], &json["silenced"]),
        (&1.into(), &1.into(), &2.into())
    );
    let expected = serde_json::json!({
        "rule": "human-error", "severity": "warning", "path": "docs/a.md",
        "line": 3, "column": 5, "end_line": 4, "end_column": 12,
        "message": "“human error”, 100 %: an explanation", "note": null, "help": "say what made it likely",
        "url": "https://github.com/whys-dev/whys/blob/main/rules/human-error.md", "fixable": false,
        "fingerprint": json["diagnostics"][1]["fingerprint"], "related": [],
    });
    assert_eq!(json["diagnostics"][1], expected);
    assert_eq!(
        json["diagnostics"][1]["fingerprint"].as_str().map(str::len),
        Some(16)
    );
    assert_eq!(json["diagnostics"][2]["fixable"], true);
    assert_eq!(
        json["diagnostics"][2]["related"][0],
        serde_json::json!({"line": 9, "message": "no owner"})
    );
}

#[test]
fn json_is_complete_without_findings() {
    let text = written(Format::Json, PLAIN, &[]);
    assert_eq!(
        text,
        "{\"version\":1,\"files\":0,\"silenced\":0,\"baseline\":{\"hidden\":0,\"stale\":[]},\"diagnostics\":[]}\n"
    );
}

#[test]
fn github_annotates_lines_and_escapes_what_it_says() {
    let text = written(Format::Github, PLAIN, &[sample()]);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("::notice file=docs/a.md,line=1,endLine=1,col=1,endColumn=1,title=missing-section::docs/a.md:1:1: "));
    assert!(
        lines[1].starts_with("::warning file=docs/a.md,line=3,endLine=4,title=human-error::"),
        "{}",
        lines[1]
    );
    assert!(lines[1].contains("100 %25: an explanation%0Ahelp: say"));
    assert_eq!(lines.len(), 3);
}

#[test]
fn github_sends_no_more_than_are_shown_and_says_so() {
    let samples: Vec<Sample> = (0..25).map(|_| sample()).collect();
    let text = written(Format::Github, PLAIN, &samples);
    for (command, count) in [("::error ", 10), ("::warning ", 10), ("::notice ", 10)] {
        let sent = text
            .lines()
            .filter(|line| line.starts_with(command))
            .count();
        assert_eq!(sent, count, "{command}");
    }
    let last = text.lines().last().expect("a last line");
    assert_eq!(
        last,
        "::notice title=whys::46 more findings are in the log and the summary of this step: errors: 15, warnings: 15, infos: 16"
    );
    assert_eq!(
        text.lines()
            .filter(|line| line.starts_with("docs/a.md:"))
            .count(),
        46
    );
    let few: Vec<Sample> = (0..10).map(|_| sample()).collect();
    assert!(
        written(Format::Github, PLAIN, &few)
            .lines()
            .all(|line| line.starts_with("::"))
    );
}

#[test]
fn no_format_passes_on_what_does_harm() {
    for format in Format::ALL {
        let text = written(format, PLAIN, &[evil()]);
        assert!(!text.contains("##["), "{format:?}: {text:?}");
        let active = |c: char| {
            c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c) || c == '\u{2028}'
        };
        assert!(!text.contains(active), "{format:?}: {text:?}");
        let commands = text
            .lines()
            .filter(|line| line.trim_start().starts_with("::"))
            .count();
        assert_eq!(
            commands,
            usize::from(format == Format::Github),
            "{format:?}: {text}"
        );
    }
}

#[test]
fn json_gives_back_what_it_was_given() {
    let text = written(Format::Json, PLAIN, &[evil()]);
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(json["diagnostics"][0]["help"], EVIL);
    assert_eq!(
        json["diagnostics"][0]["path"],
        format!("::error file=a,line=1::b\n{EVIL}.md")
    );
}

#[test]
fn a_line_of_megabytes_is_cut_around_the_finding() {
    let mut long = sample();
    let text = format!(
        "# T\n\n{}human error{}\n",
        "é ".repeat(400_000),
        " x".repeat(400_000)
    );
    let start = text.find("human").expect("there");
    let path = crate::postmortem::ReadOptions {
        path: "a.md".to_owned(),
        ..Default::default()
    };
    long.post = crate::read(text, &path);
    long.verdict.diagnostics.drain(..1);
    long.verdict.diagnostics.truncate(1);
    long.verdict.diagnostics[0].finding.span = crate::markdown::Span::new(start, start + 11);
    let text = written(Format::Full, PLAIN, &[long]);
    assert!(
        text.contains(" --> a.md:3:800001\n") && text.contains("human error") && text.len() < 4000,
        "{}",
        text.len()
    );
}

#[test]
fn the_counts_of_a_run_are_told() {
    let mut printer = Printer::new(Format::Concise, PLAIN);
    let mut out = Vec::new();
    for sample in [sample(), sample()] {
        let piece = printer.file(&sample.post, &sample.verdict);
        printer.add(&mut out, piece).expect("memory");
    }
    let totals = printer.finish(&mut out).expect("memory");
    assert_eq!(
        counts(&totals),
        "2 errors, 2 warnings, 2 infos in 2 of 2 files, 4 silenced, 2 fixable with --fix"
    );
    assert_eq!(
        statistics(&totals).lines().next(),
        Some("     2  warning  human-error")
    );
    assert!(totals.reach(Severity::Error) && totals.count(Severity::Info) == 2);
    let none = Printer::new(Format::Concise, PLAIN)
        .finish(&mut out)
        .expect("memory");
    assert_eq!(counts(&none), "no findings in 0 files");
    assert!(!none.reach(Severity::Info));
}

#[test]
fn a_closed_pipe_is_an_error_and_no_panic() {
    struct Closed;
    impl std::io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    for format in Format::ALL {
        let mut printer = Printer::new(format, PLAIN);
        let sample = sample();
        let piece = printer.file(&sample.post, &sample.verdict);
        let added = printer.add(&mut Closed, piece);
        let error = added
            .and_then(|()| printer.finish(&mut Closed).map(drop))
            .expect_err("closed");
        assert_eq!(error.kind(), std::io::ErrorKind::BrokenPipe);
    }
}
