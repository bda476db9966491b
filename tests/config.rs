//! `whys.toml`: which one holds, what its keys do, what is said of a wrong one.

mod program;

use program::{DOCUMENT, Folder, rules};

fn with_warning() -> String {
    DOCUMENT.replace(
        "The pool of connections had no limit.",
        "It was human error.",
    )
}

/// The errors about a configuration.
fn errors(config: &str) -> String {
    let folder = Folder::new();
    folder.write("whys.toml", config);
    folder.write("incidents/a.md", DOCUMENT);
    let ran = folder.whys(&["lint"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
    assert_eq!(folder.whys(&["lint", "--no-config"]).code, 0);
    ran.err
}

#[test]
fn wrong_keys_and_values_are_told_with_their_place() {
    for (config, error, help) in [
        (
            "tiemzone = \"UTC\"",
            "1:1: unknown key `tiemzone`",
            "did you mean `timezone`?",
        ),
        (
            "[documents]\ninclude = \"a\"",
            "2:11: `include` must be a list of texts",
            "write include = [\"…\"]",
        ),
        (
            "[documents]\nfolder = \"../x\"",
            "2:10: `../x` leads out of the folder of this file",
            "write it relative",
        ),
        (
            "[documents]\nfile-name = \"{day}.md\"",
            "2:13: `file-name` knows only {date}, {year}, {month} and {slug}",
            "write \"{date}-{slug}.md\"",
        ),
        (
            "[documents]\nincldue = []",
            "2:1: unknown key `incldue` in [documents]",
            "did you mean `include`?",
        ),
        (
            "profile = \"strict\"",
            "1:11: `strict` is no profile",
            "write facts, standard, bar-raiser",
        ),
        (
            "timezone = \"Berlin\"",
            "1:12: `Berlin` is no time zone",
            "write a name such as UTC",
        ),
        (
            "[rules.human-eror]",
            "1:8: there is no rule `human-eror`",
            "did you mean `human-error`?",
        ),
        (
            "[rules.human-error]\nseverity = \"loud\"",
            "2:1: `loud` is no severity",
            "write error, warning, info or off",
        ),
        (
            "[rules.human-error]\nseverty = \"off\"",
            "2:1: `human-error` has no setting `severty`",
            "did you mean `severity`?",
        ),
        (
            "[tracker]\npattern = \"[\"",
            "2:11: `[` is no regular expression",
            "write one such as",
        ),
        (
            "[tracker]\nurl = \"https://x\"",
            "2:7: `url` must say where the ticket's key goes",
            "write it as",
        ),
        (
            "[teams]\npayments = 3",
            "2:12: `payments` must be a list of texts",
            "write payments = [\"…\"]",
        ),
        ("rules = 3", "1:9: `rules` must be a table", "write [rules]"),
    ] {
        let told = errors(config);
        assert!(
            told.contains(&format!("error: whys.toml:{error}")),
            "{config}: {told}"
        );
        assert!(told.contains(&format!(" help: {help}")), "{config}: {told}");
    }
    let broken = errors("profile = \n");
    assert!(broken.starts_with("error: whys.toml:1:"), "{broken}");
}

#[test]
fn all_errors_are_told_at_once() {
    let told = errors("tiemzone = \"UTC\"\nprofile = 3\n");
    assert!(
        told.contains("whys.toml:1:1:") && told.contains("whys.toml:2:11:"),
        "{told}"
    );
}

#[test]
fn the_nearest_file_holds_and_nothing_is_merged() {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    folder.write("whys.toml", "[rules.human-error]\nseverity = \"error\"\n");
    folder.write(
        "a/whys.toml",
        "[rules.vague-quantity]\nseverity = \"off\"\n",
    );
    folder.write("incidents/top.md", with_warning());
    folder.write("a/incidents/below.md", with_warning());
    let ran = folder.whys(&["lint", "--format", "concise"]);
    assert!(
        ran.out.contains("incidents/top.md:9:8: error[human-error]"),
        "{}",
        ran.out
    );
    assert!(
        ran.out
            .contains("a/incidents/below.md:9:8: warning[human-error]"),
        "{}",
        ran.out
    );
    let plain = folder.whys(&["lint", "--format", "concise", "--no-config"]);
    assert!(!plain.out.contains("error[human-error]"), "{}", plain.out);
}

#[test]
fn a_file_above_the_work_tree_does_not_hold() {
    let folder = Folder::new();
    folder.write("whys.toml", "nonsense = 1\n");
    folder.write("repository/incidents/a.md", DOCUMENT);
    let lint = || folder.whys(&["lint", "repository"]).code;
    assert_eq!(lint(), 2);
    std::fs::create_dir(folder.path().join("repository/.git")).expect("a folder");
    assert_eq!(lint(), 0);
}

#[test]
fn include_and_exclude_say_what_is_a_post_mortem() {
    let folder = Folder::new();
    folder.write("incidents/a.md", DOCUMENT);
    folder.write("ops/b.md", DOCUMENT);
    folder.write("ops/old/c.md", DOCUMENT);
    folder.write(
        "whys.toml",
        "[documents]\ninclude = [\"ops/**/*.md\"]\nexclude = [\"ops/old/\"]\n",
    );
    let found = |args: &[&str]| {
        let ran = folder.whys(&[&["lint", "-fconcise"], args].concat());
        ran.out
            .lines()
            .map(|l| l.split(':').next().unwrap_or("").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(found(&[]), ["ops/b.md"]);
    // Named files are read all the same, unless a hook asks to leave them out.
    assert_eq!(found(&["ops/old/c.md"]), ["ops/old/c.md"]);
    assert_eq!(
        found(&["--force-exclude", "ops/old/c.md", "ops/b.md"]),
        ["ops/b.md"]
    );
    folder.write("whys.toml", "[documents]\nexclude = [\"incidents/\"]\n");
    assert!(!found(&[]).contains(&"incidents/a.md".to_owned()));
}

#[test]
fn profile_holds_for_every_document() {
    let folder = Folder::new();
    folder.write("incidents/a.md", DOCUMENT);
    folder.write("whys.toml", "profile = \"standard\"\n");
    let lint = |args: &[&str]| rules(&folder.whys(&[&["lint", "-fjson"], args].concat()));
    assert!(lint(&[]).contains(&"missing-section".to_owned()));
    assert_eq!(lint(&["--profile", "facts"]), ["not-stated"]);
}

#[test]
fn a_configured_tracker_asks_for_tickets() {
    let folder = Folder::new();
    let action =
        "\n## Actions\n\n- [ ] Raise the limit of the pool to 120 (owner: Ana, due: 2026-04-01)\n";
    folder.write(
        "incidents/a.md",
        format!("---\nstatus: review\n---\n{DOCUMENT}{action}"),
    );
    let untracked = || {
        let found = rules(&folder.whys(&["lint", "-fjson", "--today", "2026-03-20"]));
        found.contains(&"untracked-action".to_owned())
    };
    assert!(!untracked());
    folder.write("whys.toml", "[tracker]\npattern = \"PAY-[0-9]+\"\n");
    assert!(untracked());
}

#[test]
fn a_configured_zone_answers_for_timelines_without_one() {
    let folder = Folder::new();
    let entry = |at: &str| format!("- {at} something happened\n");
    let timeline: String = ["09:00", "09:10", "09:20", "09:30"].map(entry).concat();
    let text = format!("{DOCUMENT}\n## Timeline, 14 March 2026\n\n{timeline}");
    folder.write("incidents/a.md", text);
    let zoneless = || {
        let found = rules(&folder.whys(&["lint", "-fjson", "--as", "review"]));
        found.contains(&"zoneless-timeline".to_owned())
    };
    assert!(zoneless());
    folder.write("whys.toml", "timezone = \"Europe/Berlin\"\n");
    assert!(!zoneless());
}

#[test]
fn overrides_hold_for_their_paths_and_the_later_one_wins() {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    for path in [
        "incidents/a.md",
        "legacy/incidents/b.md",
        "legacy/incidents/old/c.md",
    ] {
        folder.write(path, with_warning());
    }
    let severities = |args: &[&str]| {
        let args = [&["lint", "-fconcise", "--select", "human-error"], args].concat();
        let ran = folder.whys(&args);
        let lines = ran.out.lines().map(|line| {
            let (path, rest) = line.split_once(':').expect("a path");
            let severity = rest.split([' ', '[']).nth(1).expect("a severity");
            format!("{path} {severity}")
        });
        lines.collect::<Vec<_>>()
    };
    folder.write(
        "whys.toml",
        "[rules.human-error]\nseverity = \"info\"\n
[[overrides]]\npaths = [\"legacy/**\"]\n[overrides.rules.human-error]\nseverity = \"error\"\n
[[overrides]]\npaths = [\"**/old/\", \"nothing/\"]\n[overrides.rules.human-error]\nseverity = \"off\"\n",
    );
    let expected = ["incidents/a.md info", "legacy/incidents/b.md error"];
    assert_eq!(severities(&[]), expected);
    assert_eq!(
        severities(&["incidents", "legacy/incidents/b.md"]),
        expected
    );
    let all = [
        "incidents/a.md warning",
        "legacy/incidents/b.md warning",
        "legacy/incidents/old/c.md warning",
    ];
    assert_eq!(severities(&["--no-config"]), all);
    // Relative to the file, wherever whys runs.
    let below = folder
        .command(&["lint", "-fconcise", "--select", "human-error"])
        .current_dir(folder.path().join("legacy"))
        .output()
        .expect("whys runs");
    let out = String::from_utf8(below.stdout).expect("UTF-8");
    assert!(out.starts_with("incidents/b.md:9:8: error["), "{out}");
    assert_eq!(out.lines().count(), 1, "{out}");
}

#[test]
fn an_override_may_set_the_profile() {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    folder.write("incidents/a.md", DOCUMENT);
    folder.write("legacy/incidents/b.md", DOCUMENT);
    folder.write(
        "whys.toml",
        "profile = \"standard\"\n[[overrides]]\npaths = [\"legacy/**\"]\nprofile = \"facts\"\n",
    );
    let lint = |args: &[&str]| rules(&folder.whys(&[&["lint", "-fjson"], args].concat()));
    assert_eq!(lint(&["legacy"]), ["not-stated"]);
    assert!(lint(&["incidents"]).contains(&"missing-section".to_owned()));
    assert!(lint(&["legacy", "--profile", "standard"]).contains(&"missing-section".to_owned()));
}

#[test]
fn wrong_overrides_are_told_with_their_place() {
    for (config, error, help) in [
        (
            "[overrides]\npaths = [\"a\"]",
            "1:1: `overrides` must be a list of tables",
            "write [[overrides]]",
        ),
        (
            "[[overrides]]\npahts = [\"a\"]\nprofile = \"facts\"",
            "2:1: unknown key `pahts` in [overrides]",
            "did you mean `paths`?",
        ),
        (
            "[[overrides]]\nprofile = \"facts\"",
            "1:1: this override does not say for which documents",
            "write paths",
        ),
        (
            "\n[[overrides]]\npaths = [\"a\"]",
            "2:1: this override changes nothing",
            "give it a `profile`",
        ),
        (
            "[[overrides]]\npaths = \"a\"\nprofile = \"facts\"",
            "2:9: `paths` must be a list of texts",
            "write paths",
        ),
        (
            "[[overrides]]\npaths = [\"a{b\"]\nprofile = \"facts\"",
            "2:10: `a{b` is no pattern",
            "write one as in .gitignore",
        ),
        (
            "[[overrides]]\npaths = [\"a\"]\nprofile = \"fact\"",
            "3:11: `fact` is no profile",
            "did you mean `facts`?",
        ),
        (
            "[[overrides]]\npaths = [\"a\"]\n[overrides.rules.human-eror]",
            "3:18: there is no rule `human-eror`",
            "did you mean `human-error`?",
        ),
        (
            "[[overrides]]\npaths = [\"a\"]\n[overrides.rules.human-error]\nseverty = \"off\"",
            "4:1: `human-error` has no setting `severty`",
            "did you mean `severity`?",
        ),
        (
            "[[override]]\npaths = [\"a\"]",
            "1:3: unknown key `override`",
            "did you mean `overrides`?",
        ),
    ] {
        let told = errors(config);
        assert!(
            told.contains(&format!("error: whys.toml:{error}")),
            "{config}: {told}"
        );
        assert!(told.contains(&format!(" help: {help}")), "{config}: {told}");
    }
}
