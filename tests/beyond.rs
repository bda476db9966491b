//! What rules know beyond a document: the other post-mortems, the history of the repository.

mod program;

use program::{Folder, Ran};

const TODAY: &str = "2026-06-01";

/// Runs `lint` with one rule under bar-raiser; gives its lines.
fn lint(folder: &Folder, rule: &str, paths: &[&str]) -> Ran {
    let options = [
        "lint",
        "--profile",
        "bar-raiser",
        "--select",
        rule,
        "--today",
        TODAY,
        "--format",
        "concise",
    ];
    let ran = folder.whys(&[&options, paths].concat());
    assert!(ran.code < 2, "{}", ran.err);
    ran
}

fn post_mortem(front: &str) -> String {
    format!(
        "---\n{front}\n---\n# Checkout answered 503\n\n## Causes\n\nThe pool has no limit.\n\n## Actions\n\n- [ ] Cap the pool at 10\n  - owner: @tom, due: 2026-07-01\n"
    )
}

const OTHERS: &str = "note: not judged by dangling-reference: it needs the other post-mortems, which are known when their folder is linted, or with --whole-repository\n";

#[test]
fn a_reference_is_looked_for_in_the_whole_repository() {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    folder.write("incidents/2025/checkout.md", post_mortem("status: final"));
    folder.write(
        "incidents/2025/ledger.md",
        post_mortem("id: PM-17\nstatus: final"),
    );
    folder.write("notes/search.md", "# Notes\n");
    let front = "status: draft\nrelated: [Checkout, pm-17, ledger, search, ../2025/checkout.md]";
    folder.write("incidents/2026/refunds.md", post_mortem(front));
    assert_eq!(
        lint(&folder, "dangling-reference", &["incidents/2026"]).out,
        ""
    );
    folder.write(
        "incidents/2026/refunds.md",
        post_mortem("status: draft\nrepeat_of: chekout"),
    );
    for paths in [
        &[][..],
        &["incidents/2026"],
        &["incidents/2026/refunds.md", "incidents"],
    ] {
        let ran = lint(&folder, "dangling-reference", paths);
        assert_eq!(
            ran.out,
            "incidents/2026/refunds.md:3:12: error[dangling-reference] no post-mortem is called `chekout`\n"
        );
        assert!(!ran.err.contains("note:"), "{}", ran.err);
    }
}

#[test]
fn without_the_others_it_is_said_once_that_they_are_not_known() {
    let folder = Folder::new();
    for name in ["a", "b"] {
        folder.write(
            &format!("incidents/{name}.md"),
            post_mortem("status: draft\nrepeat_of: c"),
        );
    }
    let both = ["incidents/a.md", "incidents/b.md"];
    let ran = lint(&folder, "dangling-reference", &both);
    assert_eq!(
        (ran.out.as_str(), ran.err.matches(OTHERS).count()),
        ("", 1),
        "{}",
        ran.err
    );
    let quiet = lint(
        &folder,
        "dangling-reference",
        &["--quiet", "incidents/a.md"],
    );
    assert_eq!((quiet.out.as_str(), quiet.err.as_str()), ("", ""));
    // What lies beside the file, or among the named ones, needs no others.
    folder.write("incidents/c.md", "");
    assert!(
        !lint(&folder, "dangling-reference", &both)
            .err
            .contains("note:")
    );
    folder.write(
        "incidents/a.md",
        post_mortem("status: draft\nrepeat_of: PM-18"),
    );
    folder.write("incidents/b.md", post_mortem("status: draft\nid: PM-18"));
    assert!(
        !lint(&folder, "dangling-reference", &both)
            .err
            .contains("note:")
    );
    let input = post_mortem("status: draft\nrepeat_of: c");
    let stdin = folder.run(&["lint", "-"], &[], input.as_bytes());
    let both = "not judged by dangling-reference, repeat-with-open-actions: they need the other post-mortems";
    assert_eq!(stdin.err.matches(both).count(), 1, "{}", stdin.err);
    folder.git(&["init", "-q"]);
    folder.git(&["add", "."]);
    let staged = folder.whys(&["lint", "--staged"]);
    assert!(!staged.err.contains(OTHERS), "{}", staged.err);
}

#[test]
fn an_id_is_compared_with_those_of_the_run() {
    let folder = Folder::new();
    folder.write("incidents/2025/checkout.md", post_mortem("status: final"));
    folder.write("incidents/2026/Checkout.md", post_mortem("status: draft"));
    folder.write(
        "incidents/copy.md",
        post_mortem("id: checkout\nstatus: draft"),
    );
    // One of the name that is none.
    folder.write("incidents/template/checkout.md", "# Checkout of {{name}}\n");
    let ran = lint(&folder, "duplicate-id", &[]);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(
        lines,
        [
            "incidents/2025/checkout.md:4:3: error[duplicate-id] `checkout` is also the id of `incidents/2026/Checkout.md`, `incidents/copy.md`",
            "incidents/2026/Checkout.md:4:3: error[duplicate-id] `Checkout` is also the id of `incidents/2025/checkout.md`, `incidents/copy.md`",
            "incidents/copy.md:2:5: error[duplicate-id] `checkout` is also the id of `incidents/2025/checkout.md`, `incidents/2026/Checkout.md`",
        ]
    );
    let two = ["incidents/copy.md", "incidents/2025/checkout.md"];
    assert_eq!(lint(&folder, "duplicate-id", &two).out.lines().count(), 2);
    let one = lint(&folder, "duplicate-id", &["incidents/copy.md"]);
    assert!(
        one.out.is_empty() && one.err.contains("not judged by duplicate-id"),
        "{}",
        one.err
    );
    let named = lint(&folder, "duplicate-id", &["incidents/2025/checkout.md"]);
    assert!(
        named.out.is_empty() && !named.err.contains("note:"),
        "{}",
        named.err
    );
}

#[test]
fn ids_of_two_repositories_do_not_meet() {
    let folder = Folder::new();
    for name in ["one", "two"] {
        folder.write(
            &format!("{name}/incidents/checkout.md"),
            post_mortem("status: draft"),
        );
        folder.git(&["init", "-q", name]);
    }
    assert_eq!(lint(&folder, "duplicate-id", &[]).out, "");
}

/// Kim and Tom commit; Tom's latest commit is old.
fn repository() -> Folder {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    folder.write("incidents/a.md", post_mortem("status: final"));
    folder.commit_as("Tom", "2025-01-10");
    folder.write("incidents/b.md", post_mortem("status: draft"));
    folder.commit_as("Kim", "2026-04-01");
    folder
}

const HISTORY: &str = "it needs a Git repository with its whole history (no shallow clone)";

#[test]
fn an_owner_without_a_commit_for_a_year_has_departed() {
    let folder = repository();
    let found = "incidents/a.md:13:12: warning[departed-owner] `tom` owns this action and has committed nothing since 2025-01-10\n";
    assert_eq!(
        lint(&folder, "departed-owner", &["incidents/a.md"]).out,
        found
    );
    let earlier = ["incidents/a.md", "--today", "2025-12-24"];
    let options = ["lint", "--select", "departed-owner", "--format", "concise"];
    assert_eq!(folder.whys(&[&options[..], &earlier].concat()).out, "");
    // Under facts nobody asks.
    folder.write("incidents/c.md", post_mortem("title: x"));
    let facts = folder.whys(&[
        "lint",
        "--profile",
        "facts",
        "--format",
        "concise",
        "incidents/c.md",
    ]);
    assert!(!facts.out.contains("departed"), "{}", facts.out);
}

#[test]
fn an_owner_is_here_by_any_of_the_lists() {
    for (file, text) in [
        ("whys.toml", "[people]\ntom = \"t@larkspur.example\"\n"),
        ("whys.toml", "[teams]\npayments = [\"tom\"]\n"),
        (".github/CODEOWNERS", "* @kim @tom\n"),
    ] {
        let folder = repository();
        folder.write(file, text);
        assert_eq!(
            lint(&folder, "departed-owner", &[]).out,
            "",
            "{file}: {text}"
        );
    }
    let folder = repository();
    folder.git(&[
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "Pair\n\nCo-authored-by: Tom Berg <berg@larkspur.example>",
    ]);
    assert_eq!(lint(&folder, "departed-owner", &[]).out, "");
}

#[test]
fn who_never_committed_is_missed_only_where_people_are_listed() {
    let folder = repository();
    folder.write(
        "incidents/a.md",
        post_mortem("status: final").replace("@tom", "@ines"),
    );
    assert_eq!(lint(&folder, "departed-owner", &["incidents/a.md"]).out, "");
    folder.write("whys.toml", "[people]\nkim = \"kim@larkspur.example\"\n");
    let ran = lint(&folder, "departed-owner", &["incidents/a.md"]);
    assert!(
        ran.out
            .contains("`ines` owns this action, and nobody of that name is known here"),
        "{}",
        ran.out
    );
}

#[test]
fn without_the_whole_history_nobody_has_departed() {
    let folder = Folder::new();
    folder.write("incidents/a.md", post_mortem("status: final"));
    folder.write("incidents/b.md", post_mortem("status: final"));
    let ran = lint(&folder, "departed-owner", &[]);
    assert_eq!(
        (ran.out.as_str(), ran.err.matches(HISTORY).count()),
        ("", 1),
        "{}",
        ran.err
    );

    let whole = repository();
    let url = format!("file://{}", whole.path().display());
    let shallow = Folder::new();
    shallow.git(&["clone", "-q", "--depth", "1", &url, "."]);
    let ran = lint(&shallow, "departed-owner", &["incidents/a.md"]);
    assert!(
        ran.out.is_empty() && ran.err.contains(HISTORY),
        "{}{}",
        ran.out,
        ran.err
    );
}

#[test]
fn a_month_after_it_became_final_it_is_asked_whether_it_was_presented() {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    let path = "incidents/a.md";
    let on = |today: &str| {
        let ran = folder.whys(&[
            "lint",
            "--profile",
            "bar-raiser",
            "--select",
            "unpresented",
            "--format",
            "concise",
            "--today",
            today,
            path,
        ]);
        assert!(!ran.err.contains("note:"), "{}", ran.err);
        ran.out.lines().count()
    };
    folder.write(path, post_mortem("status: review"));
    folder.commit_as("Kim", "2026-01-10");
    folder.write(path, post_mortem("status: final"));
    assert_eq!(on("2026-06-01"), 0, "final in the work tree only");
    folder.commit_as("Kim", "2026-02-01");
    folder.write(path, post_mortem("status: final\nseverity: SEV2"));
    folder.commit_as("Kim", "2026-02-20");
    assert_eq!(
        (on("2026-03-02"), on("2026-03-03"), on("2026-06-01")),
        (0, 1, 1)
    );
    folder.write(path, post_mortem("status: review"));
    folder.commit_as("Kim", "2026-05-10");
    folder.write(path, post_mortem("status: final"));
    folder.commit_as("Kim", "2026-05-20");
    assert_eq!(on("2026-06-01"), 0, "taken back in between");
    folder.write(path, post_mortem("status: final\npresented_on: 2026-05-25"));
    assert_eq!(on("2026-07-01"), 0);
}

#[test]
fn the_day_of_a_merge_counts_and_not_that_of_the_branch() {
    let folder = Folder::new();
    folder.git(&["init", "-q", "-b", "main"]);
    folder.commit_as("Kim", "2026-01-01");
    folder.git(&["checkout", "-q", "-b", "side"]);
    folder.write("incidents/a.md", post_mortem("status: final"));
    folder.commit_as("Kim", "2026-01-02");
    folder.git(&["checkout", "-q", "main"]);
    folder.git(&["merge", "-q", "--no-ff", "--no-commit", "side"]);
    folder.commit_as("Kim", "2026-05-25");
    assert_eq!(lint(&folder, "unpresented", &[]).out, "");
}

#[test]
fn people_whom_only_git_knows_are_named_by_their_full_name() {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    folder.commit_as("Ines Vidal", "2026-01-01");
    let text = "# T\n\n## Causes\n\nInes Vidal raised the limit, Vidal Pools did not, and nobody told Ines.\n";
    folder.write("incidents/a.md", text);
    let ran = lint(&folder, "named-person", &[]);
    assert_eq!(
        ran.out,
        "incidents/a.md:5:1: info[named-person] `Ines Vidal` is named where it is told why\n"
    );
}

#[test]
fn a_silencer_of_what_could_not_be_judged_is_not_called_unused() {
    let folder = Folder::new();
    let silencer =
        "<!-- whys: allow-file departed-owner: the list is old, decided on 3 March -->\n";
    let text =
        post_mortem("status: final").replace("# Checkout", &format!("{silencer}\n# Checkout"));
    folder.write("incidents/a.md", &text);
    assert!(
        !lint(&folder, "unused-silencer,departed-owner", &[])
            .out
            .contains("unused-silencer")
    );
    folder.git(&["init", "-q"]);
    folder.commit_as("Tom", "2026-05-01");
    assert!(
        lint(&folder, "unused-silencer,departed-owner", &[])
            .out
            .contains("unused-silencer")
    );
}

#[test]
fn what_personal_data_reports_stands_in_no_line_of_another_rule() {
    let folder = Folder::new();
    let text = "# T\n\n## Causes\n\nIt was human error of r.okonkwo@gmail.com, and r.okonkwo@gmail.com knew.\n";
    folder.write("incidents/a.md", text);
    let ran = folder.whys(&["lint", "--profile", "bar-raiser"]);
    assert!(
        ran.out.contains("warning[human-error]") && ran.out.contains("personal-data"),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains("okonkwo"), "{}", ran.out);
    assert_eq!(
        folder
            .whys(&["lint", "--select", "human-error"])
            .out
            .matches("okonkwo")
            .count(),
        2
    );
}
