//! A team's own rules in `.whys/rules`: they work like those that ship with whys, and no page can do harm.

mod program;

use program::{DOCUMENT, Folder, Ran, rules};

/// A page with this check and these settings.
fn page(check: &str, settings: &str) -> String {
    format!(
        "---
group: language
summary: It uses a word of our own.
why: Whoever joins later cannot look it up.
question: What does the handbook call it?
facts: warning
standard: error
from: draft
check: {check}
settings:
{settings}---
# A rule of our own

Text.
"
    )
}

/// A rule of phrases, whole.
fn jargon() -> String {
    page(
        "phrases",
        "  message: \"`{found}` is jargon\"\n  help: say what it does\n  phrases: [flux capacitor, \"big red (?:button|switch)\"]\n  harmless: [flux capacitor team]\n",
    )
}

/// A rule with a condition and what else stands below `settings`.
fn require(condition: &str, more: &str) -> String {
    page(
        "require",
        &format!("  condition: {condition}\n  message: it does not hold\n{more}"),
    )
}

const JARGON: &str = ".whys/rules/our-jargon.md";

/// A folder with a document that uses the jargon, and a page.
fn folder(page: impl AsRef<[u8]>) -> Folder {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    folder.write("incidents/a.md", document());
    folder.write(JARGON, page);
    folder
}

fn document() -> String {
    DOCUMENT.replace(
        "The pool of connections had no limit.",
        "The flux capacitor team found that the Big red\nbutton of the flux capacitor had no limit.",
    )
}

fn lint(folder: &Folder, args: &[&str]) -> Ran {
    folder.whys(&[&["lint", "-fconcise", "incidents"], args].concat())
}

/// The lines of our rule.
fn told(folder: &Folder, args: &[&str]) -> Vec<String> {
    let ran = lint(folder, args);
    assert!(ran.code < 2, "{}", ran.err);
    let lines = ran.out.lines().filter(|line| line.contains("[our-jargon]"));
    lines.map(str::to_owned).collect()
}

/// The page is refused with this error, and only by who needs rules.
fn refused(page: impl AsRef<[u8]>, error: &str, help: &str) {
    let folder = folder(page);
    let ran = lint(&folder, &[]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{error}");
    let expected = format!("error: {JARGON}{error}");
    assert!(ran.err.starts_with(&expected), "{expected}\n{}", ran.err);
    let helped = ran.err.contains(&format!(" help: {help}"));
    assert!(help.is_empty() || helped, "{help}\n{}", ran.err);
    assert_eq!(folder.whys(&["rules", "test"]).code, 2, "{error}");
    assert_eq!(folder.whys(&["rules"]).code, 2, "{error}");
    assert_eq!(lint(&folder, &["--no-config"]).code, 0);
    assert_eq!(folder.whys(&["inspect", "incidents/a.md"]).code, 0);
    assert_eq!(folder.whys(&["new", "--live", "Checkout is down"]).code, 0);
}

#[test]
fn phrases_are_reported_with_the_page_of_the_team() {
    let folder = folder(jargon());
    assert_eq!(
        told(&folder, &[]),
        [
            "incidents/a.md:9:40: warning[our-jargon] `Big red button` is jargon",
            "incidents/a.md:10:15: warning[our-jargon] `flux capacitor` is jargon",
        ]
    );
    let full = folder.whys(&["lint", "--select", "our-jargon"]);
    assert!(
        full.out.contains("= page: .whys/rules/our-jargon.md\n"),
        "{}",
        full.out
    );
    let json = folder.whys(&["lint", "--select", "our-jargon", "-fjson"]);
    assert!(
        json.out.contains("\"url\":\".whys/rules/our-jargon.md\""),
        "{}",
        json.out
    );
    let linked = folder.whys(&["lint", "--select", "our-jargon", "--color", "always"]);
    assert!(!linked.out.contains("\u{1b}]8;;.whys"), "{}", linked.out);
    assert!(linked.out.contains("our-jargon.md"), "{}", linked.out);
}

#[test]
fn a_path_is_shown_as_it_leads_from_here() {
    let folder = folder(jargon());
    let command = &mut folder.command(&["lint", "-fjson", "--select", "our-jargon"]);
    let ran = command
        .current_dir(folder.path().join("incidents"))
        .output()
        .expect("whys runs");
    let out = String::from_utf8(ran.stdout).expect("UTF-8");
    assert!(
        out.contains("\"url\":\"../.whys/rules/our-jargon.md\""),
        "{out}"
    );
}

#[test]
fn they_are_selected_ignored_silenced_and_configured_like_all_rules() {
    let folder = folder(jargon());
    let ran = lint(&folder, &["--select", "our-jargon"]);
    assert_eq!(ran.out.lines().count(), 2, "{}", ran.out);
    assert!(told(&folder, &["--ignore", "our-jargon"]).is_empty());
    let misspelt = lint(&folder, &["--select", "our-jargn"]);
    assert_eq!(misspelt.code, 2);
    assert!(
        misspelt.err.contains("did you mean `our-jargon`?"),
        "{}",
        misspelt.err
    );
    folder.write("whys.toml", "[rules.our-jargon]\nseverity = \"error\"\n");
    assert!(told(&folder, &[])[0].contains("error[our-jargon]"));
    folder.write("whys.toml", "[rules.our-jargon]\nseverity = \"off\"\n");
    assert!(told(&folder, &[]).is_empty());
    folder.write("whys.toml", "[rules.our-jargon]\nphrases = [\"limit\"]\n");
    assert!(told(&folder, &[])[0].ends_with("`limit` is jargon"));
    std::fs::remove_file(folder.path().join("whys.toml")).expect("a file");
    let silencer = "<!-- whys: allow-file our-jargon: it is in the glossary -->\n\n";
    folder.write("incidents/a.md", format!("{silencer}{}", document()));
    assert!(told(&folder, &[]).is_empty());
    folder.write("incidents/a.md", format!("{silencer}{DOCUMENT}"));
    let unused = lint(&folder, &[]);
    assert!(unused.out.contains("[unused-silencer]"), "{}", unused.out);
    // Whoever did not look at the rules cannot say that there is none of this name.
    let blind = lint(&folder, &["--no-config"]).out;
    assert!(!blind.contains("our-jargon"), "{blind}");
}

#[test]
fn a_wrong_setting_of_the_configuration_is_told_with_its_place() {
    let folder = folder(jargon());
    for (settings, error, help) in [
        (
            "phrases = [\"(\"]",
            "2:1: `phrases`: “(” is no phrase",
            "write words",
        ),
        (
            "phrases = 3",
            "2:1: `phrases` of `our-jargon` must be a list",
            "",
        ),
        (
            "phrase = []",
            "2:1: `our-jargon` has no setting `phrase`",
            "did you mean `phrases`?",
        ),
        (
            "phrases = []",
            "2:1: `phrases`: there are no phrases",
            "write phrases",
        ),
    ] {
        folder.write("whys.toml", format!("[rules.our-jargon]\n{settings}\n"));
        let ran = lint(&folder, &[]);
        assert_eq!(ran.code, 2, "{settings}");
        assert!(
            ran.err.contains(&format!("error: whys.toml:{error}")),
            "{}",
            ran.err
        );
        assert!(ran.err.contains(help), "{}", ran.err);
    }
    folder.write(JARGON, require("actions", ""));
    folder.write("whys.toml", "[rules.our-jargon]\ncondition = \"actoins\"\n");
    let ran = lint(&folder, &[]);
    let error = "error: whys.toml:2:1: `condition`: there is no fact `actoins`\n help: did you mean `actions`?";
    assert!(ran.err.contains(error), "{}", ran.err);
}

#[test]
fn they_are_listed_and_explained() {
    let folder = folder(jargon());
    let list = folder.whys(&["rules"]).out;
    assert!(
        list.contains("It uses a word of our own.  .whys/rules/our-jargon.md\n"),
        "{list}"
    );
    let json: serde_json::Value =
        serde_json::from_str(&folder.whys(&["rules", "-fjson"]).out).expect("JSON");
    let all = json["rules"].as_array().expect("a list");
    let of = |id: &str| all.iter().find(|rule| rule["id"] == id).expect("a rule");
    assert_eq!(of("our-jargon")["path"], ".whys/rules/our-jargon.md");
    assert_eq!(
        of("our-jargon")["settings"]["harmless"][0],
        "flux capacitor team"
    );
    assert!(of("human-error")["path"].is_null());
    let page = folder.whys(&["explain", "our-jargon"]).out;
    assert!(
        page.contains("page      .whys/rules/our-jargon.md\n"),
        "{page}"
    );
    assert!(page.ends_with("\nText.\n"), "{page}");
    assert!(
        !folder
            .whys(&["rules", "--no-config"])
            .out
            .contains("our-jargon")
    );
}

#[test]
fn the_nearest_folder_holds() {
    let folder = folder(jargon());
    folder.write("b/.whys/rules/README.md", "About our rules.\n");
    folder.write("b/incidents/b.md", document());
    folder.write("whys.toml", "profile = \"facts\"\n");
    let ran = folder.whys(&["lint", "-fconcise", "--select", "our-jargon"]);
    assert_eq!(ran.out.matches("[our-jargon]").count(), 2, "{}", ran.out);
    assert!(!ran.out.contains("b/incidents"), "{}", ran.out);
}

#[test]
fn word_lists_stand_beside_the_pages() {
    let settings = "  message: \"`{found}` is jargon\"\n";
    let page =
        page("phrases", settings).replace("settings:", "words: [jargon, harmless]\nsettings:");
    let folder = folder(page);
    let ran = lint(&folder, &[]);
    assert!(
        ran.err.contains(&format!("error: {JARGON}:10:1: there is no word list `jargon`\n help: write it as words/en/jargon.txt")),
        "{}",
        ran.err
    );
    folder.write(
        ".whys/rules/words/en/jargon.txt",
        "# ours\nflux capacitor # 1985\r\n",
    );
    folder.write(".whys/rules/words/de/jargon.txt", "big red button\n");
    folder.write(".whys/rules/words/en/harmless.txt", "flux capacitor team\n");
    assert_eq!(told(&folder, &[]).len(), 2);
    folder.write(".whys/rules/words/en/jargon.txt", "flux (capacitor\n");
    let ran = lint(&folder, &[]);
    assert!(
        ran.err.contains(&format!(
            "error: {JARGON}:10:8: `words`: “flux (capacitor” is no phrase"
        )),
        "{}",
        ran.err
    );
}

#[test]
fn a_requirement_is_asked_of_the_document() {
    let folder = folder(require(
        "actions | selectattr(\"type\", \"equalto\", \"prevent\") | list",
        "  when: severity == \"SEV1\"\n  place: actions\n  help: \"{{ severity }} needs one\"\n",
    ));
    let text = |severity: &str| {
        format!(
            "---\nseverity: {severity}\n---\n{DOCUMENT}\n## Actions\n\n- [ ] Roll back to 4710\n  - type: repair\n"
        )
    };
    folder.write("incidents/a.md", text("SEV2"));
    assert!(told(&folder, &[]).is_empty());
    folder.write("incidents/a.md", text("SEV1"));
    assert_eq!(
        told(&folder, &[]),
        ["incidents/a.md:14:4: warning[our-jargon] it does not hold"]
    );
    let full = folder.whys(&["lint", "--select", "our-jargon"]).out;
    assert!(full.contains("= help: SEV1 needs one\n"), "{full}");
}

#[test]
fn a_requirement_is_asked_of_each_action_and_told_as_one() {
    let page = require(
        "action.due < settings.latest and action.ticket is matches(settings.pattern)",
        "  each: actions\n  when: action.due\n  latest: \"2026-07-01\"\n  pattern: \"^PAY-[0-9]{1,6}$\"\n",
    )
    .replace("message: it does not hold", "message: \"{{ action.text | quote }} is due {{ action.due }}, on {{ today }}\"")
    .replace("check:", "several: \"{n} of {of} dated actions are late\"\ncheck:");
    let folder = folder(page);
    let actions = "\n## Actions\n\n\
- [ ] Cap the retries of checkout at 2 (owner: Ana, due: 2026-06-30, ticket: PAY-1)\n\
- [ ] Cap the retries of search at 2 (owner: Ana, due: 2026-07-30, ticket: PAY-2)\n\
- [ ] Cap the retries of the ledger at 2 (owner: Ana, due: 2026-06-30, ticket: OPS-2)\n\
- [ ] Cap the retries of mail at 2\n";
    folder.write("incidents/a.md", format!("{DOCUMENT}{actions}"));
    assert_eq!(
        told(&folder, &[]),
        ["incidents/a.md:14:7: warning[our-jargon] 2 of 3 dated actions are late"]
    );
    let full = folder
        .whys(&["lint", "--select", "our-jargon", "--today", "2026-05-05"])
        .out;
    assert!(
        full.contains("“Cap the retries of search at 2 (owner: Ana, due: 2026-07-30, …” is due 2026-07-30, on 2026-05-05")
            || full.contains("“Cap the retries of search at 2”"),
        "{full}"
    );
}

#[test]
fn every_list_of_facts_can_be_asked_one_by_one() {
    let text = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules/require/sample.md"),
    )
    .expect("the sample");
    for (each, one) in [
        ("actions", "action.text"),
        ("causes", "cause.text"),
        ("ephemeral_links", "link.url"),
        ("lessons", "lesson.kind"),
        ("numbers", "number.metric"),
        ("pictures", "picture.target"),
        ("sections", "section.heading"),
        ("timeline", "entry.at"),
    ] {
        let page = require("'false'", &format!("  each: {each}\n"))
            .replace("it does not hold", &format!("\"{{{{ {one} }}}}\""));
        let folder = folder(page);
        folder.write("incidents/a.md", &text);
        let ran = lint(&folder, &["--select", "our-jargon", "--profile", "facts"]);
        assert!(!ran.out.is_empty(), "{each}: {}", ran.err);
        assert!(
            !ran.out.contains("[our-jargon] none"),
            "{each}: {}",
            ran.out
        );
    }
}

#[test]
fn a_condition_that_fails_on_a_document_is_an_error_with_its_place() {
    let folder = folder(require(
        "title | int > 2",
        "  when: actions | length == 1\n",
    ));
    let plain = lint(&folder, &[]);
    assert_eq!(plain.code, 0, "{}", plain.err);
    let one = format!(
        "{DOCUMENT}\n## Actions\n\n- [ ] Cap the retries of checkout at 2\n\nHuman error.\n"
    );
    folder.write("incidents/a.md", &one);
    folder.write("incidents/b.md", document() + "\nIt was human error.\n");
    let ran = lint(&folder, &[]);
    assert_eq!(ran.code, 2);
    let error = format!("error: {JARGON}:11:22: `condition` fails for incidents/a.md: ");
    assert!(ran.err.contains(&error), "{}", ran.err);
    assert!(
        ran.out
            .contains("incidents/a.md:15:1: warning[human-error]"),
        "{}",
        ran.out
    );
    assert!(
        ran.out
            .contains("incidents/b.md:12:8: warning[human-error]"),
        "{}",
        ran.out
    );
}

#[test]
fn what_is_wrong_with_a_page_is_told_with_its_place() {
    let with = |from: &str, to: &str| jargon().replace(from, to);
    for (page, error, help) in [
        (
            "Text.\n".to_owned(),
            ":1:1: the page has no front matter",
            "begin it with a line `---`",
        ),
        (
            with("why: ", "wyh: "),
            ":4:1: unknown key `wyh`",
            "did you mean `why`?",
        ),
        (
            with("why: Whoever joins later cannot look it up.\n", ""),
            ":1:",
            "the keys and their values",
        ),
        (
            with("facts: warning", "facts: loud"),
            ":6:8: ",
            "the keys and their values",
        ),
        (
            with("facts: warning", "facts: rising"),
            ":6:1: `rising` is for `standard`",
            "",
        ),
        (
            with("facts: warning", "facts: not-stated"),
            ":6:1: `not-stated` has a phrase where",
            "",
        ),
        (with("from: draft", "from: never"), ":8:7: ", ""),
        (
            with("own.\nwhy", "own\nwhy"),
            ":3:1: `summary` is not one line that ends a sentence",
            "",
        ),
        (
            with("check: phrases", "check: phrase"),
            ":9:1: a team's rule cannot have the check `phrase`",
            "write phrases or require",
        ),
        (
            with("check: phrases", "check: secret"),
            ":9:1: a team's rule cannot have the check `secret`",
            "write phrases or require",
        ),
        (
            with("  help:", "  hlep:"),
            ":12:9: `hlep`: there is no such setting",
            "did you mean `help`?",
        ),
        (
            with("flux capacitor, ", "\"flux (\", "),
            ":13:12: `phrases`: “flux (” is no phrase",
            "write words",
        ),
        (
            with("flux capacitor, ", "\"\", "),
            ":13:12: `phrases`: “” is no phrase: matches everything",
            "write words",
        ),
        (
            with("flux capacitor, ", "\"a*\", "),
            ":13:12: `phrases`: “a*” is no phrase: matches everything",
            "write words",
        ),
        (
            with("  message: \"`{found}` is jargon\"\n", ""),
            ":10:1: `message`: `message` is missing",
            "write message",
        ),
        (
            with("  harmless", "  except: [timeliness]\n  harmless"),
            ":14:11: `except`: `timeliness` is no section",
            "",
        ),
        (
            with("summary:", "summary: x\nsummary:"),
            ":4:1: the key `summary` is given twice",
            "",
        ),
        (with("why: ", "why: ["), ":", ""),
    ] {
        refused(page, error, help);
    }
}

#[test]
fn what_is_wrong_with_a_requirement_is_told_with_its_place() {
    for (condition, more, error, help) in [
        (
            "actoins",
            "",
            ":11:14: `condition`: there is no fact `actoins`",
            "did you mean `actions`?",
        ),
        (
            "title and people.authr",
            "",
            ":11:24: `condition`: there is no fact `people.authr`",
            "did you mean `author`?",
        ),
        (
            "title and",
            "",
            ":11:20: `condition`: unexpected end of input",
            "",
        ),
        (
            "title is nosuch",
            "",
            ":11:23: `condition`: test nosuch is unknown",
            "",
        ),
        (
            "title | length > 3",
            "",
            ":11:22: `condition`: for a post-mortem that states nothing: cannot calculate length",
            "",
        ),
        (
            "action.owner",
            "",
            ":11:14: `condition`: there is no fact `action`",
            "did you mean `actions`?",
        ),
        (
            "action.ownr",
            "  each: actions\n",
            ":11:14: `condition`: there is no fact `action.ownr`",
            "did you mean `owner`?",
        ),
        (
            "title",
            "  each: action\n",
            ":13:9: `each`: `action` is no list of facts",
            "did you mean `actions`?",
        ),
        (
            "title",
            "  place: nowhere\n",
            ":13:10: `place`: `nowhere` is no section",
            "",
        ),
        (
            "title",
            "  wen: status\n",
            ":13:8: `wen`: there is no such setting",
            "did you mean `when`?",
        ),
        (
            "title",
            "  help: \"{% for a in actions %}x{% endfor %}\"\n",
            ":13:10: `help`: only `{{ expressions }}` may stand in it",
            "put the logic",
        ),
        (
            "title",
            "  help: \"{{ titel }}\"\n",
            ":13:13: `help`: there is no fact `titel`",
            "did you mean `title`?",
        ),
        (
            "title",
            "  when: settings.limit\n",
            ":13:9: `when`: there is no fact `settings.limit`",
            "",
        ),
        (
            "title is matches(\"(\")",
            "",
            ":11:23: `condition`: “(” is no regular expression",
            "",
        ),
        (
            "\"\"",
            "",
            ":11:14: `condition`: `condition` is missing",
            "write condition",
        ),
    ] {
        refused(require(condition, more), error, help);
    }
    let folded = ">-\n    title and\n    people.authr";
    refused(
        require(folded, ""),
        ":13:5: `condition`: there is no fact `people.authr`",
        "",
    );
}

#[test]
fn a_name_is_not_taken_twice_and_is_one_that_can_be_written() {
    let folder = folder(jargon());
    folder.write(".whys/rules/human-error.md", jargon());
    folder.write(".whys/rules/Our rule.md", jargon());
    let ran = lint(&folder, &[]);
    assert_eq!(ran.code, 2);
    let taken = "error: .whys/rules/human-error.md: `human-error` is a rule of whys\n help: name the file otherwise";
    assert!(ran.err.contains(taken), "{}", ran.err);
    let name = "error: .whys/rules/Our rule.md: `Our rule` cannot be the name of a rule";
    assert!(ran.err.contains(name), "{}", ran.err);
}

#[test]
fn evil_pages_end_soon_and_harm_nothing() {
    let start = std::time::Instant::now();
    for (condition, error) in [
        (
            "range(100000) | list | length * (range(100000) | list | length)",
            "takes more steps",
        ),
        ("\"a\" * 1000000000", "takes more steps"),
        (
            "range(10000) | map(\"string\") | join(\"x\") | list | sort | unique | list | length > range(10000) | list | sum",
            "takes more steps",
        ),
        (
            "title is matches(\"(?:a{900}){900}\")",
            "is no regular expression",
        ),
        ("title is matches(\"x\" * 100000)", "takes more steps"),
    ] {
        let ran = lint(&folder(require(&format!("'{condition}'"), "")), &[]);
        assert_eq!(ran.code, 2, "{condition}");
        assert!(ran.err.contains(error), "{condition}: {}", ran.err);
    }
    for condition in ["1+".repeat(60_000) + "1", "not ".repeat(60_000) + "1"] {
        refused(
            require(&condition, ""),
            ":11:14: `condition`: it is longer than the 1000 bytes",
            "make several",
        );
    }
    refused(require(&format!("'{}1'", "a(".repeat(300)), ""), ":11:", "");
    let long = page(
        "phrases",
        &format!(
            "  message: m\n  phrases: [{}]\n",
            "\"a.{0,9}b\", ".repeat(101)
        ),
    );
    refused(
        long,
        ":12:12: `phrases`: there are more than 100 regular expressions",
        "write plain words",
    );
    let giant = page(
        "phrases",
        "  message: m\n  phrases: [\"(?:\\\\w{900}){900}\"]\n",
    );
    refused(
        giant,
        ":12:12: `phrases`: “(?:\\w{900}){900}” is no phrase",
        "write words",
    );
    refused(
        jargon() + &"x".repeat(10 << 20),
        ": is larger than the 256 KiB that whys reads",
        "make it shorter",
    );
    refused(
        b"\xff\xfe",
        ":1:1: is not UTF-8 from here on",
        "it looks like UTF-16",
    );
    let bomb: String = (0..9)
        .map(|n| format!("a{n}: &a{n} [{}]\n", format!("*a{}, ", n - 1).repeat(9)))
        .collect();
    refused(
        format!("---\n{}---\n", bomb.replace("*a-1, ", "x, ")),
        ":",
        "",
    );
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn an_expression_cannot_stall_on_a_large_document() {
    let folder = folder(require(
        "actions | selectattr(\"owner\", \"equalto\", action.owner) | list | length < 1000000",
        "  each: actions\n",
    ));
    let actions = "- [ ] Cap the retries of checkout at 2 (@ana)\n".repeat(1_000);
    folder.write(
        "incidents/a.md",
        format!("{DOCUMENT}\n## Actions\n\n{actions}"),
    );
    let start = std::time::Instant::now();
    let ran = lint(&folder, &["--select", "our-jargon"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(
        ran.err
            .contains("fails for incidents/a.md: it takes more steps"),
        "{}",
        ran.err
    );
    let spent = start.elapsed();
    assert!(spent.as_secs() < 20, "{spent:?}");
}

#[test]
fn a_message_is_one_short_line_whatever_it_says() {
    let page = require("'false'", "").replace(
        "it does not hold",
        "\"{{ title }}{{ 'a\\nb \\u001b[31m##[x]' * 100 }}\"",
    );
    let folder = folder(page);
    for format in ["full", "concise", "github", "json"] {
        let ran = folder.whys(&["lint", "--select", "our-jargon", "-f", format]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(
            !ran.out.contains('\u{1b}') && !ran.out.contains("##["),
            "{}",
            ran.out
        );
        assert!(ran.out.len() < 4_000, "{}", ran.out);
    }
}

#[test]
fn escapes_on_a_page_are_shown_and_not_done() {
    let evil = "\\e]8;;https://e\\e\\\\ ##[add-mask]e";
    let page = jargon()
        .replace(
            "why: Whoever joins later cannot look it up.",
            &format!("why: \"{evil}.\""),
        )
        .replace(
            "question: What does the handbook call it?",
            &format!("question: \"{evil}?\""),
        )
        .replace(
            "summary: It uses a word of our own.",
            &format!("summary: \"{evil}.\""),
        )
        .replace("\nText.\n", "\n\u{1b}[31m ##[x]\n");
    let folder = folder(page);
    for args in [
        &["lint", "--select", "our-jargon"][..],
        &["lint", "--select", "our-jargon", "-fgithub"],
        &["lint", "--select", "our-jargon", "-fjson"],
        &["rules"],
        &["explain", "our-jargon"],
    ] {
        let ran = folder.whys(args);
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
        assert!(
            !ran.out.contains('\u{1b}') && !ran.out.contains("##["),
            "{args:?}: {}",
            ran.out
        );
    }
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_repository() {
    let outside = Folder::new();
    let page = outside.write("our-jargon.md", jargon());
    outside.write("words/en/list.txt", "secret words\n");
    let link = |folder: &Folder, target: &std::path::Path, name: &str| {
        let place = folder.path().join(name);
        std::fs::create_dir_all(place.parent().expect("a parent")).expect("folders");
        std::os::unix::fs::symlink(target, place).expect("a link");
    };
    let refused = |folder: &Folder, name: &str| {
        let ran = lint(folder, &[]);
        assert_eq!(ran.code, 2, "{name}");
        let error = format!("error: {name}: is a link that leads out of the repository\n");
        assert!(ran.err.contains(&error), "{}", ran.err);
    };
    let repository = || {
        let folder = Folder::new();
        folder.git(&["init", "-q"]);
        folder.write("incidents/a.md", document());
        folder
    };
    let folder = repository();
    link(&folder, &page, JARGON);
    refused(&folder, JARGON);
    let folder = repository();
    link(&folder, outside.path(), ".whys/rules");
    refused(&folder, JARGON);
    let folder = repository();
    folder.write(JARGON, jargon());
    link(&folder, &outside.path().join("words"), ".whys/rules/words");
    refused(&folder, ".whys/rules/words/en/list.txt");
    // Within the repository a link is as good as a file.
    let folder = repository();
    let shared = folder.write("shared/our-jargon.md", jargon());
    link(&folder, &shared, JARGON);
    assert_eq!(told(&folder, &[]).len(), 2);
}

#[test]
fn a_folder_or_a_pipe_is_no_page() {
    let folder = folder(jargon());
    folder.write(".whys/rules/other.md/file", "");
    let ran = lint(&folder, &[]);
    assert!(
        ran.err.contains("error: .whys/rules/other.md: is no file"),
        "{}",
        ran.err
    );
}

/// A page with examples; its output is as given.
fn with_examples(output: &str) -> String {
    format!(
        "{}\n## Examples\n\n````md bad\n# Outage\n\nThe flux capacitor broke.\n````\n\n```text output\n{output}```\n\n````md good\n# Outage\n\nThe flux capacitor team helped.\n````\n",
        jargon()
    )
}

const OUTPUT: &str = "\
error[our-jargon]: `flux capacitor` is jargon
 --> example.md:3:5
  |
3 | The flux capacitor broke.
  |     ^^^^^^^^^^^^^^
  |
  = why: Whoever joins later cannot look it up.
  = question: What does the handbook call it?
  = help: say what it does
  = page: .whys/rules/our-jargon.md
";

#[test]
fn examples_are_tests() {
    let folder = folder(with_examples(OUTPUT));
    let ran = folder.whys(&["rules", "test"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert_eq!(
        ran.err,
        "2 examples of 1 rule: all are as their pages show\n"
    );
    // From wherever, by whatever name.
    for path in [".", ".whys/rules", JARGON] {
        let ran = folder.whys(&["rules", "test", path]);
        assert_eq!(ran.code, 0, "{path}: {}{}", ran.out, ran.err);
    }
    let below = folder
        .command(&["rules", "test"])
        .current_dir(folder.path().join("incidents"))
        .output()
        .expect("whys runs");
    assert_eq!(below.status.code(), Some(0));
    folder.write("whys.toml", "[rules.our-jargon]\nseverity = \"off\"\n");
    assert_eq!(
        folder.whys(&["rules", "test"]).code,
        0,
        "the page stands for itself"
    );
}

#[test]
fn what_differs_is_told_and_blessed() {
    let folder =
        folder(with_examples("").replace("The flux capacitor team helped", "A flux capacitor"));
    let ran = folder.whys(&["rules", "test"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.contains(
            ".whys/rules/our-jargon.md:28: the output differs; whys says:\n    error[our-jargon]"
        ),
        "{}",
        ran.out
    );
    assert!(
        ran.out
            .contains(".whys/rules/our-jargon.md:31: this good example is reported; whys says:\n"),
        "{}",
        ran.out
    );
    assert_eq!(ran.err, "2 examples of 1 rule: 2 problems\n");
    let blessed = folder.whys(&["rules", "test", "--bless"]);
    assert_eq!(blessed.code, 1);
    assert!(
        !blessed.out.contains("the output differs"),
        "{}",
        blessed.out
    );
    let text = String::from_utf8(folder.read(JARGON)).expect("UTF-8");
    assert!(
        text.contains(&format!("```text output\n{OUTPUT}```\n")),
        "{text}"
    );
}

#[test]
fn blessing_keeps_the_bytes_that_are_not_outputs() {
    let windows = format!("\u{feff}{}", with_examples("").replace('\n', "\r\n"));
    let folder = folder(windows);
    assert_eq!(folder.whys(&["rules", "test", "--bless"]).code, 0);
    let expected = format!("\u{feff}{}", with_examples(OUTPUT).replace('\n', "\r\n"));
    assert_eq!(
        String::from_utf8(folder.read(JARGON)).expect("UTF-8"),
        expected
    );
    let mixed = format!("{}\r\n", with_examples(""));
    folder.write(JARGON, &mixed);
    let ran = folder.whys(&["rules", "test", "--bless"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("its lines end in two ways"), "{}", ran.err);
    assert_eq!(folder.read(JARGON), mixed.as_bytes());
}

#[test]
fn a_page_needs_examples_and_whole_fences() {
    for (page, problem) in [
        (jargon(), ":1: the page needs a bad and a good example"),
        (
            jargon() + "\n````md bad\nx\n",
            ":20: this fence is never closed",
        ),
        (
            with_examples(OUTPUT).replace("```text output", "```text"),
            ":28: the bad example above has no output",
        ),
        (
            with_examples(OUTPUT).replace("The flux capacitor broke", "It broke"),
            ":22: this bad example is not reported",
        ),
        (
            with_examples(OUTPUT).replace("md bad", "md bad profile=loud"),
            ":22: there is no such profile",
        ),
        (
            with_examples(OUTPUT).replace("````md bad", "```toml\nx = 1\n```\n\n````md bad"),
            ":22: whys.toml:1:1: unknown key `x`",
        ),
    ] {
        let ran = folder(page).whys(&["rules", "test"]);
        assert_eq!(ran.code, 1, "{problem}: {}", ran.err);
        assert!(
            ran.out.contains(&format!("{JARGON}{problem}")),
            "{problem}: {}",
            ran.out
        );
    }
}

#[test]
fn without_rules_there_is_nothing_to_test() {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    let ran = folder.whys(&["rules", "test"]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.err.starts_with("note: no rules of a team found"),
        "{}",
        ran.err
    );
    let ran = folder.whys(&["rules", "test", "nowhere"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("nowhere is no page of a rule"),
        "{}",
        ran.err
    );
}

#[test]
fn a_rule_of_another_configuration_may_be_named() {
    let folder = folder(jargon());
    folder.write("b/whys.toml", "");
    folder.write("b/incidents/b.md", document());
    let ran = folder.whys(&["lint", "-fjson", "--select", "our-jargon"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(rules(&ran), ["our-jargon", "our-jargon"]);
}

#[test]
fn a_page_is_no_post_mortem_for_a_hook() {
    let folder = folder(jargon());
    let page = ".whys/rules/incident-word.md";
    folder.write(page, jargon() + "\nIt was human error.\n");
    folder.git(&["add", "."]);
    for args in [&["--force-exclude", page][..], &["--staged"]] {
        let ran = folder.whys(&[&["lint", "-fjson", "--select", "human-error"], args].concat());
        assert_eq!(rules(&ran), Vec::<String>::new(), "{args:?}");
    }
}

#[test]
fn a_review_and_fixes_go_by_them() {
    let folder = folder(jargon());
    let ran = folder.whys(&["review", "incidents/a.md"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("is jargon"), "{}", ran.out);
    let text = document() + "\nIt was down\u{200b}.\n";
    folder.write("incidents/a.md", &text);
    let ran = folder.whys(&[
        "lint",
        "--fix",
        "-fjson",
        "--select",
        "our-jargon,hidden-text",
    ]);
    assert_eq!(rules(&ran), ["our-jargon", "our-jargon"]);
    assert_eq!(
        folder.read("incidents/a.md"),
        text.replace('\u{200b}', "").as_bytes()
    );
}

#[test]
fn a_review_and_fixes_tell_of_a_condition_that_fails() {
    let folder = folder(require(
        "title | int > 2",
        "  when: actions | length == 1\n",
    ));
    let action = "## Actions\n\n- [ ] Cap the retries\u{200b} of checkout at 2\n";
    let text = format!("{DOCUMENT}\n{action}");
    folder.write("incidents/a.md", &text);
    let error = format!("error: {JARGON}:11:22: `condition` fails for incidents/a.md: ");
    for args in [
        &["review", "incidents/a.md"][..],
        &["lint", "--diff"],
        &["lint", "--fix"],
    ] {
        let ran = folder.whys(args);
        assert_eq!(ran.code, 2, "{args:?}");
        assert_eq!(ran.err.matches(&error).count(), 1, "{args:?}: {}", ran.err);
        assert!(!ran.out.is_empty(), "{args:?}");
    }
    assert_eq!(
        folder.read("incidents/a.md"),
        text.replace('\u{200b}', "").as_bytes()
    );
}

#[test]
fn schema_and_completions_know_them() {
    let folder = folder(jargon());
    // Whoever mends a broken whys.toml needs its schema.
    folder.write("whys.toml", "[rules.our-jargon]\nseverty = \"off\"\n");
    let schema = folder.whys(&["schema", "config"]);
    let schema: serde_json::Value = serde_json::from_str(&schema.out).expect("JSON");
    for rules in ["/properties", "/properties/overrides/items/properties"] {
        let place = format!("{rules}/rules/properties/our-jargon/properties/phrases/default/0");
        assert_eq!(
            schema.pointer(&place).and_then(|value| value.as_str()),
            Some("flux capacitor")
        );
    }
    let script = folder.whys(&["completions", "bash"]).out;
    assert!(script.contains("our-jargon"));
    for args in [&["schema", "config"][..], &["completions", "bash"]] {
        let ran = folder.whys(&[args, &["--no-config"]].concat());
        assert!(!ran.out.contains("our-jargon"), "{args:?}");
    }
}

#[test]
fn what_whys_cannot_promise_is_no_key_of_theirs() {
    refused(
        jargon().replace("check:", "fix: writes the name\ncheck:"),
        ":9:1: unknown key `fix`",
        "known here: ",
    );
    refused(
        jargon().replace("group: language", "group: [language"),
        ":3:8: ",
        "the keys and their values",
    );
}
