//! Front matter for documents of others, made only from what they state.

mod proof;
mod site;
mod stated;

use crate::linter::Linter;
use crate::markdown::Span;
use crate::postmortem::ReadOptions;

use proof::Trial;

pub use site::{Site, around as site_around};
pub use stated::Stated;

/// A document with the front matter that it states itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adopted {
    /// The text; nothing but keys of the front matter is new.
    pub text: String,
    /// What was added. The places are those of the text before.
    pub added: Vec<Stated>,
    /// What is stated, and would have changed what else is read or reported: left out.
    pub left: Vec<Stated>,
}

/// Repeats the plain facts of the body in the front matter. Done twice, it changes nothing more.
pub fn adopt(text: &str, options: &ReadOptions, linter: &Linter) -> Adopted {
    let mut all = Adopted {
        text: text.to_owned(),
        added: Vec::new(),
        left: Vec::new(),
    };
    // A key may settle what another one says, such as the day of a clock time. Each round adds one, and there are few.
    loop {
        let round = round(&all.text, options, linter);
        let before = all.text.len() - text.len();
        all.left = back(round.left, before);
        if round.added.is_empty() {
            return all;
        }
        all.added.extend(back(round.added, before));
        all.text = round.text;
    }
}

/// The facts with the places that they had before so many bytes were added above them.
fn back(facts: Vec<Stated>, bytes: usize) -> Vec<Stated> {
    let moved = |span: Span| Span::new(span.start - bytes, span.end - bytes);
    let facts = facts.into_iter();
    facts
        .map(|fact| Stated {
            span: moved(fact.span),
            ..fact
        })
        .collect()
}

/// All that can be added at once; else one after the other, without those that would change something else.
fn round(text: &str, options: &ReadOptions, linter: &Linter) -> Adopted {
    let trial = Trial::new(text, options, linter);
    let facts = stated::read(&trial.before);
    let (mut added, mut left) = (Vec::new(), Vec::new());
    let mut best = text.to_owned();
    match trial.with(&facts) {
        Some(after) => (best, added) = (after, facts),
        None => {
            for fact in facts {
                added.push(fact);
                match trial.with(&added) {
                    Some(after) => best = after,
                    None => left.extend(added.pop()),
                }
            }
        }
    }
    Adopted {
        text: best,
        added,
        left,
    }
}
