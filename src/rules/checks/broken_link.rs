//! Relative links to files that are not there.

use super::missing_image::local;
use crate::diagnostic::Findings;
use crate::rules::{Context, Presence};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let Some(files) = &cx.known.files else { return };
    for link in cx
        .post
        .evidence
        .links
        .iter()
        .filter(|link| !link.definition)
    {
        let Some(target) = local(&link.url).filter(|target| is_written(target)) else {
            continue;
        };
        let help = match files(&cx.post.path, &target) {
            None | Some(Presence::There) => continue,
            Some(Presence::Near(other)) => {
                format!("`{other}` is there: name it as it is written on disk")
            }
            Some(Presence::Absent) if target.contains('@') => {
                "for an address of e-mail, write `mailto:` before it".to_owned()
            }
            Some(Presence::Absent) if is_address(&target) => {
                "for an address on the network, write `https://` before it".to_owned()
            }
            Some(Presence::Absent) => "correct the path, or add the file".to_owned(),
        };
        out.report(link.span, format!("`{target}` is not there"))
            .help(help)
            .subject(target);
    }
}

/// Whether it names a file that somebody wrote: `.md`, `.txt`, a picture. Names without an ending and `.html` may be made
/// by a site generator.
fn is_written(target: &str) -> bool {
    let name = target.rsplit('/').next().unwrap_or_default();
    let ending = name
        .rsplit_once('.')
        .filter(|(stem, _)| !stem.is_empty())
        .map(|(_, ending)| ending);
    let ending = ending.unwrap_or_default();
    let is_ending =
        (1..=8).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    is_ending
        && !ending.starts_with("htm")
        && !ending.bytes().all(|b| b.is_ascii_digit())
        && !target.contains(['<', '>', '{'])
}

/// `www.example.com/page.pdf`
fn is_address(target: &str) -> bool {
    let first = target.split_once('/').map_or(target, |(first, _)| first);
    let ending = first.rsplit('.').next().unwrap_or_default();
    first.starts_with("www.")
        || first.contains('.') && ["com", "org", "net", "io", "dev"].contains(&ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_somebody_wrote() {
        for target in ["2026-03-14.md", "../runbooks/db.md", "a/b.txt"] {
            assert!(is_written(target), "{target}");
        }
        for target in [
            "../runbooks/db",
            "index.html",
            "v1.2",
            ".github",
            "a/<name>.md",
            "next page. And",
        ] {
            assert!(!is_written(target), "{target}");
        }
        assert!(
            is_address("www.example.com/a.pdf")
                && is_address("example.org/a.md")
                && !is_address("a.md")
        );
    }
}
