//! Names of people in a field: one or several, as names, handles or links.

use super::Fact;

/// Several names as one fact, `ana, tom`, handles without their `@`.
pub(super) fn join(names: Vec<Fact<String>>) -> Option<Fact<String>> {
    let span = names
        .iter()
        .map(|name| name.span)
        .reduce(|a, b| a.join(b))?;
    let all: Vec<String> = names.iter().flat_map(|name| split(&name.value)).collect();
    (!all.is_empty()).then(|| Fact::new(all.join(", "), span))
}

/// The names in a text: divided by commas, slashes, "and", or by the next handle.
fn split(text: &str) -> Vec<String> {
    let text = text
        .replace(" and ", ",")
        .replace(" & ", ",")
        .replace(" @", ",@");
    let names = text.split([',', ';', '/', '\n']).map(|name| {
        let name = name.trim().trim_start_matches('@');
        name.trim_matches(['[', ']', '(', ')', '.', ' ']).to_owned()
    });
    names
        .filter(|name| !name.is_empty() && !super::says_nothing(name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::Span;

    #[test]
    fn names_of_a_field() {
        for (text, want) in [
            ("ana", Some("ana")),
            ("@ana", Some("ana")),
            ("@ana @tom", Some("ana, tom")),
            ("Ana Berg, Tom and Kim", Some("Ana Berg, Tom, Kim")),
            ("[Ana Berg]", Some("Ana Berg")),
            ("", None),
        ] {
            let joined = join(vec![Fact::new(text.to_owned(), Span::at(0))]);
            assert_eq!(joined.map(|f| f.value).as_deref(), want, "{text}");
        }
    }
}
