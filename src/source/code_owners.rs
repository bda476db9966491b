//! CODEOWNERS: who owns which files, as GitHub, GitLab and Gitea read it.

use std::path::Path;

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
    let mut texts = PLACES
        .iter()
        .filter_map(|place| origin.text(&root.join(place), place).ok());
    let text = texts.next().unwrap_or_default();
    text.lines().flat_map(owners).map(str::to_owned).collect()
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
    use super::owners;

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
