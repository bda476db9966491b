//! Front matter in both dialects: values, places, faults, and the verdicts of the libraries.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::*;

fn doc(text: &str) -> Document {
    Document::parse(text.to_owned())
}

/// Every scalar of the front matter as `path=text`, checked against the bytes that its span names.
fn scalars(text: &str) -> Vec<String> {
    let doc = doc(text);
    let front = doc.front_matter();
    assert_eq!(front.error, None, "{text:?}");
    let mut found = Vec::new();
    let mut open: Vec<(String, FrontValue)> = Vec::new();
    for (key, value) in front.keys.into_iter().rev() {
        assert_eq!(doc.source(key.span).trim_matches('"'), key.value);
        open.push((key.value, value));
    }
    while let Some((path, value)) = open.pop() {
        match value.data {
            FrontData::Null => found.push(format!("{path}=")),
            FrontData::Scalar(text, quoted) => {
                let source = doc.source(value.span);
                match quoted {
                    true => assert!(source.contains(&text) && source.len() >= text.len() + 2),
                    false => assert_eq!(source, text, "{path}"),
                }
                found.push(format!("{path}={text}"));
            }
            FrontData::List(values) => {
                let values = values.into_iter().enumerate().rev();
                open.extend(values.map(|(i, v)| (format!("{path}.{i}"), v)));
            }
            FrontData::Map(pairs) => {
                let pairs = pairs.into_iter().rev();
                open.extend(pairs.map(|(k, v)| (format!("{path}.{}", k.value), v)));
            }
        }
    }
    found
}

/// The fault of a document's front matter: `line:column message`.
fn fault(text: &str) -> String {
    let doc = doc(text);
    let error = doc.front_matter().error.expect("a fault");
    let at = doc.position(error.span.start);
    format!("{}:{} {}", at.line, at.column, error.message)
}

#[test]
fn yaml_keeps_order_text_and_places() {
    let text = "---\ntitle: \"Checkout: 503\"\ndate: 2026-03-14\nno: yes\nservices: [checkout, 店]\nimpact:\n  customers: 1_240\n  note: 'none'\nempty:\nauthors:\n- ana\n- tom\n---\n# T\n";
    let found = scalars(text);
    assert_eq!(
        found,
        [
            "title=Checkout: 503",
            "date=2026-03-14",
            "no=yes",
            "services.0=checkout",
            "services.1=店",
            "impact.customers=1_240",
            "impact.note=none",
            "empty=",
            "authors.0=ana",
            "authors.1=tom",
        ]
    );
}

#[test]
fn places_hold_behind_a_byte_order_mark_and_over_crlf() {
    let text =
        "\u{feff}---\r\ntitle: 失敗 of checkout\r\nlist:\r\n  - a\r\n  - 3.10\r\n---\r\nBody\r\n";
    assert_eq!(
        scalars(text),
        ["title=失敗 of checkout", "list.0=a", "list.1=3.10"]
    );
    let doc = doc(text);
    assert_eq!(doc.running_text(), "Body\0");
}

#[test]
fn toml_keeps_order_text_and_places() {
    let text = "+++\ntitle = \"Checkout 503\"\ndate = 2026-03-14T09:02:00Z\nweight = 3\nsystems = [\n  \"checkout\",\n  \"ledger\",\n]\n[extra]\nx = true\n+++\nBody\n";
    let found = scalars(text);
    assert_eq!(
        found,
        [
            "title=Checkout 503",
            "date=2026-03-14T09:02:00Z",
            "weight=3",
            "systems.0=checkout",
            "systems.1=ledger",
            "extra.x=true",
        ]
    );
}

#[test]
fn an_alias_has_the_place_of_its_use() {
    let text = "---\na: &x draft\nb: *x\n---\n";
    let doc = doc(text);
    let keys = doc.front_matter().keys;
    let b = &keys.iter().find(|(k, _)| k.value == "b").expect("b").1;
    assert_eq!(b.data, FrontData::Scalar("draft".to_owned(), false));
    assert_eq!(doc.line(b.span.start), 3);
}

#[test]
fn a_block_scalar_is_one_value() {
    let text = "---\nsummary: |\n  one\n  two\nnext: x\n---\n";
    let doc = doc(text);
    let keys = doc.front_matter().keys;
    assert_eq!(
        keys[0].1.data,
        FrontData::Scalar("one\ntwo\n".to_owned(), false)
    );
    assert_eq!(doc.line(keys[0].1.span.start), 3);
}

#[test]
fn faults_name_their_place() {
    for (text, place) in [
        ("---\ntitle: x\nauthor: @ana\n---\n", "3:9 "),
        ("---\ntitle: Checkout: 503\n---\n", "2:16 "),
        ("---\nseverity: SEV2\nx: 1\nseverity: SEV3\n---\n", "4:1 "),
        ("\u{feff}---\r\na: x\r\nb: \"open\r\n---\r\n", "3:4 "),
        ("---\na: *nobody\n---\n", "2:4 "),
        ("---\ntitle: x\n\tauthor: y\n---\n", "2:8 "),
        ("+++\ntitle = \"x\"\nauthor = ana\n+++\n", "3:10 "),
        ("+++\ntitle = \"x\"\ntitle = \"y\"\n+++\n", "3:1 "),
        ("---\n- title: x\n- author: y\nkey: z\n---\n", "4:1 "),
    ] {
        let found = fault(text);
        assert!(found.starts_with(place), "{text:?}: {found}");
        assert!(!found.contains("column"), "{found}");
        assert!(!found.contains('\n'), "{found:?}");
    }
}

#[test]
fn alias_bombs_and_deep_nesting_are_refused_at_once() {
    let mut bomb = "---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for i in 1..12 {
        let uses = vec![format!("*a{}", i - 1); 9].join(", ");
        bomb.push_str(&format!("a{i}: &a{i} [{uses}]\n"));
    }
    let started = std::time::Instant::now();
    let bomb = fault(&(bomb + "---\n"));
    assert!(bomb.contains("more values"), "{bomb}");
    let deep = fault(&format!("---\na: {}\n---\n", "[".repeat(50_000)));
    assert!(deep.starts_with("2:"), "{deep}");
    let deep = fault(&format!("+++\na = {}\n+++\n", "[".repeat(50_000)));
    assert!(deep.starts_with("2:"), "{deep}");
    assert!(started.elapsed().as_secs() < 5);
}

#[test]
fn front_matter_that_never_closes_is_a_fault_and_its_text_stays() {
    let text =
        "---\ntitle: x\nauthor: ana\n\n# Checkout answered 503\n\nIt was down.\n\n---\n\nMore.\n";
    assert!(fault(text).starts_with("1:1 front matter opens here"));
    let doc = doc(text);
    assert!(doc.running_text().contains("It was down."));
    assert!(doc.running_text().contains("More."));
    assert!(fault("---\ntitle: x\n").starts_with("1:1 "));
}

#[test]
fn a_rule_of_dashes_opens_no_front_matter() {
    for text in [
        "---\n\nWritten in the week after: names are left out.\n\n---\n\nText\n",
        "---\nJust a line\n---\nText\n",
        "---\nNote on names: they are left out.\n\nText\n",
        "---\n---\nText\n",
        "----\ntitle: x\n----\n",
        "\n---\ntitle: x\n---\n",
        "text\n---\ntitle: x\n---\n",
        "---",
        "",
    ] {
        let doc = doc(text);
        assert_eq!(doc.front_block(), None, "{text:?}");
        assert_eq!(doc.front_matter(), FrontMatter::default());
    }
}

#[test]
fn dashes_in_the_body_hide_no_text() {
    let doc = doc("# T\n\n---\n**Date**: today\nkey: value\n---\n\nText\n");
    assert!(doc.running_text().contains("key: value"));
}

/// gray_matter's own verdict: the matter that it cuts out, if any.
fn cut(text: &str, kind: FrontKind) -> Option<String> {
    struct Raw;
    impl gray_matter::engine::Engine for Raw {
        fn parse(content: &str) -> gray_matter::Result<gray_matter::Pod> {
            Ok(gray_matter::Pod::String(content.to_owned()))
        }
    }
    let mut matter = gray_matter::Matter::<Raw>::new();
    matter.delimiter = kind.delimiter().to_owned();
    matter.close_delimiter = (kind == FrontKind::Yaml).then(|| "...".to_owned());
    let parsed = matter.parse::<gray_matter::Pod>(text).ok()?;
    parsed.data.map(|_| parsed.matter)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn the_block_is_what_gray_matter_and_the_parser_see(
        lines in prop::collection::vec(prop::sample::select(vec![
            "---", "+++", "...", "title: x", "  nested: y", "- item", "# heading", "", "plain text",
            "--- ", "key = 1", "店: é", "----", "a: \"b\"",
        ]), 0..12),
        crlf in any::<bool>(),
        open in prop::sample::select(vec!["---", "+++", "text"]),
    ) {
        let end = if crlf { "\r\n" } else { "\n" };
        let text = format!("{open}{end}{}{end}", lines.join(end));
        let found = locate(&text, 0).filter(|b| b.closed);
        if let Some(block) = found {
            let slice = &text[block.content.start..block.content.end];
            let normal = slice.replace("\r\n", "\n");
            prop_assert_eq!(cut(&text, block.kind), Some(normal.trim().to_owned()));
            let options = pulldown_cmark::Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
                | pulldown_cmark::Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
            let first = pulldown_cmark::Parser::new_ext(&text, options).into_offset_iter().next();
            let range = first.map(|(_, range)| range).unwrap_or_default();
            prop_assert_eq!(text[range].trim_end(), text[block.span.start..block.span.end].trim_end());
        }
    }

    #[test]
    fn no_front_matter_panics_and_every_span_is_text(
        inner in "[a-z:\\[\\]{}&*\"'|>\\- \n\t#@%!0-9é店\r=.]{0,80}",
        toml in any::<bool>(),
    ) {
        let mark = if toml { "+++" } else { "---" };
        let text = format!("{mark}\nk: 1\n{inner}\n{mark}\nbody");
        let doc = Document::parse(text.clone());
        let front = doc.front_matter();
        let mut spans: Vec<Span> = front.error.iter().map(|e| e.span).collect();
        let mut open: Vec<FrontValue> = Vec::new();
        for (key, value) in front.keys {
            spans.push(key.span);
            open.push(value);
        }
        while let Some(value) = open.pop() {
            spans.push(value.span);
            match value.data {
                FrontData::List(values) => open.extend(values),
                FrontData::Map(pairs) => open.extend(pairs.into_iter().map(|(_, v)| v)),
                _ => {}
            }
        }
        for span in spans {
            prop_assert!(text.get(span.start..span.end).is_some());
        }
    }
}
