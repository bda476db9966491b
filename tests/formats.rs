//! Every format of the findings, from the program itself, over a document and a file name that want to do harm.

#![cfg(unix)]

mod program;

use program::Folder;

/// Text and the name of a file from a stranger: what a terminal, the log of a CI service or a page would obey.
const EVIL: &str = "##[add-mask]e ##[set-output name=x]y \u{1b}]8;;https://e.example\u{7}link\u{1b}[31m \u{202e}gpj \
    <img src=x onerror=a> ![p](https://e.example/p) @kim #12 %0A::error::forged | `c` </failure>";
const NAME: &str = "2026-03-07-a\n::error file=README.md,line=1::%0Aforged ##[add-mask]x \u{1b}[31m<img src=x> @kim.md";
const FORMATS: [&str; 10] = [
    "full", "concise", "json", "github", "sarif", "gitlab", "junit", "rdjson", "markdown",
    "summary",
];

fn document() -> String {
    format!(
        "---\nstatus: final\ntitle: \"a ::set-output name=x::y\"\n---\n<!-- whys: allow-file human-error: {EVIL} -->\n\
         # {EVIL}\n\n::stop-commands::x\n\n## Causes\n\nHuman error {EVIL}. Kim forgot {EVIL}.\n\n## Actions\n\n- [ ] Be careful with {EVIL}\n"
    )
}

fn obeyed(line: &str) -> bool {
    line.trim_start().starts_with("::") || line.contains("##[")
}

#[test]
fn a_hostile_document_is_harmless_in_every_format_of_one_run() {
    let folder = Folder::new();
    folder.write(&format!("postmortems/{NAME}"), document());
    folder.write("postmortems/plain.md", document());
    let outputs: Vec<String> = FORMATS
        .map(|format| format!("{format}:out/{format}"))
        .into();
    std::fs::create_dir(folder.path().join("out")).expect("a folder");
    let mut arguments = vec![
        "lint",
        "--fail-on",
        "never",
        "--today",
        "2026-06-01",
        "--links",
        "https://forge.example/blob/main",
    ];
    for output in &outputs {
        arguments.extend(["--output", output]);
    }
    let run = folder.whys(&arguments);
    assert_eq!(run.code, 0, "{}", run.err);
    let summary = String::from_utf8(folder.read("out/summary")).expect("UTF-8");
    assert!(
        summary.contains("](https://forge.example/blob/main/postmortems/plain.md?plain=1#L"),
        "{summary}"
    );
    assert_eq!(
        summary.matches("<summary>Review of ").count(),
        2,
        "{summary}"
    );
    assert!(!summary.replace("\\<", "").contains("<img"), "{summary}");
    for format in FORMATS {
        let text = String::from_utf8(folder.read(&format!("out/{format}"))).expect("UTF-8");
        let commands: Vec<&str> = text.lines().filter(|line| obeyed(line)).collect();
        let own = |line: &&str| {
            let words = [
                "::error file=postmortems/",
                "::warning file=postmortems/",
                "::notice file=postmortems/",
                "::notice title=whys::",
            ];
            words.iter().any(|word| line.starts_with(word)) && !line.contains("##[")
        };
        match format {
            "github" => assert!(
                !commands.is_empty() && commands.iter().all(own),
                "{commands:#?}"
            ),
            _ => assert!(commands.is_empty(), "{format}: {commands:#?}"),
        }
        let active = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
        assert!(!text.contains(active), "{format}: {text:?}");
        assert!(text.contains("blamed-person"), "{format}: {text}");
        if ["markdown", "summary"].contains(&format) {
            assert!(
                !text.contains("@kim")
                    && !text.contains("#12")
                    && !text.contains("![p](")
                    && text.contains("in the whole file"),
                "{text}"
            );
        }
    }
}

#[test]
fn every_format_is_the_same_every_time_and_complete_without_findings() {
    let folder = Folder::new();
    for at in 0..20 {
        folder.write(&format!("postmortems/{at}.md"), document());
    }
    for format in FORMATS {
        let arguments = [
            "lint",
            "--format",
            format,
            "--fail-on",
            "never",
            "--today",
            "2026-06-01",
        ];
        assert_eq!(
            folder.whys(&arguments).out,
            folder.whys(&arguments).out,
            "{format}"
        );
    }
    let empty = Folder::new();
    for (format, begin) in [
        ("sarif", "{\"$schema\":"),
        ("gitlab", "[]\n"),
        ("junit", "<?xml"),
        ("rdjson", "{\"source\":"),
        ("markdown", "no findings in 0 files."),
        ("summary", "## whys\n\nNo post-mortem is changed.\n"),
    ] {
        let run = empty.whys(&["lint", "--format", format]);
        assert!(
            run.code == 0 && run.out.starts_with(begin),
            "{format}: {}",
            run.out
        );
    }
}
