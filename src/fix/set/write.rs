//! Values as YAML and TOML write them.

use super::Value;
use crate::markdown::FrontValue;
use crate::template;

/// A value on one line of YAML, in a flow or not.
pub(super) fn yaml(value: &Value) -> String {
    match value {
        Value::Text(text) => template::yaml(text),
        Value::Number(number) => number.clone(),
        Value::Texts(texts) => listed(texts.iter().map(|text| template::yaml(text))),
    }
}

/// A value on one line of TOML.
pub(super) fn toml(value: &Value) -> String {
    match value {
        Value::Text(text) => template::quoted(text),
        Value::Number(number) => number.clone(),
        Value::Texts(texts) => listed(texts.iter().map(|text| template::quoted(text))),
    }
}

fn listed(texts: impl Iterator<Item = String>) -> String {
    format!("[{}]", texts.collect::<Vec<_>>().join(", "))
}

/// A key of TOML.
pub(super) fn toml_key(names: &[&str]) -> String {
    let name = |name: &&str| match name
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    {
        true if !name.is_empty() => (*name).to_owned(),
        _ => template::quoted(name),
    };
    names.iter().map(name).collect::<Vec<_>>().join(".")
}

/// Keys below each other as lines of YAML, the last with the value.
pub(super) fn yaml_lines(indent: &str, names: &[&str], value: &str, end: &str) -> String {
    let mut lines = String::new();
    let mut indent = indent.to_owned();
    for (at, name) in names.iter().enumerate() {
        let name = template::yaml(name);
        match at + 1 == names.len() {
            true => lines.push_str(&format!("{indent}{name}: {value}{end}")),
            false => lines.push_str(&format!("{indent}{name}:{end}")),
        }
        indent.push_str("  ");
    }
    lines
}

/// Keys below each other as a flow of YAML, without the braces around it.
pub(super) fn yaml_flow(names: &[&str], value: &str) -> String {
    let mut flow = value.to_owned();
    for (at, name) in names.iter().enumerate().rev() {
        let pair = format!("{}: {flow}", template::yaml(name));
        flow = if at == 0 { pair } else { format!("{{{pair}}}") };
    }
    flow
}

/// A text in the quotes that the old value stands in, where it needs no escapes there.
pub(super) fn in_quotes_of(source: &str, old: &FrontValue, value: &Value) -> Option<String> {
    let (Value::Text(text), crate::markdown::FrontData::Scalar(was, true)) = (value, &old.data)
    else {
        return None;
    };
    let quote = source.chars().next().filter(|c| "\"'".contains(*c))?;
    let inner = source.strip_prefix(quote)?.strip_suffix(quote)?;
    let is_plain = !text.contains(['"', '\'', '\\']) && !text.contains(char::is_control);
    (inner == was && is_plain).then(|| format!("{quote}{text}{quote}"))
}
