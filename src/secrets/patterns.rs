//! What secrets look like: the forms that providers publish, addresses with a password, values behind telling names.

use std::sync::LazyLock;

use regex::bytes::{Captures, Regex};

use super::Hit;
use crate::markdown::Span;
use crate::phrases::Expression;
use crate::words;

/// A private key of this many bytes is hidden to its end mark; beyond, there is no end mark.
const KEY_BYTES: usize = 16 << 10;

/// The secrets of a text in its order, none inside another.
pub(super) fn find(text: &str) -> Vec<Hit> {
    let bytes = text.as_bytes();
    let mut hits: Vec<Hit> = Vec::new();
    // Preparing the expressions costs more than reading a document: most have nothing that one of them begins with.
    if IS_MARKED.holds(text) {
        let found = TOKENS.captures_iter(bytes);
        hits.extend(found.filter_map(|found| token(text, &found)));
    }
    if IS_ADDRESS.holds(text) {
        let found = URLS.captures_iter(bytes);
        hits.extend(found.filter_map(|found| password(text, &found, "password in an address")));
    }
    if IS_PAIR.holds(text) {
        let found = KEYS.captures_iter(bytes);
        hits.extend(found.filter_map(|found| value(text, &found)));
    }
    hits.sort_by_key(|hit| (hit.hide.start, std::cmp::Reverse(hit.hide.end)));
    let mut end = 0;
    hits.retain(|hit| {
        let free = hit.hide.start >= end;
        end = end.max(hit.hide.end);
        free
    });
    hits
}

/// Whether a text holds a mark that is in every token of [`TOKENS`], what [`URLS`] finds, or a name of [`KEYS`] with a sign of
/// assignment.
static IS_MARKED: LazyLock<Expression> = LazyLock::new(|| words::composed("secret-marks"));
static IS_ADDRESS: LazyLock<Expression> = LazyLock::new(|| words::composed("secret-addresses"));
static IS_PAIR: LazyLock<Expression> = LazyLock::new(|| words::composed("secret-pairs"));

static TOKENS: LazyLock<Regex> = LazyLock::new(|| {
    let forms: Vec<&str> = words::entries("secret-tokens").collect();
    regex(&forms.join("|"))
});

static URLS: LazyLock<Regex> = LazyLock::new(|| {
    regex(r#"[A-Za-z][A-Za-z0-9+.-]+://[^\s/:@"'`<>|]*:(?<value>[^\s/@"'`<>|]+)@[A-Za-z0-9\[]"#)
});

/// A telling name, a sign of assignment, a value in quotation marks or up to the next blank.
static KEYS: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r#"(?i:(?<sure>{})|(?<likely>{}))(?:["'`]?[ \t]*(?<sign>[:=]+>?)[ \t]*|(?<flag>[ \t]+))(?:"(?<quoted>[^"\r\n]+)"|'(?<single>[^'\r\n]+)'|(?<bare>[^\s"'`,;&<>(){{}}\[\]|]+))"#,
        any("secret-keys"),
        any("secret-token-keys"),
    ))
});

fn any(list: &str) -> String {
    words::entries(list).collect::<Vec<_>>().join("|")
}

/// How long a value is, in bytes. Expressions that count these are ten times larger.
const VALUE: std::ops::RangeInclusive<usize> = 4..=200;
/// A password in an address may be shorter.
const PASSWORD: std::ops::RangeInclusive<usize> = 3..=200;

static HARMLESS: LazyLock<Regex> = LazyLock::new(|| {
    let all = words::entries("secret-harmless")
        .collect::<Vec<_>>()
        .join("|");
    regex(&format!("(?i)^(?:{all})$"))
});

/// An expression over bytes: a sign of Unicode that is no quotation mark takes a dozen states, a byte one.
fn regex(pattern: &str) -> Regex {
    Regex::new(&format!("(?-u:{pattern})"))
        .unwrap_or_else(|error| unreachable!("a pattern of ours: {error}"))
}

/// A key or token of a provider; of a private key, what stands behind its first line.
fn token(text: &str, found: &Captures) -> Option<Hit> {
    let mut names = TOKENS.capture_names().flatten();
    let name = names.find(|name| found.name(name).is_some())?;
    let span = Span::from(found.get(0)?.range());
    let value = text.get(span.start..span.end)?;
    if name == "private_key" {
        let hide = Span::new(span.end, span.end + body(text.get(span.end..)?));
        return Some(Hit {
            kind: "private key".to_owned(),
            span,
            hide,
        });
    }
    let kind = name.trim_end_matches("_fine").replace('_', " ");
    let shown = value.to_ascii_uppercase().contains("EXAMPLE") || is_monotonous(value);
    (!shown).then_some(Hit {
        kind,
        span,
        hide: span,
    })
}

/// How many bytes behind the first line of a private key belong to it: to its end mark, else its lines of base 64.
fn body(rest: &str) -> usize {
    let near = rest
        .char_indices()
        .map(|(at, _)| at)
        .take_while(|at| *at < KEY_BYTES)
        .last()
        .unwrap_or(0);
    let near = rest.get(..near).unwrap_or(rest);
    match near.find("-----END ") {
        Some(end) if !near.get(..end).unwrap_or_default().contains("```") => end,
        _ => {
            let lines = near.split_inclusive('\n');
            let lines = lines
                .take_while(|line| !line.trim().contains(|c: char| !is_base64(c) && c != '\\'));
            lines.map(str::len).sum()
        }
    }
}

fn is_base64(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=')
}

fn password(text: &str, found: &Captures, kind: &str) -> Option<Hit> {
    let span = Span::from(found.name("value")?.range());
    let value = text.get(span.start..span.end)?;
    (PASSWORD.contains(&value.len()) && !is_harmless(value)).then(|| Hit {
        kind: kind.to_owned(),
        span,
        hide: span,
    })
}

/// A value behind a telling name.
fn value(text: &str, found: &Captures) -> Option<Hit> {
    let sure = found.name("sure");
    let name = sure.or(found.name("likely"))?;
    let quoted = found.name("quoted").or(found.name("single"));
    let value = quoted.or(found.name("bare"))?;
    if quoted.is_some() && !VALUE.contains(&value.len()) {
        return None;
    }
    let (start, end) = (value.start(), value.end());
    let value = text.get(start..end)?;
    // A command line gives a password behind a blank only to a flag; elsewhere a blank is prose.
    if found.name("flag").is_some() && !is_flag(text, name.start()) {
        return None;
    }
    let next = text.get(end..).and_then(|rest| rest.chars().next());
    if quoted.is_none() && matches!(next, Some('(' | '[' | '<' | '{')) {
        return None;
    }
    let secret = value.trim_end_matches(['.', ':', '!', '?', '*', '\\']);
    let told = found
        .name("sign")
        .is_some_and(|sign| sign.as_bytes() == b":")
        && quoted.is_none();
    let looks = match sure {
        Some(_) if told => is_mixed(secret) && secret.len() >= 6 && ends_line(text, end),
        Some(_) => secret.len() >= 4,
        None => is_random(secret),
    };
    let span = Span::new(start, start + secret.len());
    (looks && !is_harmless(secret) && !is_name(secret)).then(|| Hit {
        kind: String::from_utf8_lossy(name.as_bytes())
            .to_lowercase()
            .replace(['_', '-'], " "),
        span,
        hide: span,
    })
}

fn is_flag(text: &str, name: usize) -> bool {
    let before = text.get(..name).unwrap_or_default();
    let word = before
        .rsplit(|c: char| c.is_whitespace() || c == '`' || c == '"')
        .next();
    word.is_some_and(|word| word.starts_with("--"))
}

/// Whether nothing but signs follows on the line: a sentence goes on.
fn ends_line(text: &str, at: usize) -> bool {
    let rest = text
        .get(at..)
        .unwrap_or_default()
        .lines()
        .next()
        .unwrap_or_default();
    !rest.contains(|c: char| c.is_alphanumeric())
}

/// Whether a value stands for the real one: stars, placeholders, variables, paths, addresses of secret stores.
fn is_harmless(value: &str) -> bool {
    let opens = [
        "$", "{", "<", "%", "/", "./", "~", "@", "[", "(", "&", "ref:", "arn:", "op:", "vault:",
        "env:", "file:", "sha256:", "sha1:", "http:", "https:",
    ];
    opens.iter().any(|sign| value.starts_with(sign))
        || ["***", "•••", "...", "…", "${", "{{", "://"]
            .iter()
            .any(|sign| value.contains(sign))
        || HARMLESS.is_match(value.as_bytes())
        || is_monotonous(value)
        || value.to_ascii_lowercase().contains("redacted")
        || value.to_ascii_uppercase().contains("EXAMPLE")
}

/// Whether it is the name of something in a program: letters with dots or underscores.
fn is_name(value: &str) -> bool {
    value.contains(['.', '_'])
        && value
            .chars()
            .all(|c| c.is_ascii_alphabetic() || matches!(c, '.' | '_'))
}

/// Whether nearly all of its signs are the same one.
fn is_monotonous(value: &str) -> bool {
    let last = value.get(value.len().saturating_sub(8)..).unwrap_or(value);
    let mut signs = last.chars();
    signs.next().is_none_or(|first| signs.all(|c| c == first))
}

fn is_mixed(value: &str) -> bool {
    value.contains(|c: char| c.is_ascii_digit())
        && value.contains(|c: char| c.is_ascii_alphabetic())
}

/// Whether it looks drawn at random: a run of 16 letters and digits, both among them.
fn is_random(value: &str) -> bool {
    let mut runs = value.split(|c: char| !is_base64(c));
    runs.any(|run| run.len() >= 16 && is_mixed(run))
}
