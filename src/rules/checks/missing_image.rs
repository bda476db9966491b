//! Pictures that are not in the repository.

use crate::diagnostic::Findings;
use crate::rules::{Context, Presence};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let Some(files) = &cx.known.files else { return };
    for picture in &cx.post.evidence.pictures {
        let Some(target) = local(&picture.target) else {
            continue;
        };
        let help = match files(&cx.post.path, &target) {
            None | Some(Presence::There) => continue,
            Some(Presence::Near(other)) => {
                format!("`{other}` is there: name it as it is written on disk")
            }
            Some(Presence::Absent) => {
                "add the file to the repository, or take the picture out".to_owned()
            }
        };
        out.report(picture.span, format!("`{target}` is not there"))
            .help(help)
            .subject(target);
    }
}

/// The path of a picture that lies beside the document; none for addresses, paths of a site and generated ones.
pub(super) fn local(target: &str) -> Option<String> {
    let path = target.split(['?', '#']).next().unwrap_or_default().trim();
    let scheme = path
        .split('/')
        .next()
        .is_some_and(|first| first.contains(':'));
    let generated = ["{{", "{%", "<%", "${"]
        .iter()
        .any(|sign| path.contains(sign));
    let is_local = !path.is_empty() && !scheme && !generated && !path.starts_with(['/', '@']);
    is_local.then(|| decoded(path))
}

/// `%20` and its like as characters.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = (first == b'%').then(|| tail.get(..2)).flatten();
        let code = code
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(code.unwrap_or(first));
        rest = if code.is_some() {
            tail.get(2..).unwrap_or_default()
        } else {
            tail
        };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_beside_the_document_are_looked_up() {
        assert_eq!(local("a%20b.png?raw=true"), Some("a b.png".into()));
        assert_eq!(local("../assets/é.png"), Some("../assets/é.png".into()));
        for target in [
            "https://x.example/a.png",
            "/img/a.png",
            "{{ site.img }}/a.png",
            "data:image/png;base64,xx",
            "",
            "#x",
        ] {
            assert_eq!(local(target), None, "{target}");
        }
        assert_eq!(decoded("100%.png"), "100%.png");
    }
}
