//! The patterns that take in what is there.

use std::collections::{BTreeMap, BTreeSet};

use crate::postmortem::path_says_post_mortem;

/// What is a post-mortem, as `[documents]` says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Patterns {
    /// What is one.
    pub(super) include: Vec<String>,
    /// What lies beside, and is none.
    pub(super) exclude: Vec<String>,
    /// Where new ones go; empty for the folder of the configuration itself.
    pub(super) folder: String,
    /// How new ones are named, so that the patterns take them in, too.
    pub(super) file_name: String,
}

/// With more files to leave out, a pattern says too little.
const MOST_OTHERS: usize = 12;
/// With more patterns, the search by path and sections is simpler.
const MOST_PATTERNS: usize = 6;

/// Patterns that take in all `documents` and none of the other Markdown `files`; none when a few cannot do it. Paths are
/// those from the folder of the configuration on.
pub(super) fn of(documents: &[String], files: &[String]) -> Option<Patterns> {
    let documents: BTreeSet<&str> = documents.iter().map(String::as_str).collect();
    let others: Vec<&str> = files
        .iter()
        .map(String::as_str)
        .filter(|file| !documents.contains(file))
        .collect();
    let mut by_top: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in &documents {
        by_top
            .entry(top(path, &documents, &others))
            .or_default()
            .push(path);
    }
    let narrowed = by_top
        .into_iter()
        .map(|(top, paths)| (narrow(top, &paths), paths));
    let by_folder: BTreeMap<&str, Vec<&str>> = narrowed.collect();
    if !by_folder
        .iter()
        .all(|(folder, paths)| will_last(folder, paths))
    {
        return None;
    }
    let mut include = BTreeSet::new();
    for (folder, paths) in &by_folder {
        match *folder {
            "" => include.extend(at_root(paths)?),
            folder => include.extend(
                paths
                    .iter()
                    .map(|path| format!("{}/**/*.{}", escaped(folder), escaped(ending(path)))),
            ),
        }
    }
    let taken = |other: &&str| {
        by_folder.iter().any(|(folder, paths)| match *folder {
            "" => !other.contains('/') && lead(paths).is_some_and(|lead| other.starts_with(lead)),
            folder => is_below(other, folder),
        })
    };
    let exclude: Vec<String> = others
        .iter()
        .copied()
        .filter(taken)
        .map(|path| format!("/{}", escaped(path)))
        .collect();
    let (folder, paths) = by_folder.iter().max_by_key(|(_, paths)| paths.len())?;
    let lead = if folder.is_empty() {
        lead(paths).unwrap_or_default()
    } else {
        ""
    };
    let endings: BTreeSet<&str> = paths.iter().map(|path| ending(path)).collect();
    let usual = endings
        .iter()
        .find(|end| **end == "md")
        .or(endings.iter().next())?;
    let few = include.len() <= MOST_PATTERNS && exclude.len() <= MOST_OTHERS;
    few.then(|| Patterns {
        include: include.into_iter().collect(),
        exclude,
        folder: (*folder).to_owned(),
        file_name: format!("{lead}{{date}}-{{slug}}.{usual}"),
    })
}

/// The highest folder around a file, below the root, in which most files are post-mortems.
fn top<'p>(path: &'p str, documents: &BTreeSet<&str>, others: &[&str]) -> &'p str {
    let ends = path.match_indices('/').map(|(at, _)| at);
    let mut folders = ends.filter_map(|at| path.get(..at));
    let is_full = |folder: &&str| {
        let inside = |file: &&str| is_below(file, folder);
        let inside_of = documents.iter().filter(|file| inside(file)).count();
        inside_of > others.iter().filter(|file| inside(file)).count()
    };
    folders.find(is_full).unwrap_or_default()
}

/// The folder that holds all of these below another one; rather the one above it that is called after post-mortems, where next
/// year's will lie, too.
fn narrow<'p>(top: &'p str, paths: &[&'p str]) -> &'p str {
    if top.is_empty() {
        return top;
    }
    let first = paths.first().copied().unwrap_or(top);
    let folders = first
        .match_indices('/')
        .filter_map(|(at, _)| first.get(..at));
    let holding = folders.filter(|folder| folder.len() >= top.len());
    let mut holding = holding.filter(|folder| paths.iter().all(|path| is_below(path, folder)));
    let called = holding.clone().find(|folder| is_called_so(folder));
    called.or_else(|| holding.next_back()).unwrap_or(top)
}

/// Whether a folder is called after post-mortems.
fn is_called_so(folder: &str) -> bool {
    path_says_post_mortem(folder.rsplit('/').next().unwrap_or(folder))
}

/// Whether the next post-mortem will lie there, too: not beside a single one in a folder of anything, nor in one that is
/// called after a day or a year.
fn will_last(folder: &str, paths: &[&str]) -> bool {
    let name = folder.rsplit('/').next().unwrap_or(folder);
    let is_dated = name.contains(|c: char| c.is_ascii_digit());
    folder.is_empty() || is_called_so(folder) || paths.len() > 1 && !is_dated
}

fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// At the root a README and much else lies beside them: the names must begin alike.
fn at_root(paths: &[&str]) -> Option<Vec<String>> {
    if paths.iter().any(|path| path.contains('/')) {
        return None;
    }
    let lead = lead(paths)?;
    let endings: BTreeSet<&str> = paths.iter().map(|path| ending(path)).collect();
    let patterns = endings
        .iter()
        .map(|end| format!("/{}*.{}", escaped(lead), escaped(end)));
    Some(patterns.collect())
}

/// The letters with which all names begin.
fn lead<'p>(paths: &[&'p str]) -> Option<&'p str> {
    let first = paths.first()?;
    let same = |len: &usize| {
        let head = first.get(..*len);
        head.is_some_and(|head| paths.iter().all(|path| path.starts_with(head)))
    };
    let letters = first.bytes().take_while(u8::is_ascii_alphabetic).count();
    let len = (2..=letters).rev().find(same)?;
    first.get(..len).filter(|_| paths.len() > 1)
}

/// What stands behind the name's first dot that ends it: `html.md.erb` is one ending.
fn ending(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let endings = ["html.md.erb", "md.erb"];
    let known = endings.iter().find(|end| name.ends_with(**end));
    let last = || name.rsplit('.').next().unwrap_or("md");
    known.copied().unwrap_or_else(last)
}

/// A path in which no character is a pattern's.
pub(super) fn escaped(path: &str) -> String {
    let mut escaped = String::with_capacity(path.len());
    for c in path.chars() {
        if "*?[]{}\\".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    match path.strip_suffix(' ') {
        Some(rest) => format!("{}\\ ", escaped.get(..escaped.len() - 1).unwrap_or(rest)),
        None => escaped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(documents: &[&str], others: &[&str]) -> Option<(Vec<String>, Vec<String>, String)> {
        let owned = |paths: &[&str]| {
            paths
                .iter()
                .map(|path| (*path).to_owned())
                .collect::<Vec<_>>()
        };
        let files = owned(&[documents, others].concat());
        let found = of(&owned(documents), &files)?;
        Some((found.include, found.exclude, found.folder))
    }

    fn due(
        include: &[&str],
        exclude: &[&str],
        folder: &str,
    ) -> Option<(Vec<String>, Vec<String>, String)> {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Some((owned(include), owned(exclude), folder.to_owned()))
    }

    #[test]
    fn a_folder_is_taken_in_as_high_as_it_holds_little_else() {
        assert_eq!(
            patterns(
                &["docs/incidents/a.md", "docs/incidents/2026/b.md"],
                &[
                    "docs/incidents/README.md",
                    "docs/x.md",
                    "docs/y.md",
                    "README.md"
                ]
            ),
            due(
                &["docs/incidents/**/*.md"],
                &["/docs/incidents/README.md"],
                "docs/incidents"
            )
        );
        assert_eq!(
            patterns(
                &["a/x.html.md.erb", "a/y.html.md.erb", "outages/z.mdx"],
                &[]
            ),
            due(&["a/**/*.html.md.erb", "outages/**/*.mdx"], &[], "a")
        );
    }

    #[test]
    fn a_folder_for_a_year_is_not_all_of_them() {
        assert_eq!(
            patterns(
                &["docs/incidents/2026/a.md", "docs/incidents/2026/b.md"],
                &[]
            ),
            due(&["docs/incidents/**/*.md"], &[], "docs/incidents")
        );
        assert_eq!(
            patterns(&["docs/ops/a.md", "docs/ops/b.md"], &["docs/x.md"]),
            due(&["docs/ops/**/*.md"], &[], "docs/ops")
        );
    }

    #[test]
    fn at_the_root_the_names_begin_alike() {
        assert_eq!(
            patterns(
                &["PM2026-1 a.md", "PM2026-2 b.md"],
                &["README.md", "PMtemplate.md"]
            ),
            due(&["/PM*.md"], &["/PMtemplate.md"], "")
        );
        assert_eq!(
            patterns(&["checkout.md", "search.md"], &["README.md"]),
            None
        );
    }

    #[test]
    fn new_ones_are_named_like_the_old() {
        let name = |paths: &[&str]| {
            let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
            of(&paths, &paths).map(|found| found.file_name)
        };
        assert_eq!(
            name(&["PM1.md", "PM2.md"]).as_deref(),
            Some("PM{date}-{slug}.md")
        );
        assert_eq!(
            name(&["a/x.mdx", "a/y.mdx"]).as_deref(),
            Some("{date}-{slug}.mdx")
        );
        assert_eq!(
            name(&["a/x.mdx", "a/y.md"]).as_deref(),
            Some("{date}-{slug}.md")
        );
    }

    #[test]
    fn what_is_strewn_is_left_to_the_search() {
        let strewn: Vec<String> = (0..9).map(|n| format!("s{n}/incident.md")).collect();
        let strewn: Vec<&str> = strewn.iter().map(String::as_str).collect();
        assert_eq!(patterns(&strewn, &[]), None);
        assert_eq!(patterns(&["blog/a.md"], &[]), None);
        assert_eq!(
            patterns(
                &["hub/2025/a.md", "hub/2025/b.md"],
                &["hub/c.md", "hub/d.md"]
            ),
            None
        );
        assert_eq!(patterns(&[], &["README.md"]), None);
    }

    #[test]
    fn names_are_no_patterns() {
        assert_eq!(escaped("a [b]*"), "a \\[b\\]\\*");
        assert_eq!(escaped("a "), "a\\ ");
    }
}
