//! Which new file is which one that is gone: as Git tells it, by what they have in common.
//!
//! It is done here and not by libgit2 since the new files may be those of a work tree that libgit2 cannot read, and since
//! only documents matter: a thousand other files that were moved with them do not.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// Half of the larger one has to be common, as for Git.
const SAME: f64 = 0.5;
/// So many pairs are compared, as many as Git compares; beyond them only files that are the same or have the same name.
const PAIRS: usize = 1_000_000;

/// A file that is gone, or one that is new.
pub(super) struct Candidate {
    pub(super) place: PathBuf,
    /// Its lines without blanks around them, hashed and in order, with the bytes that they have; empty ones left out.
    lines: Vec<(u64, usize)>,
    size: usize,
}

impl Candidate {
    pub(super) fn of(place: &Path, bytes: &[u8]) -> Self {
        let lines = bytes.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
        let lines = lines.filter(|line| !line.is_empty());
        let mut lines: Vec<(u64, usize)> = lines.map(|line| (hash(line), line.len())).collect();
        lines.sort_unstable();
        Self {
            place: place.to_owned(),
            size: lines.iter().map(|(_, size)| size).sum(),
            lines,
        }
    }

    /// How much of the larger one is common: 1 when they are the same.
    fn likeness(&self, other: &Self) -> f64 {
        let larger = self.size.max(other.size);
        // What is empty is like nothing.
        if larger == 0 || self.size.min(other.size) * 2 < larger {
            return 0.0;
        }
        let (mut mine, mut theirs) = (self.lines.as_slice(), other.lines.as_slice());
        let mut common = 0;
        while let ([one, rest @ ..], [two, others @ ..]) = (mine, theirs) {
            match one.cmp(two) {
                std::cmp::Ordering::Less => mine = rest,
                std::cmp::Ordering::Greater => theirs = others,
                std::cmp::Ordering::Equal => {
                    common += one.1;
                    (mine, theirs) = (rest, others);
                }
            }
        }
        common as f64 / larger as f64
    }
}

fn hash(line: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    line.hash(&mut hasher);
    hasher.finish()
}

/// The pairs of a file that is gone and a new one, the likest first; each file is in one pair at most.
pub(super) fn pairs(gone: &[Candidate], new: &[Candidate]) -> Vec<(usize, usize)> {
    let compares_all = gone.len().saturating_mul(new.len()) <= PAIRS;
    let mut found = Vec::new();
    for (from, before) in gone.iter().enumerate() {
        for (to, now) in new.iter().enumerate() {
            let same_name = before.place.file_name() == now.place.file_name();
            if compares_all || same_name || before.lines == now.lines {
                let likeness = before.likeness(now);
                if likeness >= SAME {
                    found.push((likeness, same_name, from, to));
                }
            }
        }
    }
    // Of equally like ones that of the same name, then the first.
    found.sort_by(|a, b| {
        (b.0, b.1)
            .partial_cmp(&(a.0, a.1))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut taken = (vec![false; gone.len()], vec![false; new.len()]);
    for (_, _, from, to) in found {
        if !taken.0[from] && !taken.1[to] {
            (taken.0[from], taken.1[to]) = (true, true);
            pairs.push((from, to));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_larger_one_has_to_be_common() {
        let text = |n: usize| {
            (0..n)
                .map(|at| format!("line {at:04}\n"))
                .collect::<String>()
        };
        let of = |name: &'static str, text: &str| Candidate::of(Path::new(name), text.as_bytes());
        let gone = [
            of("a.md", &text(10)),
            of("b.md", "other\n"),
            of("empty.md", ""),
        ];
        let new = [
            of("c.md", &text(21)),
            of("d.md", &text(19)),
            of("e.md", ""),
            of("f.md", "other\r\n"),
        ];
        assert_eq!(pairs(&gone, &new), [(1, 3), (0, 1)]);
    }

    #[test]
    fn of_two_equal_files_the_name_decides() {
        let of = |name: &'static str| Candidate::of(Path::new(name), b"the same text\n");
        let gone = [of("old/a.md"), of("old/b.md")];
        let new = [of("new/b.md"), of("new/a.md"), of("new/c.md")];
        assert_eq!(pairs(&gone, &new), [(0, 1), (1, 0)]);
    }
}
