//! What is found, what is not, and that nothing of it is left.

use super::{Secret, hide};

fn kinds(text: &str) -> Vec<String> {
    hide(text.to_owned())
        .1
        .into_iter()
        .map(|secret| secret.kind)
        .collect()
}

/// Put together at run time, so that nobody's scanner takes this file for a leak.
fn token(prefix: &str, length: usize) -> String {
    let signs = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0";
    format!(
        "{prefix}{}",
        signs.chars().cycle().take(length).collect::<String>()
    )
}

#[test]
fn tokens_of_providers_are_found_in_prose_code_and_links() {
    for (prefix, length, kind) in [
        ("ghp_", 36, "GitHub token"),
        ("glpat-", 20, "GitLab token"),
        ("xoxb-", 24, "Slack token"),
        ("sk_live_", 24, "Stripe key"),
        ("AIza", 35, "Google API key"),
        ("npm_", 36, "npm token"),
    ] {
        let token = token(prefix, length);
        for text in [
            format!("we found {token} in it"),
            format!("```\nrun {token}\n```\n"),
            format!("[x](https://h/?t={token})"),
        ] {
            assert_eq!(kinds(&text), [kind], "{text}");
        }
    }
}

#[test]
fn values_behind_telling_names_are_found() {
    for text in [
        "SETTLEMENT_DB_PASSWORD=heron-44-Lantern",
        "{\"password\": \"heron 44\"}",
        "ledgerctl --password heron44",
        "db.password = 'heron'",
        "passwd: Heron-44",
        "https://h/?user=kim&password=heron44&x=1",
        "postgres://ledger:heron@db/ledger",
        "api_key=9f8e7d6c5b4a39281706f5e4",
        "Authorization token: \"9f8e7d6c5b4a39281706f5e4\"",
    ] {
        assert_eq!(kinds(text).len(), 1, "{text}: {:?}", kinds(text));
    }
}

#[test]
fn what_gives_nothing_away_is_left_alone() {
    for text in [
        "DB_PASSWORD=********",
        "DB_PASSWORD=$LEDGER_PASSWORD and password=${X} and password: {{ pw }}",
        "token=<redacted> token=expired",
        "--password-file=/run/ledger/password",
        "Password: rotated by the platform team on 15 March.",
        "password: reset2 by support",
        "psql postgres://ledger:$PW@db/ledger, postgres://user:password@db",
        "image: ledger@sha256:6f1ed002ab5595859014ebf0951522d9c9e5f2b9b1c5e3f1d2a7c4b8e0f9a613",
        "password=os.environ[\"X\"] password=get_password() password = config.db_password",
        "the token bucket, a secret santa, key: value",
        "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
        "https://example.com:8080/a@b",
        "the password was changed, no password is needed",
        "secret: ledger-tls-2026-03-14",
    ] {
        assert_eq!(kinds(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn nothing_of_a_secret_is_left_and_every_position_holds() {
    let key = "MIIEpAIBAAKCAQEA7\nvérité🚨漢\n";
    let text = format!(
        "é password=hérön🚨44 x\n-----BEGIN RSA PRIVATE KEY-----\n{key}-----END RSA PRIVATE KEY-----\nafter\n"
    );
    let (masked, secrets) = hide(text.clone());
    assert_eq!(masked.len(), text.len());
    assert_eq!(masked.chars().count(), text.chars().count());
    assert_eq!(masked.lines().count(), text.lines().count());
    assert!(!masked.contains("44") && !masked.contains("MIIE") && masked.ends_with("after\n"));
    let kinds: Vec<&str> = secrets.iter().map(|s| s.kind.as_str()).collect();
    assert_eq!(kinds, ["password", "private key"]);
}

#[test]
fn a_fingerprint_names_the_value_and_not_its_place() {
    let print = |text: &str| -> Vec<Secret> { hide(text.to_owned()).1 };
    let (a, b) = (
        print("password=heron44"),
        print("more\n\nDB_password='heron44'"),
    );
    assert_eq!(a[0].fingerprint, b[0].fingerprint);
    assert_ne!(a[0].fingerprint, print("password=heron45")[0].fingerprint);
}

#[test]
fn a_key_without_an_end_hides_its_lines_and_no_prose() {
    let text = "-----BEGIN PRIVATE KEY-----\nMIIEpAIBAAKC\nAQEA7==\n\nThe story goes on.\n";
    let (masked, _) = hide(text.to_owned());
    assert!(masked.contains("The story goes on.") && !masked.contains("MIIE"));
}

/// Texts that an expression matches: of each alternative and each sign of a small class.
fn samples(hir: &regex_syntax::hir::Hir) -> Vec<String> {
    use regex_syntax::hir::HirKind;
    match hir.kind() {
        HirKind::Literal(literal) => vec![String::from_utf8_lossy(&literal.0).into_owned()],
        HirKind::Class(class) => {
            let regex_syntax::hir::Class::Unicode(class) = class else {
                panic!("a class of bytes");
            };
            let signs: Vec<String> = class
                .ranges()
                .iter()
                .flat_map(|range| range.start()..=range.end())
                .map(String::from)
                .collect();
            let all = if signs.len() > 7 { 1 } else { signs.len() };
            signs.into_iter().take(all).collect()
        }
        HirKind::Repetition(repeated) => samples(&repeated.sub)
            .into_iter()
            .map(|one| one.repeat(repeated.min as usize))
            .collect(),
        HirKind::Capture(capture) => samples(&capture.sub),
        HirKind::Concat(parts) => parts.iter().fold(vec![String::new()], |before, part| {
            let behind = samples(part);
            let join = |one: &String| {
                behind
                    .iter()
                    .map(move |b| format!("{one}{b}"))
                    .collect::<Vec<_>>()
            };
            before.iter().flat_map(join).collect()
        }),
        HirKind::Alternation(ways) => ways.iter().flat_map(samples).collect(),
        HirKind::Empty | HirKind::Look(_) => vec![String::new()],
    }
}

#[test]
fn every_token_has_a_mark_in_it() {
    let marks: Vec<&str> = crate::words::entries("secret-token-marks").collect();
    let marks = crate::words::exact(&marks.join("|")).expect("expressions");
    for entry in crate::words::entries("secret-tokens") {
        for sample in samples(&regex_syntax::parse(entry).expect("an expression")) {
            assert!(marks.is_match(&sample), "{sample}");
        }
    }
}

#[test]
fn a_long_value_is_hidden_to_its_end() {
    let (hidden, found) = hide(format!("password={} x", "aé1".repeat(200)));
    assert_eq!(found.len(), 1);
    assert!(!hidden.contains("é1"), "{hidden}");
    assert!(kinds(&format!("password=\"{}\"", "a1".repeat(101))).is_empty());
}
