//! CODEOWNERS: who owns which files, as GitHub, GitLab and Gitea read it.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::Origin;

/// Where it may lie below the root; the first one counts.
const PLACES: [&str; 5] = [
    "CODEOWNERS",
    ".github/CODEOWNERS",
    ".gitlab/CODEOWNERS",
    ".gitea/CODEOWNERS",
    "docs/CODEOWNERS",
];

/// Every owner that the file below a root names: `@handle`, `@org/team`, an address.
pub(super) fn read(origin: &Origin, root: &Path) -> Vec<String> {
    let text = text(origin, root);
    text.lines().flat_map(owners).map(str::to_owned).collect()
}

fn text(origin: &Origin, root: &Path) -> String {
    let mut texts = PLACES
        .iter()
        .filter_map(|place| origin.text(&root.join(place), place).ok());
    texts.next().unwrap_or_default()
}

/// Which folders of a work tree belong to whom.
#[derive(Debug, Default)]
pub struct CodeOwners(Vec<Line>);

#[derive(Debug)]
struct Line {
    pattern: String,
    matcher: Gitignore,
    owners: Vec<String>,
}

impl CodeOwners {
    /// Those of a work tree; nobody where there is no file.
    pub fn of(root: &Path) -> Self {
        Self::parse(&text(&Origin::Disk, root), root)
    }

    fn parse(text: &str, root: &Path) -> Self {
        let lines = text.lines().filter_map(|line| {
            let pattern = line.split_whitespace().next()?;
            let is_pattern = !pattern.starts_with(['#', '[', '^', '!']);
            let mut builder = GitignoreBuilder::new(root);
            builder
                .add_line(None, pattern)
                .ok()
                .filter(|_| is_pattern)?;
            Some(Line {
                pattern: pattern.to_owned(),
                matcher: builder.build().ok()?,
                owners: owners(line).map(str::to_owned).collect(),
            })
        });
        Self(lines.collect())
    }

    /// The owners of an absolute path: the last line that matches counts.
    pub fn of_path(&self, path: &Path) -> &[String] {
        let mut lines = self.0.iter().rev();
        let found = lines.find(|line| crate::config::matches(&line.matcher, path));
        found.map_or(&[], |line| &line.owners)
    }

    /// The owners of the folder that has a name, wherever it lies.
    pub fn of_name(&self, name: &str) -> &[String] {
        let is_of = |line: &&Line| {
            line.folder()
                .is_some_and(|folder| folder.eq_ignore_ascii_case(name))
        };
        let found = self.0.iter().rev().find(is_of);
        found.map_or(&[], |line| &line.owners)
    }

    /// The name of the folder with owners of its own that an absolute path lies in.
    pub fn folder_of(&self, path: &Path) -> Option<&str> {
        let mut lines = self.0.iter().rev();
        let found = lines.find(|line| crate::config::matches(&line.matcher, path))?;
        found.folder()
    }
}

impl Line {
    /// The last part of a pattern that names one folder.
    fn folder(&self) -> Option<&str> {
        let path = self.pattern.trim_end_matches("/**").trim_end_matches("/*");
        let name = path.trim_end_matches('/').rsplit('/').next()?;
        let is_folder = path.len() < self.pattern.len() || self.pattern.ends_with('/');
        (is_folder && !name.is_empty() && !name.contains(['*', '?', '['])).then_some(name)
    }
}

/// What stands behind the pattern of a line, or behind the name of a GitLab section.
fn owners(line: &str) -> impl Iterator<Item = &str> {
    let line = line.split(" #").next().unwrap_or_default().trim();
    let words = line
        .split_whitespace()
        .filter(move |_| !line.starts_with('#'));
    words.filter(|word| {
        let at = word.find('@');
        at == Some(0) || at.is_some_and(|at| word.get(at..).is_some_and(|host| host.contains('.')))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_that_matches_counts() {
        let text = "* @larkspur/all\n/services/checkout/ @larkspur/payments @kim\n/services/ledger/** @larkspur/ledger\n*.md\n";
        let owners = CodeOwners::parse(text, Path::new("/r"));
        let of = |path: &str| owners.of_path(Path::new(path)).join(" ");
        assert_eq!(
            of("/r/services/checkout/src/a.rs"),
            "@larkspur/payments @kim"
        );
        assert_eq!(of("/r/services/ledger/a.rs"), "@larkspur/ledger");
        assert_eq!(of("/r/x"), "@larkspur/all");
        assert_eq!(of("/r/services/checkout/a.md"), "");
        assert_eq!(of("/elsewhere"), "");
        assert_eq!(owners.of_name("Checkout"), ["@larkspur/payments", "@kim"]);
        assert!(owners.of_name("search").is_empty());
        assert_eq!(
            owners.folder_of(Path::new("/r/services/ledger/src")),
            Some("ledger")
        );
        assert_eq!(owners.folder_of(Path::new("/r/x")), None);
    }

    #[test]
    fn owners_stand_behind_the_pattern() {
        let of = |line| owners(line).collect::<Vec<_>>();
        assert_eq!(
            of("/ledger/  @kim @larkspur/payments ana@larkspur.example # not @tom"),
            ["@kim", "@larkspur/payments", "ana@larkspur.example"]
        );
        assert_eq!(of("# @kim owns this"), Vec::<&str>::new());
        assert_eq!(of("[Ledger][2] @kim"), ["@kim"]);
        assert_eq!(of("*.md"), Vec::<&str>::new());
    }
}
