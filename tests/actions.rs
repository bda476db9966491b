//! `whys actions`: which are listed, in which order, and safe in every format.

mod program;

use program::Folder;

const TODAY: [&str; 2] = ["--today", "2026-04-10"];

fn repository() -> Folder {
    let folder = Folder::new();
    let post = |team: &str, actions: &str| {
        format!(
            "---\nstatus: review\ntitle: Outage of {team}\nteam: {team}\n---\n# Outage of {team}\n\n## Impact\n\n5 users\n\n## Actions\n\n{actions}"
        )
    };
    folder.write(
        "incidents/a.md",
        post(
            "payments/checkout",
            "\
- [ ] Cap the retries of checkout at 2\n  - owner: @ana, due: 2026-05-01, ticket: PAY-1\n
- [ ] Page on-call when the queue is older than 10 min\n  - owner: @tom, due: 2026-04-01\n
- [x] Raise the pool to 120\n  - owner: @ana, due: 2026-03-01\n",
        ),
    );
    folder.write(
        "incidents/b.md",
        post(
            "search",
            "\
- [ ] Reject an index below 90 % of the last one\n  - owner: @ana\n
- [ ] Keep | three `<old>` indexes\n  - owner: @eva, due: 2026-04-09\n",
        ),
    );
    folder
}

/// The texts of the actions that are listed.
fn listed(folder: &Folder, args: &[&str]) -> Vec<String> {
    let args = [&["actions", "--format", "json"], &TODAY[..], args].concat();
    let ran = folder.run(
        &args,
        &[
            ("GIT_AUTHOR_NAME", "Ana"),
            ("GIT_AUTHOR_EMAIL", "x@y.example"),
        ],
        b"",
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let list: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let actions = list["actions"].as_array().expect("a list").iter();
    let words = actions.map(|one| {
        one["text"]
            .as_str()
            .expect("a text")
            .split(' ')
            .next()
            .expect("a word")
    });
    words.map(str::to_owned).collect()
}

#[test]
fn the_overdue_come_first_then_by_date_then_those_without() {
    let folder = repository();
    assert_eq!(listed(&folder, &[]), ["Page", "Keep", "Cap", "Reject"]);
    assert_eq!(
        listed(&folder, &["--all"]),
        ["Page", "Keep", "Cap", "Reject", "Raise"]
    );
    assert_eq!(listed(&folder, &["incidents/b.md"]), ["Keep", "Reject"]);
}

#[test]
fn owners_and_teams_narrow_it_down() {
    let folder = repository();
    assert_eq!(listed(&folder, &["--owner", "@ana"]), ["Cap", "Reject"]);
    assert_eq!(listed(&folder, &["--owner", "@me"]), ["Cap", "Reject"]);
    assert_eq!(listed(&folder, &["--team", "payments"]), ["Page", "Cap"]);
    assert_eq!(
        listed(&folder, &["--team", "payments", "--owner", "tom"]),
        ["Page"]
    );
    folder.write("whys.toml", "[teams]\ndata = [\"eva\"]\n");
    assert_eq!(listed(&folder, &["--team", "data"]), ["Keep"]);
}

#[test]
fn the_table_fits_and_loses_nothing() {
    let folder = repository();
    let ran = folder.whys(&[&["actions"], &TODAY[..]].concat());
    assert!(
        ran.out.lines().all(|line| line.chars().count() <= 100),
        "{}",
        ran.out
    );
    let expected = "\
due          owner  action
2026-04-01   tom    Page on-call when the queue is older than 10 min
9 days late         incidents/a.md:17
2026-04-09   eva    Keep | three <old> indexes
1 day late          incidents/b.md:17
";
    assert!(ran.out.starts_with(expected), "{}", ran.out);
    assert!(ran.out.contains("PAY-1 · incidents/a.md:14"), "{}", ran.out);
    assert_eq!(
        ran.err,
        "4 open actions in 2 post-mortems, 2 of them overdue\n"
    );
}

#[test]
fn markdown_is_escaped_and_linked() {
    let folder = repository();
    folder.write(
        "whys.toml",
        "[tracker]\nurl = \"https://tracker.example/{ticket}\"\n",
    );
    let ran = folder.whys(&[&["actions", "--format", "markdown"], &TODAY[..]].concat());
    let row = "| **2026-04-09**, 1 day late | eva | Keep \\| three \\<old> indexes | – | [Outage of search](incidents/b.md#L17) |";
    assert!(ran.out.contains(row), "{}", ran.out);
    assert!(
        ran.out
            .contains("| [PAY-1](<https://tracker.example/PAY-1>) |"),
        "{}",
        ran.out
    );
    assert!(
        ran.out
            .starts_with("4 open actions in 2 post-mortems, 2 of them overdue.\n")
    );
}

#[test]
fn restricted_post_mortems_are_counted_and_not_listed() {
    let folder = repository();
    let text = String::from_utf8(folder.read("incidents/b.md")).expect("UTF-8");
    folder.write(
        "incidents/b.md",
        text.replace("team: search", "visibility: restricted\nteam: search"),
    );
    assert_eq!(listed(&folder, &[]), ["Page", "Cap"]);
    let ran = folder.whys(&[&["actions"], &TODAY[..]].concat());
    assert!(
        ran.err.contains("2 of restricted post-mortems not listed"),
        "{}",
        ran.err
    );
}

#[test]
fn me_is_nobody_where_git_knows_nobody() {
    let folder = repository();
    folder.git(&["init", "-q"]);
    folder.git(&["config", "user.name", ""]);
    folder.git(&["config", "user.email", ""]);
    let ran = folder.whys(&["actions", "--owner", "@me"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("@me: Git does not know who you are"),
        "{}",
        ran.err
    );
}
