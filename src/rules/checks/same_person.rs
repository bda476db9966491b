//! Whether two names mean one person.

use crate::markdown::Fact;

/// The names in a fact.
pub(super) fn names(fact: &Fact<String>) -> impl Iterator<Item = &str> {
    fact.value
        .split([',', ';'])
        .map(|name| name.trim().trim_start_matches('@'))
        .filter(|name| !name.is_empty())
}

/// Whether two names mean one person: alike but for capitals, or a first name that nobody else of `all` has.
pub(super) fn is_same(one: &str, other: &str, all: &[&str]) -> bool {
    if one.eq_ignore_ascii_case(other) {
        return true;
    }
    let (short, long) = if words(one) <= words(other) {
        (one, other)
    } else {
        (other, one)
    };
    let same_first = first(long).eq_ignore_ascii_case(short);
    let namesakes = all.iter().filter(|name| {
        words(name) > 1
            && first(name).eq_ignore_ascii_case(short)
            && !name.eq_ignore_ascii_case(long)
    });
    words(short) == 1 && words(long) > 1 && same_first && namesakes.count() == 0
}

fn words(name: &str) -> usize {
    name.split_whitespace().count()
}

fn first(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn first_names_are_enough_where_nobody_shares_them() {
        assert!(is_same("Ana", "ana", &[]));
        assert!(is_same("Ana", "Ana Lima", &["Ana", "Ana Lima", "tom"]));
        assert!(!is_same(
            "Ana",
            "Ana Lima",
            &["Ana", "Ana Lima", "Ana Okafor"]
        ));
        assert!(!is_same("Ana Okafor", "Ana Lima", &[]));
        assert!(!is_same("An", "Ana Lima", &[]));
    }
}
