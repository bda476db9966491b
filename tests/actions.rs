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
    let address = "https://larkspur.example/blob/main";
    let ran = folder.whys(
        &[
            &["actions", "--format", "markdown", "--links", address],
            &TODAY[..],
        ]
        .concat(),
    );
    let link = format!("[Outage of search]({address}/incidents/b.md#L17)");
    assert!(ran.out.contains(&link), "{}", ran.out);
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

/// A repository in which one action was moved twice, one done and one lost.
fn followed() -> Folder {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    let post = |actions: &str| {
        format!(
            "---\nstatus: review\ntitle: Outage\nseverity: SEV2\nteam: payments/checkout\n---\n# Outage\n\n## Impact\n\n5 users\n\n## Actions\n\n{actions}"
        )
    };
    let action = |mark: &str, text: &str, due: &str| {
        format!("- [{mark}] {text}\n  - owner: @ana, due: {due}\n\n")
    };
    let cap = |due: &str| action(" ", "Cap the retries of checkout at 2", due);
    let page = |mark: &str| {
        action(
            mark,
            "Page on-call when the queue is older than 10 min",
            "2026-03-01",
        )
    };
    let lost = action(
        " ",
        "Alert when fewer than two replicas answer",
        "2026-03-01",
    );
    let versions = [
        (
            "2026-01-10",
            "incidents/a.md",
            post(&(cap("2026-02-01") + &page(" ") + &lost)),
        ),
        (
            "2026-02-10",
            "incidents/a.md",
            post(&(cap("2026-03-01") + &page("x") + &lost)),
        ),
        (
            "2026-03-10",
            "incidents/2026/a.md",
            post(&(page("x") + &cap("2026-04-01"))),
        ),
    ];
    for (day, path, text) in versions {
        if path != "incidents/a.md" {
            std::fs::remove_file(folder.path().join("incidents/a.md")).expect("a file");
        }
        folder.write(path, text);
        folder.commit_as("Tom", day);
    }
    folder
}

fn json(folder: &Folder, args: &[&str]) -> serde_json::Value {
    let ran = folder.whys(&[&["actions", "--format", "json"], &TODAY[..], args].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).expect("JSON")
}

#[test]
fn an_action_is_followed_through_renames_and_edits() {
    let folder = followed();
    let all = json(&folder, &["--all"]);
    let cap = &all["actions"][0];
    assert_eq!(cap["history"]["opened"]["on"], "2026-01-10");
    assert_eq!(cap["history"]["opened"]["by"], "Tom");
    assert_eq!(cap["history"]["age_days"], 90);
    let slips = cap["history"]["slips"].as_array().expect("a list");
    let to: Vec<_> = slips.iter().map(|slip| slip["to"].as_str()).collect();
    assert_eq!(to, [Some("2026-03-01"), Some("2026-04-01")]);
    let page = &all["actions"][1];
    assert_eq!(page["history"]["states"][0]["state"], "done");
    assert_eq!(page["history"]["states"][0]["on"], "2026-02-10");
    // The same from what is kept, from a damaged copy, and after a commit on top.
    let kept = folder.path().join(".git/whys/ledger");
    assert!(kept.is_file());
    assert_eq!(json(&folder, &["--all"]), all);
    let mut bytes = std::fs::read(&kept).expect("a file");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&kept, &bytes).expect("a file");
    assert_eq!(json(&folder, &["--all"]), all);
    std::fs::write(&kept, "").expect("a file");
    assert_eq!(json(&folder, &["--all"]), all);
    folder.write("notes.md", "# Notes\n");
    folder.commit_as("Tom", "2026-03-11");
    assert_eq!(json(&folder, &["--all"]), all);
}

#[test]
fn what_happened_since_is_told() {
    let folder = followed();
    let events = |since: &str| -> Vec<(String, String)> {
        let told = json(&folder, &["--since", since]);
        let all = told["happened"].as_array().expect("a list").iter();
        let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
        all.map(|one| {
            let words = text(&one["action"]["text"]);
            let word = words.split(' ').next().expect("a word").to_owned();
            (text(&one["event"]), word)
        })
        .collect()
    };
    let pair = |event: &str, word: &str| (event.to_owned(), word.to_owned());
    let late = [pair("vanished", "Alert"), pair("slipped", "Cap")];
    assert_eq!(events("2026-03-01"), late);
    assert_eq!(events("HEAD~1"), late);
    let more = [
        pair("vanished", "Alert"),
        pair("slipped", "Cap"),
        pair("slipped", "Cap"),
        pair("closed", "Page"),
    ];
    assert_eq!(events("HEAD~2"), more);
    let ran = folder.whys(&["actions", "--since", "nowhere"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("nowhere: there is no such revision here"),
        "{}",
        ran.err
    );
    let table = folder
        .whys(&[&["actions", "--since", "2026-03-01"], &TODAY[..]].concat())
        .out;
    assert!(
        table.contains("2026-03-10 by Tom, from 2026-03-01 to 2026-04-01: Cap"),
        "{table}"
    );
}

#[test]
fn what_is_not_committed_is_followed_as_well() {
    let folder = followed();
    let text = String::from_utf8(folder.read("incidents/2026/a.md")).expect("UTF-8");
    folder.write(
        "incidents/2026/a.md",
        text.replace("2026-04-01", "2026-05-01"),
    );
    let all = json(&folder, &[]);
    let slips = all["actions"][0]["history"]["slips"]
        .as_array()
        .expect("a list");
    assert_eq!((slips.len(), slips[2]["commit"].is_null()), (3, true));
    // A crlf checkout is no change.
    folder.write("incidents/2026/a.md", text.replace('\n', "\r\n"));
    let all = json(&folder, &[]);
    assert_eq!(
        all["actions"][0]["history"]["slips"]
            .as_array()
            .map(Vec::len),
        Some(2)
    );
}

#[test]
fn a_shallow_clone_says_what_it_cannot_know() {
    let folder = followed();
    let url = format!("file://{}", folder.path().display());
    let clone = Folder::new();
    clone.git(&["clone", "-q", "--depth", "1", &url, "."]);
    let ran = clone.whys(&[&["actions", "--format", "json"], &TODAY[..]].concat());
    assert!(
        ran.err.contains("the history here begins on 2026-03-10"),
        "{}",
        ran.err
    );
    let all: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(all["actions"][0]["history"]["may_be_older"], true);
    let table = clone.whys(&[&["actions"], &TODAY[..]].concat()).out;
    assert!(table.contains("open for more than 31 days"), "{table}");
}

#[test]
fn types_states_and_groups() {
    let folder = repository();
    assert_eq!(listed(&folder, &["--state", "done"]), ["Raise"]);
    assert_eq!(listed(&folder, &["--type", "detect"]), ["Page"]);
    let table = folder
        .whys(&[&["actions", "--group-by", "unit"], &TODAY[..]].concat())
        .out;
    let headings: Vec<&str> = table
        .lines()
        .filter(|line| line.contains(" open"))
        .collect();
    assert_eq!(
        headings,
        [
            "payments: 2 open, 1 overdue",
            "  payments/checkout: 2 open, 1 overdue",
            "search: 2 open, 1 overdue"
        ]
    );
    let failed = folder.whys(&[&["actions", "--fail-overdue"], &TODAY[..]].concat());
    assert_eq!(failed.code, 1);
    let early = folder.whys(&["actions", "--fail-overdue", "--today", "2026-03-01"]);
    assert_eq!(early.code, 0);
}

#[test]
fn the_gravest_incident_comes_first() {
    let folder = repository();
    let text = String::from_utf8(folder.read("incidents/b.md")).expect("UTF-8");
    folder.write(
        "incidents/b.md",
        text.replace("team: search", "severity: sev-1\nteam: search"),
    );
    assert_eq!(listed(&folder, &[]), ["Keep", "Page", "Reject", "Cap"]);
}

#[test]
fn no_cell_of_a_spreadsheet_is_a_formula() {
    let folder = repository();
    let text = String::from_utf8(folder.read("incidents/a.md")).expect("UTF-8");
    folder.write(
        "incidents/a.md",
        text.replace("Cap the", "=HYPERLINK(1) the"),
    );
    let ran = folder.whys(&[&["actions", "--format", "csv"], &TODAY[..]].concat());
    assert!(ran.out.contains("'=HYPERLINK"), "{}", ran.out);
    assert!(
        ran.out.lines().all(|line| !line.contains(",=")),
        "{}",
        ran.out
    );
}

#[test]
fn an_overview_page_is_kept_and_checked() {
    let folder = repository();
    for page in ["docs/open.md", "docs/open.html"] {
        let check = |today: &str| folder.whys(&["actions", "--check", page, "--today", today]);
        assert_eq!(check("2026-04-10").code, 1);
        assert_eq!(folder.whys(&["actions", "--write", page]).code, 0);
        let text = String::from_utf8(folder.read(page)).expect("UTF-8");
        assert!(
            text.contains("../incidents/a.md") && !text.contains("days late"),
            "{text}"
        );
        // It is the same on any day, and after a commit.
        assert_eq!(check("2020-01-01").code, 0);
        assert_eq!(check("2030-01-01").code, 0);
        folder.write(page, text.replace("PAY-1", "PAY-2"));
        let ran = check("2026-04-10");
        assert_eq!(ran.code, 1);
        assert!(
            ran.out.contains("PAY-2") && ran.out.contains("--- a/docs/open"),
            "{}",
            ran.out
        );
        assert_eq!(folder.whys(&["actions", "--write", page]).code, 0);
        assert_eq!(String::from_utf8(folder.read(page)).expect("UTF-8"), text);
    }
    folder.write("README.md", "# Ours\n");
    let refused = folder.whys(&["actions", "--write", "README.md"]);
    assert_eq!(refused.code, 2);
    assert_eq!(folder.read("README.md"), b"# Ours\n");
    folder.write(
        "README.md",
        "# Ours\n\n<!-- whys-actions -->\n<!-- /whys-actions -->\n\nEnd.\n",
    );
    assert_eq!(folder.whys(&["actions", "--write", "README.md"]).code, 0);
    let text = String::from_utf8(folder.read("README.md")).expect("UTF-8");
    assert!(
        text.starts_with("# Ours\n\n<!-- whys-actions -->\n\n")
            && text.ends_with("<!-- /whys-actions -->\n\nEnd.\n"),
        "{text}"
    );
    assert!(text.contains("Cap the retries"));
    assert_eq!(folder.whys(&["actions", "--check", "README.md"]).code, 0);
}

#[test]
fn a_page_for_a_browser_runs_and_asks_for_nothing() {
    let folder = repository();
    let text = String::from_utf8(folder.read("incidents/b.md")).expect("UTF-8");
    let evil = "Keep `<script>alert(1)</script> \"><img src=x onerror=alert(1)>` three";
    folder.write("incidents/b.md", text.replace("Keep | three", evil));
    let ran = folder.whys(&[&["actions", "--format", "html"], &TODAY[..]].concat());
    for wrong in ["<script", "<img", "url(", "@import", "<link"] {
        assert!(!ran.out.contains(wrong), "{wrong}: {}", ran.out);
    }
    assert!(ran.out.contains("&lt;script&gt;"), "{}", ran.out);
}

#[test]
fn several_repositories_are_listed_as_one() {
    let (one, other) = (followed(), repository());
    let path = other.path().to_str().expect("UTF-8");
    let ran = one.whys(&[&["actions", "--repo", ".", "--repo", path], &TODAY[..]].concat());
    assert_eq!(
        (
            ran.code,
            ran.err.contains("5 open actions in 3 post-mortems")
        ),
        (0, true),
        "{}",
        ran.err
    );
    let ran = one.whys(&["actions", "--repo", "nowhere"]);
    assert_eq!(ran.code, 2);
}
