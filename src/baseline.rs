//! A baseline: the findings that a team has accepted for now, by document and rule, in a file beside `whys.toml`.
//!
//! A finding is known by its fingerprint, which is made of the rule and of the text that it is about: lines may move. Its
//! document is known by its path: what is absent has no text, so without the path one document could hide what another
//! lacks. A document that gets another name is therefore judged anew.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::config::MORE;
use crate::error::Error;
use crate::linter::Accepted;
use crate::markdown::LineIndex;
use crate::source::tree;

/// The name of the file in `.whys`.
pub const FILE: &str = "baseline.json";

/// The version of its form.
const VERSION: u32 = 1;

/// What such a file says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    version: u32,
    files: BTreeMap<String, Accepted>,
}

/// What files of every version say.
#[derive(Deserialize)]
struct Form {
    version: u32,
}

impl Default for Baseline {
    fn default() -> Self {
        Self {
            version: VERSION,
            files: BTreeMap::new(),
        }
    }
}

impl Baseline {
    /// Reads the text of a file.
    pub fn parse(text: &str, shown: &str) -> Result<Self, Error> {
        let wrong = |place: String, message: String, help: &str| Error::Config {
            place,
            message,
            help: Some(help.to_owned()),
        };
        let anew = "delete the file and write it anew with --write-baseline";
        let at = |key: &str| {
            let at = text.find(&format!("\"{key}\"")).unwrap_or_default();
            let place = LineIndex::new(text).position(text, at);
            format!("{shown}:{}:{}", place.line, place.column)
        };
        // Another version may have other keys.
        if let Ok(Form { version }) = serde_json::from_str(text)
            && version != VERSION
        {
            let message = format!("a baseline of version {version} is not known here");
            let help = "use the whys that wrote it";
            return Err(wrong(at("version"), message, help));
        }
        let read: Baseline = serde_json::from_str(text).map_err(|error| {
            let place = format!("{shown}:{}:{}", error.line(), error.column().max(1));
            let told = error.to_string();
            let told = told
                .split(" at line ")
                .next()
                .unwrap_or_default()
                .to_owned();
            wrong(place, format!("this is no baseline: {told}"), anew)
        })?;
        if read
            .files
            .values()
            .any(|rules| rules.contains_key("secret"))
        {
            let help = "take its entry out; what is no secret is allowed by its fingerprint under [secrets] in whys.toml";
            let message = "a baseline cannot hide a secret".to_owned();
            return Err(wrong(at("secret"), message, help));
        }
        Ok(read)
    }

    /// The file's text: sorted, one fingerprint a line, so that two branches merge.
    pub fn text(&self) -> String {
        // Maps of texts cannot fail to be written.
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        format!("{text}\n")
    }

    /// What is accepted in a document.
    pub fn of(&self, path: &str) -> &Accepted {
        static NOTHING: Accepted = Accepted::new();
        self.files.get(path).unwrap_or(&NOTHING)
    }

    /// The documents that have entries.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// How many findings it holds.
    pub fn len(&self) -> usize {
        self.files.values().map(count).sum()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Takes what was found in a document: all entries of the rules that `looked`, and of those that there are not,
    /// make way for it; the others stay. Gives how many are new and how many are gone.
    pub fn take(
        &mut self,
        path: &str,
        found: Accepted,
        looked: impl Fn(&str) -> bool,
    ) -> (usize, usize) {
        let before = self.files.remove(path).unwrap_or_default();
        let mut after: Accepted = before.clone();
        after.retain(|rule, _| !looked(rule));
        for (rule, fingerprints) in found {
            after.insert(rule, fingerprints);
        }
        let change = (missing(&before, &after), missing(&after, &before));
        if !after.is_empty() {
            self.files.insert(path.to_owned(), after);
        }
        change
    }
}

/// How many findings of `all` are not among `some`.
fn missing(some: &Accepted, all: &Accepted) -> usize {
    static NONE: BTreeSet<String> = BTreeSet::new();
    let rules = all.iter();
    rules
        .map(|(rule, all)| all.difference(some.get(rule).unwrap_or(&NONE)).count())
        .sum()
}

/// How many findings are accepted.
pub fn count(accepted: &Accepted) -> usize {
    accepted.values().map(BTreeSet::len).sum()
}

/// The folder that the paths in a baseline are relative to: that of the file, and above `.whys`.
pub fn base_of(file: &Path) -> PathBuf {
    let folder = file.parent().unwrap_or(file);
    match folder.file_name().is_some_and(|name| name == MORE) {
        true => folder.parent().unwrap_or(folder).to_owned(),
        false => folder.to_owned(),
    }
}

/// The path of a document in a baseline.
pub fn path_in(base: &Path, document: &Path) -> String {
    tree::relative_to(base, document)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(entries: &[(&str, &[&str])]) -> Accepted {
        let texts = |list: &[&str]| list.iter().map(|one| (*one).to_owned()).collect();
        let entries = entries.iter();
        entries
            .map(|(rule, list)| ((*rule).to_owned(), texts(list)))
            .collect()
    }

    #[test]
    fn the_bytes_are_stable_and_read_back() {
        let mut baseline = Baseline::default();
        let found = accepted(&[("vague-action", &["b", "a"]), ("human-error", &["c"])]);
        assert_eq!(baseline.take("z.md", found.clone(), |_| true), (3, 0));
        assert_eq!(baseline.take("a.md", found, |_| true), (3, 0));
        let text = baseline.text();
        assert!(text.find("a.md") < text.find("z.md"), "{text}");
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        assert!(
            lines.contains(&"\"a\",") && lines.contains(&"\"b\""),
            "{text}"
        );
        assert_eq!(Baseline::parse(&text, "x").ok(), Some(baseline));
    }

    #[test]
    fn only_the_entries_of_rules_that_looked_make_way() {
        let mut baseline = Baseline::default();
        let before = accepted(&[("human-error", &["a", "b"]), ("vague-action", &["c"])]);
        baseline.take("a.md", before, |_| true);
        let found = accepted(&[("human-error", &["b", "d"])]);
        let change = baseline.take("a.md", found, |rule| rule == "human-error");
        assert_eq!(change, (1, 1));
        let expected = accepted(&[("human-error", &["b", "d"]), ("vague-action", &["c"])]);
        assert_eq!(baseline.of("a.md"), &expected);
        baseline.take("a.md", Accepted::new(), |_| true);
        assert!(baseline.is_empty());
    }

    #[test]
    fn paths_are_relative_to_what_the_file_stands_beside() {
        assert_eq!(
            base_of(Path::new("/r/.whys/baseline.json")),
            Path::new("/r")
        );
        assert_eq!(base_of(Path::new("/r/ci/b.json")), Path::new("/r/ci"));
        assert_eq!(
            path_in(Path::new("/r"), Path::new("/r/docs/a.md")),
            "docs/a.md"
        );
        assert_eq!(
            path_in(Path::new("/r/ci"), Path::new("/r/docs/a.md")),
            "../docs/a.md"
        );
    }
}
