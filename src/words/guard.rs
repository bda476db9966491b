//! Expressions of ASCII that leave characters whole. The build script reads lists with it, too.

/// The pattern with Unicode switched on again for what would match a part of a character without it: `.`, `\S` and their
/// like, classes that are negated or hold more than ASCII.
pub(crate) fn guarded(pattern: &str) -> String {
    let mut guarded = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let len = match first {
            '\\' => {
                1 + rest
                    .get(1..)
                    .and_then(|r| r.chars().next())
                    .map_or(0, char::len_utf8)
            }
            '[' => class(rest),
            _ => first.len_utf8(),
        };
        let (part, next) = rest.split_at(len);
        match part {
            r"\W" => guarded.push_str("(?u:[^0-9A-Za-z_])"),
            r"\D" => guarded.push_str("(?u:[^0-9])"),
            r"\S" => guarded.push_str(r"(?u:[^\t-\r ])"),
            "." => guarded.push_str("(?u:.)"),
            _ if first != '[' => guarded.push_str(part),
            _ if is_few(part) => alternatives(part, &mut guarded),
            _ if is_of_words(part) => letters(part, &mut guarded),
            _ if is_wide(part) => guarded.extend(["(?u:", part, ")"]),
            _ => guarded.push_str(part),
        }
        rest = next;
    }
    guarded
}

/// Whether a class holds more than ASCII.
fn is_wide(class: &str) -> bool {
    let escapes = [r"\S", r"\W", r"\D", r"\p"];
    class.starts_with("[^")
        || !class.is_ascii()
        || escapes.iter().any(|escape| class.contains(escape))
}

/// Whether a class is a few signs, one of them beyond ASCII, as in `['’]` or `[-–—/]`.
fn is_few(class: &str) -> bool {
    let signs = class.get(1..class.len() - 1).unwrap_or_default();
    let signs = signs.strip_prefix('-').unwrap_or(signs);
    let signs = signs.strip_suffix('-').unwrap_or(signs);
    !class.is_ascii() && !signs.contains(['^', '-', '\\', '[', ']', '&', '~'])
}

/// A class of a few signs as alternatives: of bytes, which are cheap; any class of Unicode costs a table of 300 kB.
fn alternatives(class: &str, to: &mut String) {
    to.push_str("(?:");
    let signs = class.get(1..class.len() - 1).unwrap_or_default();
    for (at, sign) in signs.chars().enumerate() {
        if at > 0 {
            to.push('|');
        }
        if sign.is_ascii_punctuation() {
            to.push('\\');
        }
        to.push(sign);
    }
    to.push(')');
}

/// Whether a class is `\w` with a few signs, one of them beyond ASCII, as in `[\w'’-]`.
fn is_of_words(class: &str) -> bool {
    let signs = class.strip_prefix(r"[\w").and_then(|c| c.strip_suffix(']'));
    signs.is_some_and(|signs| is_few(&format!("[{signs}]")))
}

/// A class of words as what it has of ASCII, and beyond that its signs and the letters of Latin: with those of all scripts
/// an entry that repeats it has a table that is too large to be made beforehand.
fn letters(class: &str, to: &mut String) {
    let (ascii, signs): (String, String) = class.chars().partition(char::is_ascii);
    to.extend(["(?:", &ascii, r"|(?u:[\u{c0}-\u{24f}", &signs, "]))"]);
}

/// The length of the class with which a pattern begins.
fn class(pattern: &str) -> usize {
    let mut escaped = false;
    for (at, c) in pattern.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ']' if at > 1 && !(at == 2 && pattern.starts_with("[^")) => return at + 1,
            _ => {}
        }
    }
    pattern.len()
}
