//! A team's own rules: whatever is written in one, it is a rule or an error with a place.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use whys::linter::{Linter, Options};
use whys::postmortem::ReadOptions;
use whys::rules::{Rules, Team, TeamPage};

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
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

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
