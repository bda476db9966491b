//! Keys and values of TOML, on one line and in characters that do nothing but stand there.

use serde_json::Value as Json;
use toml::Value;

use super::harmless_json;

/// A key, quoted where it must be.
pub(super) fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    match !name.is_empty() && name.chars().all(bare) {
        true => name.to_owned(),
        false => text(name),
    }
}

/// The names on the way to a key: `teams."payments/checkout"`.
pub(super) fn path(names: &[String]) -> String {
    let keys: Vec<String> = names.iter().map(|name| key(name)).collect();
    keys.join(".")
}

/// A value.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::String(text) => self::text(text),
        Value::Array(list) => {
            let values: Vec<String> = list.iter().map(self::value).collect();
            format!("[{}]", values.join(", "))
        }
        Value::Table(table) if table.is_empty() => "{}".to_owned(),
        Value::Table(table) => {
            let entries = table.iter();
            let entries =
                entries.map(|(name, value)| format!("{} = {}", key(name), self::value(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// A quoted text: the strings of JSON are those of TOML.
fn text(text: &str) -> String {
    harmless_json(&Json::from(text).to_string())
}

#[cfg(test)]
mod tests {
    use super::{key, value};

    #[test]
    fn every_text_comes_back() {
        for text in [
            "",
            "a\\b",
            "\"",
            "'''",
            "a\nb\t",
            "\u{7f}\u{1b}[31m",
            "\u{202e}x",
            "##[x]",
            "é漢",
        ] {
            let line = format!("{} = {}", key(text), value(&toml::Value::from(text)));
            let read: toml::Table = toml::from_str(&line).expect("TOML");
            assert_eq!(
                read.get(text).and_then(toml::Value::as_str),
                Some(text),
                "{line}"
            );
            assert!(
                !line.contains(char::is_control) && !line.contains('\u{202e}'),
                "{line}"
            );
        }
    }

    #[test]
    fn collections_stand_on_one_line() {
        let table = "a = [1, 2.5, true]\nb = { \"c d\" = 1, e = {} }\n";
        let table: toml::Value = toml::from_str(table).expect("TOML");
        assert_eq!(
            value(&table),
            "{ a = [1, 2.5, true], b = { \"c d\" = 1, e = {} } }"
        );
    }
}
