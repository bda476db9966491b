//! What holds for every text that is set.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(11), ..ProptestConfig::default() })]

    #[test]
    fn every_text_is_a_value(text in "[\\PC\n\r\t\u{7f}\u{85}\u{2028}\u{feff}]{0,12}|[-+.0-9eExXno_:~ #'\"]{1,8}|---|\\+\\+\\+|\n---\n|y|No|~", toml in any::<bool>()) {
        let mark = if toml { "+++\ntitle = 'x'\n+++\n" } else { "---\ntitle: x\n---\n" };
        for before in [mark, "body"] {
            let set = set(before, &["team"], &Value::text(text.clone()));
            let set = set.map_err(|unset| TestCaseError::fail(unset.message))?;
            let (_, front) = front_matter_in(&set);
            let found = front.keys.iter().find(|(key, _)| key.value == "team");
            prop_assert!(found.is_some_and(|(_, value)| proof::is(value, &Value::text(text.clone()))));
        }
    }

    #[test]
    fn one_line_more_or_the_same_bytes(
        lines in prop::collection::vec(prop::sample::select(vec![
            "title: x", "impact:", "  note: a", "  - b", "- c", "# c", "  # d", "", "k: |", "  text", "q: 'a'", "r: [a,", "  b]", "s: {a: b}", "status: x", "status:", "'t': &t 1", "u: *t",
        ]), 1..9),
        crlf in any::<bool>(),
    ) {
        let end = if crlf { "\r\n" } else { "\n" };
        let text = format!("---{end}a: 1{end}{}{end}---{end}body{end}", lines.join(end));
        if let Ok(set) = set(&text, &["status"], &status()) {
            let (_, before) = front_matter_in(&text);
            let is_new = before.keys.iter().all(|(key, _)| key.value != "status");
            if is_new {
                prop_assert_eq!(set.replacen(&format!("status: review{end}"), "", 1), text);
            } else {
                let kept = |text: &str| text.lines().filter(|line| !line.starts_with("status") && !line.trim().is_empty()).map(str::to_owned).collect::<Vec<_>>();
                let (was, is) = (kept(&text), kept(&set));
                prop_assert!(is.iter().all(|line| was.contains(line)), "{:?}", set);
                prop_assert_eq!(was.iter().filter(|line| line.contains('#')).count(), is.iter().filter(|line| line.contains('#')).count());
            }
        }
    }
}
