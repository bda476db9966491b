//! Lists of names in a small language of words, and which of them a heading is.
//!
//! In an entry `…` stands for any words (also none), `a|b` for either, and `the?` may be missing.

use std::collections::HashMap;

use crate::words;

/// A heading with more words is a sentence, not a name.
const MAX_WORDS: usize = 14;

/// Lists of names, their entries found by a word that they cannot do without.
pub(super) struct Names<T> {
    entries: Vec<Entry<T>>,
    by_word: HashMap<&'static str, Vec<usize>>,
}

struct Entry<T> {
    value: T,
    tokens: Vec<Token>,
    /// How many of its words must be there.
    required: usize,
}

enum Token {
    Any,
    Word {
        either: Vec<&'static str>,
        optional: bool,
    },
}

impl<T: Copy> Names<T> {
    /// Reads lists; those first win when two entries are as telling.
    pub(super) fn load(lists: &[(T, &'static str)]) -> Self {
        let mut names = Names {
            entries: Vec::new(),
            by_word: HashMap::new(),
        };
        for (value, list) in lists {
            for entry in words::entries(list) {
                names.add(*value, entry);
            }
        }
        names
    }

    fn add(&mut self, value: T, entry: &'static str) {
        let tokens: Vec<Token> = entry.split(' ').map(Token::parse).collect();
        let required: Vec<&[&'static str]> = tokens.iter().filter_map(Token::required).collect();
        for word in required.first().copied().unwrap_or_default() {
            self.by_word
                .entry(word)
                .or_default()
                .push(self.entries.len());
        }
        let required = required.len();
        self.entries.push(Entry {
            value,
            tokens,
            required,
        });
    }

    /// The value of a normalised name, and whether an entry names all of it. Such an entry wins, then the one with the
    /// most words.
    pub(super) fn find(&self, name: &str) -> Option<(T, bool)> {
        let words: Vec<&str> = name.split(' ').collect();
        if words.len() > MAX_WORDS {
            return None;
        }
        let candidates = words.iter().filter_map(|w| self.by_word.get(w)).flatten();
        let fitting = candidates.filter(|&&i| self.entries[i].matches(&words));
        let weight = |i: usize| (self.entries[i].names_all(&words), self.entries[i].required);
        let best = fitting.max_by_key(|&&i| (weight(i), std::cmp::Reverse(i)))?;
        let entry = &self.entries[*best];
        Some((entry.value, entry.names_all(&words)))
    }
}

impl Token {
    fn parse(token: &'static str) -> Token {
        if token == "…" {
            return Token::Any;
        }
        let optional = token.ends_with('?');
        Token::Word {
            either: token.trim_end_matches('?').split('|').collect(),
            optional,
        }
    }

    fn required(&self) -> Option<&[&'static str]> {
        match self {
            Token::Word {
                either,
                optional: false,
            } => Some(either),
            _ => None,
        }
    }
}

impl<T> Entry<T> {
    /// Whether no word is left to a `…`, given that it matches.
    fn names_all(&self, words: &[&str]) -> bool {
        let any = self.tokens.iter().filter(|t| matches!(t, Token::Any));
        words.len() <= self.tokens.len() - any.count()
    }

    /// Runs the words through the tokens; bit `i` of `at` says that the next token may be the `i`th.
    fn matches(&self, words: &[&str]) -> bool {
        let mut at = self.skip(1);
        for word in words {
            let mut next = 0u64;
            for (i, token) in self.tokens.iter().enumerate().take(63) {
                if at & (1 << i) == 0 {
                    continue;
                }
                match token {
                    Token::Any => next |= 1 << i,
                    Token::Word { either, .. } if either.contains(word) => next |= 1 << (i + 1),
                    Token::Word { .. } => {}
                }
            }
            at = self.skip(next);
            if at == 0 {
                return false;
            }
        }
        at & (1 << self.tokens.len().min(63)) != 0
    }

    /// Adds the places behind tokens that may be missing.
    fn skip(&self, mut at: u64) -> u64 {
        for (i, token) in self.tokens.iter().enumerate().take(63) {
            if at & (1 << i) != 0 && token.required().is_none() {
                at |= 1 << (i + 1);
            }
        }
        at
    }
}
