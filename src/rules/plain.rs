//! Front matter of the plainest form, read line by line. The pages that ship with whys are of it: reading all of them as YAML
//! took a sixth of the work on one document. Whatever could mean something else in YAML is left to its parser, and a test
//! sees to it that both read the same.

use std::collections::BTreeMap;

use super::{Group, Page, Setting, Settings, Voice};
use crate::postmortem::Status;

/// A page's front matter; none if a line of it is not of the plainest form.
pub(super) fn read(front: &str) -> Option<Page> {
    let mut keys = BTreeMap::new();
    let mut settings = None;
    let mut lines = front.lines().peekable();
    while let Some(line) = lines.next() {
        if line == "settings:" {
            let mut table = BTreeMap::new();
            while let Some(line) = lines.next_if(|line| line.starts_with(' ')) {
                let (key, value) = pair(line.strip_prefix("  ")?)?;
                put(&mut table, key.to_owned(), setting(value)?)?;
            }
            // An empty one is null.
            let table = (!table.is_empty()).then_some(table)?;
            settings = settings.is_none().then_some(Some(table))?;
            continue;
        }
        let (key, value) = pair(line)?;
        match (key, &settings) {
            ("settings", None) => {
                settings = Some(items(value, "{", "}")?.map(one).collect::<Option<_>>()?)
            }
            ("settings", Some(_)) => return None,
            _ => put(&mut keys, key, value)?,
        }
    }
    let page = page(&mut keys, Settings::of(settings.unwrap_or_default()))?;
    keys.is_empty().then_some(page)
}

/// The page of its keys, which are taken out.
fn page(keys: &mut BTreeMap<&str, &str>, settings: Settings) -> Option<Page> {
    let words = match keys.remove("words") {
        Some(list) => items(list, "[", "]")?.map(text).collect::<Option<_>>()?,
        None => Vec::new(),
    };
    let mut perhaps = |key| match keys.remove(key) {
        Some(value) => text(value).map(Some),
        None => Some(None),
    };
    Some(Page {
        group: Group::exact(&perhaps("group")??)?,
        summary: perhaps("summary")??,
        why: perhaps("why")??,
        question: perhaps("question")??,
        facts: Voice::exact(&perhaps("facts")??)?,
        standard: Voice::exact(&perhaps("standard")??)?,
        from: Status::exact(&perhaps("from")??)?,
        several: perhaps("several")?,
        not_stated: perhaps("not-stated")?,
        check: perhaps("check")??,
        settings,
        words,
        fix: perhaps("fix")?,
    })
}

/// Puts in a value; none if the key has one.
fn put<K: Ord, V>(table: &mut BTreeMap<K, V>, key: K, value: V) -> Option<()> {
    table.insert(key, value).is_none().then_some(())
}

/// `key: value`.
fn pair(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(": ")?;
    let is_plain = |c: char| c.is_ascii_lowercase() || c == '-' || c == '_';
    let named = key.starts_with(|c: char| c.is_ascii_lowercase()) && key.chars().all(is_plain);
    (named && !is_word_of_yaml(key)).then_some((key, value))
}

/// A setting of a table in one line.
fn one(item: &str) -> Option<(String, Setting)> {
    let (key, value) = pair(item)?;
    Some((key.to_owned(), setting(value)?))
}

/// `true`, a number, a text, a list of texts, `{}`.
fn setting(value: &str) -> Option<Setting> {
    match value {
        "true" => return Some(Setting::Flag(true)),
        "false" => return Some(Setting::Flag(false)),
        "{}" => return Some(Setting::Table(BTreeMap::new())),
        _ if value.starts_with('[') => {
            let list = items(value, "[", "]")?.map(text);
            return list.collect::<Option<_>>().map(Setting::List);
        }
        _ => {}
    }
    // Of digits and at most one point within them; other notations are YAML's to read.
    let (whole, part) = value.split_once('.').unwrap_or((value, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let led = whole.len() > 1 && whole.starts_with('0');
    match digits(whole) && digits(part) && !led {
        true => value.parse().ok().map(Setting::Number),
        false => text(value).map(Setting::Text),
    }
}

/// The items of a list or a table in one line, none of them with brackets, commas or quotation marks of its own but for
/// lists in a table and empty ones.
fn items<'v>(
    value: &'v str,
    open: &str,
    close: &str,
) -> Option<impl Iterator<Item = &'v str> + use<'v>> {
    let inside = value
        .strip_prefix(open)?
        .strip_suffix(close)?
        .trim_matches(' ');
    let mut depth = 0usize;
    let apart = move |c: char| {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    };
    let quoted = inside.replace("\"\"", "").contains(['"', '\'']);
    let parts = inside.split(apart).map(|part| part.trim_matches(' '));
    let is_empty = inside.is_empty();
    (!quoted).then(|| parts.filter(move |_| !is_empty))
}

/// A text in plain words, or in quotation marks without any sign that YAML reads.
fn text(value: &str) -> Option<String> {
    if let Some(quoted) = value.strip_prefix('"') {
        let quoted = quoted.strip_suffix('"')?;
        return (!quoted.contains(['"', '\\'])).then(|| quoted.to_owned());
    }
    let plain = value.starts_with(|c: char| c.is_ascii_alphabetic())
        && !value.ends_with([' ', ':'])
        && !value.contains(": ")
        && !value.contains(" #")
        && !value.contains(['\t', '\r'])
        && !is_word_of_yaml(value);
    plain.then(|| value.to_owned())
}

/// Whether a word may be a truth or nothing.
fn is_word_of_yaml(word: &str) -> bool {
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    words.iter().any(|one| one.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{page, pages};

    const HEAD: &str = "group: impact\nsummary: S.\nwhy: W.\nquestion: Q?\nfacts: info\nstandard: error\nfrom: draft\ncheck: c\n";

    #[test]
    fn every_page_is_read_as_its_yaml() {
        for (id, text) in pages() {
            let (front, _) = page::part(text).expect("front matter");
            let known = page::parse(front).expect("a page");
            let read = read(front).unwrap_or_else(|| panic!("{id} is not of the plainest form"));
            assert_eq!(format!("{read:?}"), format!("{known:?}"), "{id}");
        }
    }

    #[test]
    fn what_is_read_is_what_yaml_says() {
        for rest in [
            "settings: { a: 1, b: 0.25, c: word, d: [x, y z], e: {}, f: \"\", g: [] , h: true }\n",
            "settings:\n  a: []\n  b: \"x: y # z\"\nwords: [one]\n",
            "fix: \"Says it.\"\nwords: []\n",
        ] {
            let front = format!("{HEAD}{rest}");
            let known = page::parse(&front).expect("a page");
            let read = read(&front).unwrap_or_else(|| panic!("{rest}"));
            assert_eq!(format!("{read:?}"), format!("{known:?}"));
        }
    }

    #[test]
    fn what_may_mean_something_else_is_left_to_yaml() {
        for rest in [
            "fix: yes\n",
            "fix: a: b\n",
            "fix: a # b\n",
            "fix: \"a \\n b\"\n",
            "fix: 'a'\n",
            "fix: >\n  a\n",
            "fix: a\n  b\n",
            "fix: &a b\n",
            "fix: 3\n",
            "other: a\n",
            "check: d\n",
            "settings:\n",
            "settings: { a: 010 }\n",
            "settings: { a: 1e3 }\n",
            "settings: { a: { b: 1 } }\n",
            "settings: { a: \"x, y\" }\n",
            "words: [1]\n",
            "words: [a, ]\n",
            "words: [[a]]\n",
            "# a\n",
            "\n",
        ] {
            assert!(read(&format!("{HEAD}{rest}")).is_none(), "{rest}");
        }
    }
}
