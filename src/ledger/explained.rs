//! Titles that gained an explanation, or lost it: `X` became `X: because …`. All words of the shorter text stand at the
//! beginning of the other, however long that is.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::pairs::{Placed, contradict, words as words_of};
use super::version::Item;
use crate::words;

/// Words that tell nothing.
static SMALL: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lists = ["small-words", "function-words"].into_iter();
    lists
        .flat_map(words::entries)
        .flat_map(|line| line.split('|'))
        .collect()
});

/// So many words that tell something make a title: fewer begin the texts of many actions.
const LEAST: usize = 3;
/// How alike a title and the same with its explanation are at least: more than two texts that share half of their words,
/// less than one with a word changed.
const ALIKE: f64 = 0.7;
/// What the share of the title in the longer text adds: of two titles it begins with the longer one.
const BY_SHARE: f64 = 0.1;

/// The words of actions, by those with which they begin.
pub(super) struct Starts {
    words: Vec<u64>,
    is_title: bool,
    file: usize,
}

impl Starts {
    fn of(placed: &Placed<'_>) -> Starts {
        Starts {
            words: words_of(&placed.item.text),
            is_title: is_title(&placed.item.text),
            file: placed.file,
        }
    }

    /// The file and the words with which every explanation of it begins; none for what is too short.
    fn key(&self) -> Option<(usize, &[u64])> {
        Some((self.file, self.words.get(..LEAST)?))
    }

    /// How many words the title has and how alike they are, when one is the title of the other.
    fn shared(&self, other: &Starts) -> Option<(usize, f64)> {
        let (short, long) = match self.words.len() <= other.words.len() {
            true => (self, other),
            false => (other, self),
        };
        let is_one = short.is_title && long.words.starts_with(&short.words);
        let title = short.words.len();
        let share = title as f64 / long.words.len().max(1) as f64;
        is_one.then_some((title, ALIKE + BY_SHARE * share))
    }

    /// Which of `new`, of the same file, each of `old` became by an explanation, and how alike they are; nothing for what
    /// may be one with several that are as much alike.
    pub(super) fn explained(
        old: &[(usize, Placed<'_>)],
        new: &[(usize, Placed<'_>)],
    ) -> HashMap<usize, (usize, f64)> {
        let read = |all: &[(usize, Placed<'_>)]| -> Vec<Starts> {
            all.iter().map(|(_, placed)| Starts::of(placed)).collect()
        };
        let (olds, news) = (read(old), read(new));
        let mut index: HashMap<(usize, &[u64]), Vec<usize>> = HashMap::new();
        for (at, start) in news.iter().enumerate() {
            if let Some(key) = start.key() {
                index.entry(key).or_default().push(at);
            }
        }
        let mut found = Vec::new();
        for ((was, one), start) in old.iter().zip(&olds) {
            let others = start.key().and_then(|key| index.get(&key));
            for other in others.into_iter().flatten() {
                let (Some((is, placed)), Some(other)) = (new.get(*other), news.get(*other)) else {
                    continue;
                };
                if !contradict(one.item, placed.item)
                    && let Some((title, alike)) = start.shared(other)
                {
                    found.push((*was, *is, title, alike));
                }
            }
        }
        // How long the titles are of which each may be, or have, one: the longest, and how many are as long.
        let (mut of_old, mut of_new) = (HashMap::new(), HashMap::new());
        for (was, is, title, _) in &found {
            longest(of_old.entry(*was).or_default(), *title);
            longest(of_new.entry(*is).or_default(), *title);
        }
        let only = found.into_iter().filter(|(was, is, title, _)| {
            of_old.get(was) == Some(&(*title, 1)) && of_new.get(is) == Some(&(*title, 1))
        });
        only.map(|(was, is, _, alike)| (was, (is, alike))).collect()
    }
}

fn longest((most, times): &mut (usize, usize), title: usize) {
    match title.cmp(most) {
        Ordering::Less => {}
        Ordering::Equal => *times += 1,
        Ordering::Greater => (*most, *times) = (title, 1),
    }
}

/// How alike two texts of one file are when one is the title of the other; none where another of `beside` may be as well.
pub(super) fn explanation(old: &Item, new: &Item, beside: &[Item]) -> Option<f64> {
    let read = |item| Starts::of(&Placed { file: 0, item });
    let was = read(old);
    let (title, alike) = was.shared(&read(new)).filter(|_| !contradict(old, new))?;
    let mut others = beside.iter().filter(|other| !std::ptr::eq(*other, new));
    let is_only = !others.any(|other| was.shared(&read(other)).is_some_and(|(it, _)| it >= title));
    is_only.then_some(alike)
}

/// Whether a text says enough to be known again by its words alone.
fn is_title(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let telling = words.filter(|word| !word.is_empty() && !SMALL.contains(&*word.to_lowercase()));
    telling.count() >= LEAST
}

#[cfg(test)]
mod tests {
    use super::super::pairs::pair;
    use super::*;

    fn paired(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
        let items = |texts: &[&str]| -> Vec<Item> {
            let texts = texts.iter().map(|text| Item {
                text: (*text).to_owned(),
                ..Item::default()
            });
            texts.collect()
        };
        let (old, new) = (items(old), items(new));
        pair(&placed(&old), &placed(&new))
    }

    fn placed(items: &[Item]) -> Vec<Placed<'_>> {
        let items = items.iter();
        items.map(|item| Placed { file: 0, item }).collect()
    }

    const EXPLAINED: &str = "Cap retries of checkout: when the ledger was slow every worker asked again at once, and \
        what was left of its pool went to requests that nobody waited for any more";

    #[test]
    fn a_title_is_known_again_with_its_explanation_and_without() {
        let title = "Cap retries of checkout";
        assert_eq!(paired(&[title], &[EXPLAINED]), [Some(0)]);
        assert_eq!(paired(&[EXPLAINED], &[title]), [Some(0)]);
    }

    #[test]
    fn too_short_a_title_is_not() {
        assert_eq!(paired(&["Cap retries"], &[EXPLAINED]), [None]);
        assert_eq!(
            paired(
                &["Do it for us"],
                &[
                    "Do it for us: the ledger was slow, and every worker asked again at once, until nothing was left"
                ]
            ),
            [None]
        );
    }

    #[test]
    fn of_several_explanations_none_is_taken() {
        let other = "Cap retries of checkout: the queue of mails was full for the whole afternoon, and it took \
            two more hours until the last of them had been sent";
        let title = "Cap retries of checkout";
        assert_eq!(paired(&[title], &[EXPLAINED, other]), [None]);
        assert_eq!(paired(&[EXPLAINED, other], &[title]), [None, None]);
    }

    #[test]
    fn of_several_titles_the_longest_is_taken() {
        let longer = "Cap retries of checkout: when the ledger was slow";
        assert_eq!(
            paired(&["Cap retries of checkout", longer], &[EXPLAINED]),
            [None, Some(0)]
        );
    }
}
