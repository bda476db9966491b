//! What holds for every text: reading never panics, and every span lies in the file, on character boundaries.

#![allow(missing_docs, clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
use whys::fix::{Mended, mend};
use whys::linter::{Baseline, Linter, Options};
use whys::markdown::{Document, Span};
use whys::postmortem::{PostMortem, ReadOptions};
use whys::rules::{Profile, Rules, Team, TeamPage};

/// Pieces of Markdown that parsers stumble over, to be strewn together.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "\t",
    "- ",
    "* ",
    "1. ",
    "  - ",
    "- [ ] ",
    "- [x] ",
    "# ",
    "## ",
    "### Timeline\n",
    "## Action items\n",
    "## Root cause\n",
    "**Impact**: ",
    "**Ana**\n",
    "| a | b |\n|---|---|\n",
    "| 1 |\n",
    "|",
    "\\|",
    "> ",
    "```\n",
    "`",
    "**",
    "*",
    "_",
    "~~",
    "[a](b)",
    "[a]",
    "![x](y.png)",
    "<!--",
    "-->",
    "<details>",
    "<br>",
    "---\n",
    "+++\n",
    "title: x\n",
    "started: 2026-03-14T09:02Z\n",
    "10:45 UTC",
    "10:45",
    "2026-03-14",
    "14 March 2026",
    "~9am",
    "25:99",
    "2026-13-45",
    "for 2 hours",
    "1,240 customers",
    "99.9 %",
    "because ",
    "Why? ",
    "why did é fail",
    "owner: @ana, ",
    "due: 2026-04-01",
    "(PAY-12)",
    "#123",
    "https://x.example/é",
    "é",
    "日本",
    "🚨",
    "\u{feff}",
    "\u{0}",
    "\u{b}",
    "\r",
    "&amp;",
    "\\*",
    "[^1]",
    "[^1]: x\n",
    "{/* x */}",
    "no-action: reason\n",
    "**C1** ",
    "TODO",
    "someone should have ",
    "<!-- whys: allow vague-action: x -->",
    "- [x] ~~gone~~ ",
    "  - dropped: 2026-04-01, moot\n",
    "Improve ",
    "Investigate ",
    "detected by a customer ",
];

fn check(text: &str) {
    let doc = Document::parse(text.to_owned());
    let inside = |span: Span, what: &str| {
        assert!(
            doc.text().get(span.start..span.end).is_some(),
            "{what} {span:?} of {} bytes in {text:?}",
            text.len()
        );
    };
    for (id, block) in doc.blocks() {
        inside(block.span, "block");
        inside(block.content, "content");
        inside(doc.block_text(id).span(), "text");
        for line in doc.block_text(id).lines() {
            inside(line.span(), "line");
        }
    }
    for inline in doc.inlines() {
        inside(inline.span, "inline");
        inside(doc.source_span(inline.plain), "inline text");
    }
    for comment in doc.comments() {
        inside(comment.span, "comment");
        inside(comment.inner, "comment text");
    }
    let post = PostMortem::read(Document::parse(text.to_owned()), &ReadOptions::default());
    for action in &post.actions {
        inside(action.span, "action");
        inside(action.extent, "extent");
        let owners = action
            .owners
            .iter()
            .chain(&action.ticket)
            .chain(&action.due_text)
            .map(|f| f.span);
        owners.for_each(|span| inside(span, "action fact"));
    }
    for entry in post.timeline.iter().flat_map(|t| &t.entries) {
        inside(entry.span, "entry");
        inside(entry.time_span, "time");
    }
    post.causes
        .items
        .iter()
        .for_each(|c| inside(c.span, "cause"));
    post.impact
        .numbers
        .iter()
        .for_each(|n| inside(n.span, "number"));
    post.sections
        .all
        .iter()
        .for_each(|s| inside(s.span, "section"));
    let lines = doc.lines().count();
    let facts = whys::report::facts::json(&post);
    for line in facts
        .as_object()
        .into_iter()
        .flat_map(|o| o.values())
        .flat_map(|v| v.as_array())
        .flatten()
    {
        let line = line.get("line").and_then(|l| l.as_u64()).unwrap_or(1);
        assert!(
            (1..=lines as u64).contains(&line),
            "line {line} of {lines} in {text:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_of_markdown_is_read_inside_its_file(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        check(&pieces.concat());
    }

    #[test]
    fn any_text_is_read_inside_its_file(text in "\\PC{0,200}") {
        check(&text);
    }
}

/// Lines of front matter with something to fix, or nearly.
const KEYS: &[&str] = &[
    "severty: Sev 2",
    "severity: \"sev-1\"",
    "started: 2026-03-14 9:02 UTC",
    "starteed: 14 March 2026",
    "resolved: 03/04/2026",
    "mitigatted: 2026-03-13T09:02Z # when?",
    "causes: [Software, procss]",
    "trigger: &t config-pusch",
    "detected_by: *t",
    "# whys: allow unknown-key: ours",
    "impact:\n  customers: 1,240\n  request_failed: '48,200'",
    "note: |\n  severty: 1",
    "author: ghp_a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8",
];

/// Pieces of a body in which there is nothing to fix, whatever stands beside them.
const PLAIN: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    "  ",
    "- ",
    "1. ",
    "- [ ] ",
    "## Timeline\n",
    "## Causes\n",
    "> ",
    "```\n",
    "`",
    "**",
    "*",
    "| a | b |\n|---|---|\n",
    "|",
    "[a](b)",
    "<br>",
    "---\n",
    "10:45 UTC",
    "14 March 2026",
    "human error",
    "Caf\u{e9} \u{6f22}\u{5b57}",
    "1,240 customers",
    "Why? ",
];

/// Pieces with something to fix, or nearly.
const MENDABLE: &[&str] = &[
    "## Actions\n\n",
    "- [ ] Cap retries\n  - owner: @ana, due: 1 April 2026\n",
    "- [x] ~~Cap retries~~\n  - dropped: 2026-03-20\n",
    "\u{200b}",
    "\u{feff}",
    "<!-- whys: allow human-error: said so -->",
    "\n<!-- whys: allow human-error, vague-quantity: said so -->\n",
    "{/* whys: allow blamed-person: agreed */}",
    "![](a.png)",
    "![image](a.png \"Errors of checkout\")",
    "\n\n*Errors of checkout*\n\n",
    "\n\nFigure 2: Errors of checkout\n\n",
    "<img src=\"a.png\" title=\"Errors of checkout\">",
    "ghp_a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8",
];

fn fixed(text: &str) -> Mended<'static> {
    let options = ReadOptions {
        path: "incidents/a.mdx".to_owned(),
        ..ReadOptions::default()
    };
    mend(text.to_owned(), &options, &LINTER, Baseline::None)
}

static LINTER: LazyLock<Linter> = LazyLock::new(|| {
    let options = Options {
        profile: Some(Profile::BarRaiser),
        ..Options::new(jiff::civil::date(2026, 6, 1))
    };
    Linter::new(Rules::built_in(), options).unwrap()
});

/// Made twice, fixes change nothing more, and what is counted as made has changed the text.
fn mends_once(text: &str) -> String {
    let once = fixed(text);
    let twice = fixed(&once.text);
    assert_eq!(once.text, twice.text, "from {text:?}");
    assert!(twice.done.is_empty(), "{:?} from {text:?}", twice.done);
    assert_eq!(once.done.is_empty(), once.text == text, "{text:?}");
    let secret = "ghp_a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8";
    assert_eq!(
        once.text.matches(secret).count(),
        text.matches(secret).count()
    );
    once.text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fixes_made_twice_are_those_made_once(
        keys in prop::collection::vec(prop::sample::select(KEYS), 0..8),
        pieces in prop::collection::vec(prop_oneof![
            prop::sample::select(MENDABLE), prop::sample::select(PLAIN), prop::sample::select(PIECES),
        ], 0..30),
        crlf in any::<bool>(),
    ) {
        let text = format!("---\nstatus: draft\n{}\n---\n{}", keys.join("\n"), pieces.concat());
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        mends_once(&text);
    }

    #[test]
    fn a_body_with_nothing_to_fix_stays_byte_for_byte(
        keys in prop::collection::vec(prop::sample::select(KEYS), 0..8),
        pieces in prop::collection::vec(prop::sample::select(PLAIN), 0..40),
    ) {
        let body = format!("---\n{}", pieces.concat());
        let text = format!("---\nstatus: draft\n{}\n{body}", keys.join("\n"));
        let after = mends_once(&text);
        prop_assert!(after.ends_with(&body), "{:?}", after);
    }
}

#[test]
fn an_example_without_any_one_of_its_lines_is_read() {
    for path in examples() {
        let text = std::fs::read_to_string(&path).unwrap();
        mends_once(&text);
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for left_out in 0..lines.len() {
            let rest: String = lines
                .iter()
                .enumerate()
                .filter(|(i, _)| *i != left_out)
                .map(|(_, l)| *l)
                .collect();
            check(&rest);
        }
    }
}

fn examples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/postmortems");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    paths.retain(|p| p.extension().is_some_and(|ext| ext == "md"));
    paths.sort();
    assert!(!paths.is_empty());
    paths
}

/// Pieces of expressions and templates.
const EXPRESSIONS: &[&str] = &[
    "actions",
    "action",
    "title",
    "timeline.entries",
    "impact.facts.x",
    "settings.n",
    "today",
    "nope",
    " and ",
    " or ",
    "not ",
    " in ",
    " is ",
    " is not ",
    " if ",
    " else ",
    "none",
    "true",
    "0",
    "-1",
    "1e9",
    "99999999999999999999",
    "'é'",
    "\"\"",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    ",",
    ":",
    ".",
    "|",
    "~",
    "+",
    "-",
    "*",
    "**",
    "//",
    "%",
    "==",
    "<",
    ">=",
    "length",
    "first",
    "list",
    "map(attribute=\"due\")",
    "selectattr(\"type\")",
    "sort",
    "join",
    "int",
    "range(9999)",
    "quote",
    "matches(\"[\")",
    "matches(\".{9}\")",
    "dict(a=1)",
    "namespace()",
    "{{ ",
    " }}",
    "{% if x %}",
    "{# ",
    "\n",
    " ",
    "\u{0}",
    "🚨",
];

fn as_yaml(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_of_words_is_a_rule_or_an_error_with_a_place(
        condition in prop::collection::vec(prop::sample::select(EXPRESSIONS), 1..9),
        message in prop::collection::vec(prop::sample::select(EXPRESSIONS), 1..9),
        each in prop::sample::select(&["", "  each: actions\n", "  each: timeline\n"][..]),
    ) {
        let text = format!(
            "---\ngroup: actions\nsummary: S.\nwhy: W.\nquestion: Q?\nfacts: error\nstandard: error\nfrom: live\ncheck: require\nsettings:\n  n: 3\n{each}  condition: {}\n  message: {}\n---\n# T\n",
            as_yaml(&condition.concat()),
            as_yaml(&format!("m {}", message.concat())),
        );
        let page = TeamPage { id: "ours".to_owned(), path: "ours.md".to_owned(), text };
        let team = Team { pages: vec![page], ..Team::default() };
        let mut rules = Rules::built_in();
        match rules.add(&team).as_slice() {
            [] => {
                let linter = Linter::new(rules, Options::new(jiff::civil::date(2026, 6, 1))).unwrap();
                let text = "# T\n\n## Timeline\n\n- 10:45 x\n\n## Actions\n\n- [ ] Cap the retries of checkout at 2\n";
                linter.lint(&whys::read(text.to_owned(), &ReadOptions::default()));
            }
            [error] => prop_assert!(error.place.starts_with("ours.md:") && !error.message.is_empty(), "{error:?}"),
            errors => prop_assert!(false, "{errors:?}"),
        }
    }

    #[test]
    fn any_page_is_a_rule_or_an_error(text in "(---\n)?[a-z:\\-\\[\\]{}&*!|>'\" \n]{0,120}(\n---\n)?\\PC{0,40}") {
        let page = TeamPage { id: "ours".to_owned(), path: "ours.md".to_owned(), text };
        let team = Team { pages: vec![page], ..Team::default() };
        prop_assert_eq!(Rules::built_in().add(&team).len(), 1);
    }
}
