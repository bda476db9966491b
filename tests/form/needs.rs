//! Templates and rules say the same about what a status needs.

use jiff::civil::date;
use whys::linter::{Linter, Options};
use whys::markdown::FrontData;
use whys::postmortem::schema::{IMPACT, KEYS, Part, SECTIONS};
use whys::postmortem::{SectionKind, Status};
use whys::rules::{Needs, Rules, Setting};

use super::program::Folder;
use super::{GOOD, kinds, needs, new, parts, read};

/// The templates that write the form as it is; `ccadb` has headings and an order of its own.
const PLAIN: [&str; 4] = ["default", "live", "short", "security"];

fn status_of(template: &str) -> Status {
    match template {
        "live" => Status::Live,
        _ => Status::Draft,
    }
}

#[test]
fn a_template_has_the_sections_and_keys_of_its_status_and_no_others() {
    let needs = needs();
    for template in PLAIN {
        let folder = Folder::new();
        let (_, text) = new(&folder, template);
        let post = read(&text);
        let status = status_of(template);
        assert_eq!(post.metadata.status.as_ref().map(|s| s.value), Some(status));
        let due: Vec<SectionKind> = needs.parts(status).map(|part| part.kind).collect();
        assert_eq!(kinds(&post), due, "{template}");
        let front = post.doc.front_matter();
        let named = |keys: &[(whys::postmortem::Fact<String>, whys::postmortem::FrontValue)]| {
            let names = keys.iter().map(|(key, _)| key.value.clone());
            names
                .filter(|name| name != "visibility")
                .collect::<Vec<_>>()
        };
        let due = |keys| needs.keys(keys, status).map(|key| key.name.to_owned());
        assert_eq!(
            named(&front.keys),
            due(KEYS).collect::<Vec<_>>(),
            "{template}"
        );
        let impact = front.keys.iter().find(|(key, _)| key.value == "impact");
        let inner = match impact.map(|(_, value)| &value.data) {
            Some(FrontData::Map(keys)) => named(keys),
            _ => Vec::new(),
        };
        assert_eq!(inner, due(IMPACT).collect::<Vec<_>>(), "{template}");
    }
}

#[test]
fn every_template_has_a_place_for_what_is_needed_in_the_end() {
    let needs = needs();
    for template in whys::template::names().filter(|name| *name != "live") {
        let folder = Folder::new();
        let post = read(&new(&folder, template).1);
        for part in SECTIONS
            .iter()
            .filter(|part| part.kind != SectionKind::Detection)
        {
            let is_needed = needs.section(part.kind).is_some();
            let is_there = kinds(&post).contains(&part.kind);
            assert!(is_there || !is_needed, "{template}: {}", part.heading);
        }
    }
}

/// The rules that speak of a text at a status, as more than what will become something.
fn told(text: &str, status: Status) -> Vec<String> {
    let options = Options {
        status: Some(status),
        ..Options::new(date(2026, 4, 20))
    };
    let linter = Linter::new(Rules::built_in(), options).expect("rules");
    let post = read(text);
    let verdict = linter.lint(&post);
    let loud = verdict
        .diagnostics
        .iter()
        .filter(|one| one.severity >= whys::diagnostic::Severity::Warning);
    loud.map(|one| one.rule.id.to_string()).collect()
}

/// The good one without a section, and without what tells the same elsewhere. Of many sections nearly all others tell a
/// part; then only one is left.
fn without_section(part: &Part) -> String {
    let (front, body) = parts(GOOD);
    let hides = |line: &&str| match part.kind {
        SectionKind::Impact => line.starts_with("impact:") || line.starts_with("  "),
        SectionKind::Detection => line.starts_with("detected_by:"),
        _ => false,
    };
    let front: Vec<&str> = front.lines().filter(|line| !hides(line)).collect();
    let left = match part.kind {
        SectionKind::Evidence => SectionKind::Summary,
        _ => SectionKind::Evidence,
    };
    let stays = |kind: SectionKind| match part.asked.by {
        "missing-section" => kind != part.kind,
        _ => kind == left,
    };
    // What is written before the first section tells the story as well.
    let mut text = format!("---\n{}\n---\n# Vouchers refused\n", front.join("\n"));
    for section in body.split("\n## ").skip(1) {
        let heading = section.lines().next().unwrap_or_default();
        if stays(SectionKind::of(heading)) {
            text.push_str(&format!("\n## {}", uncounted(part, section)));
        }
    }
    text
}

/// A section without the numbers with which it would tell the impact as well.
fn uncounted(part: &Part, section: &str) -> String {
    let counts = part.kind == SectionKind::Impact && section.starts_with("Summary");
    let kept = section.chars().filter(|c| !counts || !c.is_ascii_digit());
    kept.collect()
}

#[test]
fn the_rule_of_a_section_asks_for_it_from_the_status_on_that_needs_it() {
    let needs = needs();
    for part in SECTIONS {
        let text = without_section(part);
        for status in Status::ALL {
            let asks = told(&text, status).contains(&part.asked.by.to_owned());
            let due = needs.section(part.kind).is_some_and(|from| from <= status);
            assert_eq!(asks, due, "{} at {}", part.heading, status.word());
            let spoke = told(GOOD, status).contains(&part.asked.by.to_owned());
            assert!(!spoke, "{} at {}", part.heading, status.word());
        }
    }
}

#[test]
fn the_rule_of_a_key_asks_for_it_from_the_status_on_that_needs_it() {
    let needs = needs();
    let listed = [
        "missing-metadata",
        "missing-role",
        "missing-milestone",
        "unreviewed",
    ];
    for key in KEYS {
        let Some(asked) = key.asked.filter(|asked| listed.contains(&asked.by)) else {
            continue;
        };
        // That it was on the day of the other times is known without it.
        if key.name == "started" {
            continue;
        }
        let (front, _) = parts(GOOD);
        let prefix = format!("{}:", key.name);
        let front: Vec<&str> = front
            .lines()
            .filter(|line| !line.starts_with(&prefix))
            .collect();
        let text = format!("---\n{}\n---\nVouchers were refused.\n", front.join("\n"));
        for status in Status::ALL {
            let asks = told(&text, status).contains(&asked.by.to_owned());
            let due = needs.key(key.name).is_some_and(|from| from <= status);
            assert_eq!(asks, due, "{} at {}", key.name, status.word());
        }
    }
}

#[test]
fn the_pages_show_what_their_rules_ask_for() {
    let rules = Rules::built_in();
    for id in [
        "missing-section",
        "missing-metadata",
        "missing-role",
        "missing-milestone",
    ] {
        let rule = rules.get(id).expect("a rule");
        let (_, shown) = rule.text.rsplit_once("```toml\n").expect("its settings");
        let (shown, _) = shown.split_once("```").expect("the end of the fence");
        let shown: toml::Table = shown.parse().expect("TOML");
        let shown = shown["rules"][id].as_table().expect("a table");
        let settings = &rule.page.settings;
        let due: toml::Table = settings
            .names()
            .filter_map(|name| Some((name.to_owned(), settings.get(name).map(Setting::to_toml)?)))
            .collect();
        assert_eq!(shown, &due, "{id}");
    }
}

#[test]
fn the_schema_tells_from_when_on_a_key_is_needed() {
    let folder = Folder::new();
    folder.write(
        "whys.toml",
        "[rules.missing-metadata]\ndraft = [\"severity\"]\nreview = [\"services\"]\nfinal = []\n",
    );
    let about = |args: &[&str], key: &str| {
        let ran = folder.whys(&[&["schema", "front-matter"], args].concat());
        let schema: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        schema["properties"][key]["description"].to_string()
    };
    assert!(about(&["--no-config"], "services").contains("Needed from draft on."));
    assert!(about(&[], "services").contains("Needed from review on."));
    assert!(!about(&[], "causes").contains("Needed"));
    assert!(about(&[], "moderator").contains("Needed from review on."));
}

#[test]
fn what_the_configuration_asks_for_is_written_and_what_it_leaves_out_is_not_needed() {
    let folder = Folder::new();
    folder.write(
        "whys.toml",
        "[rules.missing-section]\nreview = []\n[rules.missing-metadata]\ndraft = [\"title\", \"related\"]\n[rules.missing-role]\nseverity = \"off\"\n",
    );
    let (_, text) = new(&folder, "default");
    assert!(text.contains("\nrelated:"), "{text}");
    let config = whys::config::Configs::new(false);
    let config = config.of(folder.path()).expect("a configuration");
    let needs = Needs::of(&config.load_rules().expect("rules"));
    assert_eq!(needs.section(SectionKind::Lessons), None);
    assert_eq!(needs.section(SectionKind::Impact), Some(Status::Draft));
    assert_eq!(needs.key("team"), None);
    assert_eq!(needs.key("related"), Some(Status::Draft));
    assert_eq!(needs.key("moderator"), None);
}
