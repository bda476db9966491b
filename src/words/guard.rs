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
        let wide = match first {
            '[' => {
                part.starts_with("[^")
                    || !part.is_ascii()
                    || [r"\S", r"\W", r"\D", r"\p"]
                        .iter()
                        .any(|c| part.contains(c))
            }
            '\\' => matches!(part, r"\S" | r"\W" | r"\D"),
            _ => first == '.',
        };
        match wide {
            true => guarded.extend(["(?u:", part, ")"]),
            false => guarded.push_str(part),
        }
        rest = next;
    }
    guarded
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
