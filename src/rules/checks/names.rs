//! Whether a name in a document may mean somebody whom a list, CODEOWNERS or Git knows by another.
//!
//! Documents say "Kim", "@kolsen" or "Kim Olsen"; Git says "Kim Olsen <kim.olsen@larkspur.example>". When in doubt, it is
//! the same person.

use crate::git::Identity;

/// Whether a document's name may mean the person of a name or handle.
pub(super) fn may_be(written: &str, name: &str) -> bool {
    let (written, name) = (parts(written), parts(name));
    if written.is_empty() || name.is_empty() {
        return false;
    }
    let within = |few: &[String], many: &[String]| few.iter().all(|part| many.contains(part));
    within(&written, &name)
        || within(&name, &written)
        || short_forms(&name).contains(&written.concat())
        || short_forms(&written).contains(&name.concat())
}

/// Whether a document's name may mean whoever commits under this identity.
pub(super) fn may_commit_as(written: &str, identity: &Identity) -> bool {
    let name = identity
        .name
        .as_deref()
        .is_some_and(|name| may_be(written, name));
    name || identity
        .email
        .as_deref()
        .is_some_and(|email| may_be(written, mailbox(email)))
}

/// The part of an address that names a person: `12345+kolsen@users.noreply.github.com` is `kolsen`.
fn mailbox(email: &str) -> &str {
    let mailbox = email.split('@').next().unwrap_or_default();
    match mailbox.split_once('+') {
        Some((digits, name)) if digits.bytes().all(|b| b.is_ascii_digit()) => name,
        Some((name, _)) => name,
        None => mailbox,
    }
}

/// The words of a name, in lower case; of an address those of its mailbox.
fn parts(name: &str) -> Vec<String> {
    let name = name.trim().trim_start_matches('@');
    let name = if name.contains('@') {
        mailbox(name)
    } else {
        name
    };
    let words = name.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// How the words of a name are run together in handles: `kolsen`, `kimo`, `olsenk`, `kimolsen`, `olsenkim`, `ko`.
fn short_forms(parts: &[String]) -> Vec<String> {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
        return Vec::new();
    };
    if parts.len() < 2 {
        return Vec::new();
    }
    let initial = |word: &str| word.chars().take(1).collect::<String>();
    vec![
        parts.concat(),
        format!("{first}{last}"),
        format!("{last}{first}"),
        format!("{}{last}", initial(first)),
        format!("{first}{}", initial(last)),
        format!("{last}{}", initial(first)),
        parts.iter().map(|part| initial(part)).collect(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_may_be_one_person() {
        for (written, name) in [
            ("kim", "Kim Olsen"),
            ("Kim Olsen", "kim"),
            ("@kolsen", "Kim Olsen"),
            ("kim-olsen", "Kim Olsen"),
            ("KO", "Kim Olsen"),
            ("Kim Olsen", "kolsen"),
            ("Olsen, Kim", "Kim Olsen"),
            ("Kim", "kim@larkspur.example"),
        ] {
            assert!(may_be(written, name), "{written} {name}");
        }
        for (written, name) in [
            ("Kim Olsen", "Kim Berg"),
            ("kim", "Tom Olsen"),
            ("tolsen", "Kim Olsen"),
            ("@", "Kim Olsen"),
        ] {
            assert!(!may_be(written, name), "{written} {name}");
        }
    }

    #[test]
    fn git_knows_people_by_name_or_address() {
        let identity = Identity {
            name: Some("K. Olsen".to_owned()),
            email: Some("48211+kim-o@users.noreply.github.com".to_owned()),
        };
        assert!(may_commit_as("@kim-o", &identity) && may_commit_as("Olsen", &identity));
        assert!(!may_commit_as("tom", &identity) && !may_commit_as("tom", &Identity::default()));
    }
}
