//! What a path says about a file before it is read.

use super::How;
use crate::postmortem::path_says_post_mortem;

/// The names of Markdown files end with one of these.
const EXTENSIONS: [&str; 5] = [".md", ".markdown", ".mdx", ".qmd", ".md.erb"];

/// Whether a file's name is that of a Markdown file.
pub fn is_markdown(file: &str) -> bool {
    let ends_with = |end: &str| {
        let start = file.len().checked_sub(end.len()).filter(|at| *at > 0);
        let last = start.and_then(|at| file.as_bytes().get(at..));
        last.is_some_and(|last| last.eq_ignore_ascii_case(end.as_bytes()))
    };
    EXTENSIONS.into_iter().any(ends_with)
}

/// What a path below the root, its parts parted by `/`, says: a post-mortem, nothing (the text decides), or none at all.
pub(super) fn judge(path: &str) -> Option<How> {
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let folder = folders.rsplit('/').next().unwrap_or_default();
    if is_front_page(file) && (folder.is_empty() || is_collection(folder)) {
        return None;
    }
    Some(match path_says_post_mortem(path) {
        true => How::Path,
        false => How::Text,
    })
}

/// The page that a forge or a site shows for a folder.
fn is_front_page(file: &str) -> bool {
    let stem = file.split('.').next().unwrap_or_default();
    matches!(
        stem.to_ascii_lowercase().as_str(),
        "readme" | "index" | "_index"
    )
}

/// A folder of post-mortems, rather than the folder of one: its name has no number.
fn is_collection(folder: &str) -> bool {
    path_says_post_mortem(folder) && !folder.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_or_a_name_says_it_in_whole_words() {
        for path in [
            "docs/incidents/2026-03-14.md",
            "Post-Mortems/checkout.mdx",
            "post_mortem_mar16.md",
            "a/b/PM2024-outage.qmd",
            "RCAs/17.html.md.erb",
            "postmortem/2026-03-14/README.md",
            "0x19-postmortem/README.md",
        ] {
            assert_eq!(judge(path), Some(How::Path), "{path}");
        }
        for path in [
            "docs/coexistence.md",
            "incidental/a.md",
            "11-11-23/README.md",
        ] {
            assert_eq!(judge(path), Some(How::Text), "{path}");
        }
    }

    #[test]
    fn the_front_page_of_a_folder_is_none() {
        for path in [
            "README.md",
            "incidents/README.md",
            "docs/post-mortems/_index.md",
        ] {
            assert_eq!(judge(path), None, "{path}");
        }
    }

    #[test]
    fn markdown_has_five_endings() {
        assert!(is_markdown("a.MD") && is_markdown("a.html.md.erb") && is_markdown("a.qmd"));
        assert!(!is_markdown(".md") && !is_markdown("a.mdown") && !is_markdown("a.erb"));
    }
}
