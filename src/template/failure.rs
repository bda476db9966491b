//! What is wrong with a template: which one, where in it, and what stands there.

use std::error::Error as _;

use minijinja::ErrorKind;

use super::load::{BUILT_IN, Own, TEMPLATES};
use crate::error::{Error, did_you_mean};

/// What templates know.
const NAMES: [&str; 13] = [
    "title", "status", "date", "started", "author", "team", "severity", "services", "id_stem",
    "changes", "sections", "keys", "part",
];

/// What the engine says about the template `asked` for, or about one that it is made of.
pub(super) fn told(own: Option<&Own>, asked: &str, error: &minijinja::Error) -> Error {
    let error = innermost(error);
    let name = error.name().unwrap_or(asked);
    let path = own.and_then(|own| own.path(name.strip_suffix(".md").unwrap_or(name)));
    let text = error.template_source().unwrap_or_default();
    let place = place(error, text);
    let what = what(error);
    let message = match line(error, text) {
        Some(line) => format!("{what}: `{line}`"),
        None => what,
    };
    match path {
        Some(path) => Error::Config {
            place: format!("{path}{place}"),
            message,
            help: help(error, text),
        },
        None => Error::Internal {
            path: Some(format!("{name}{place}")),
            message,
        },
    }
}

/// A template that cannot be read, as the engine passes it on.
pub(super) fn unreadable(error: &Error) -> minijinja::Error {
    let help = error.help().map(|help| format!("; {help}"));
    let told = format!("{error}{}", help.unwrap_or_default());
    minijinja::Error::new(ErrorKind::InvalidOperation, told)
}

/// The error that the others are about.
fn innermost(error: &minijinja::Error) -> &minijinja::Error {
    let mut inner = error;
    while let Some(next) = inner
        .source()
        .and_then(|source| source.downcast_ref::<minijinja::Error>())
        && next.line().is_some()
    {
        inner = next;
    }
    inner
}

fn what(error: &minijinja::Error) -> String {
    let what = match error.kind() {
        ErrorKind::OutOfFuel => "does not come to an end".to_owned(),
        kind => kind.to_string(),
    };
    match error.detail() {
        Some(detail) => format!("{what}: {detail}"),
        None => what,
    }
}

/// `:line:column`, as much of it as is known.
fn place(error: &minijinja::Error, text: &str) -> String {
    let before = error.range().and_then(|range| text.get(..range.start));
    match (error.line(), before) {
        (Some(line), Some(before)) => {
            let column = before.rsplit('\n').next().unwrap_or_default();
            format!(":{line}:{}", column.chars().count() + 1)
        }
        (Some(line), None) => format!(":{line}"),
        _ => String::new(),
    }
}

fn line<'t>(error: &minijinja::Error, text: &'t str) -> Option<&'t str> {
    let line = text.lines().nth(error.line()?.checked_sub(1)?)?.trim();
    (!line.is_empty()).then_some(line)
}

fn help(error: &minijinja::Error, text: &str) -> Option<String> {
    let used = error.range().and_then(|range| text.get(range));
    match error.kind() {
        ErrorKind::UndefinedError => {
            let used = used.unwrap_or_default();
            let used = used.split(|c: char| !(c.is_alphanumeric() || c == '_'));
            let name = used.into_iter().next().unwrap_or_default();
            did_you_mean(name, NAMES.into_iter())
                .or_else(|| Some(format!("a template knows {}", NAMES.join(", "))))
        }
        ErrorKind::TemplateNotFound => Some(format!(
            "put it into {TEMPLATES}, or write `{BUILT_IN}NAME` for one of whys"
        )),
        ErrorKind::OutOfFuel => Some("shorten its loops".to_owned()),
        _ => None,
    }
}
