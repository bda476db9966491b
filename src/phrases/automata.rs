//! Makes automata of expressions, for the build script: compiling the hundred or two that one document needs took half of its
//! time. Those of the library would have to be checked as a whole before each use, which took a sixth of it.
//!
//! An automaton is a table of two bytes a field. Four fields come first: how many there are in a row, and the rows in which
//! it starts: at the beginning of the text, behind a sign of a word, behind another one. Each row is a state; its fields are
//! the rows that follow it, by the class of the next byte, the last one at the end of the text. [`MATCH`] in a field tells
//! that a match has ended before that byte. Row 0 leads nowhere.

use std::collections::{HashMap, HashSet};

use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;
use regex_automata::{Anchored, MatchKind};

use super::table::{HEAD, MATCH};

/// Larger tables, in fields, are left to be built when they are met, state by state: nine in ten have under 2,000. What is too
/// large is made as small as it can be: with that left out a tenth of a run over one document went into building four.
const LARGEST: usize = 200_000;

/// The tables of automata, and the classes that they have of bytes; both one behind the other.
#[derive(Default)]
pub(crate) struct Automata {
    pub(crate) tables: Vec<u8>,
    pub(crate) classes: Vec<u8>,
    known: HashMap<Vec<u8>, usize>,
}

impl Automata {
    /// Adds the automaton of an expression and gives its place as Rust: none where it would be too large, or where the
    /// expression does not compile.
    pub(crate) fn add(&mut self, expression: &str) -> String {
        let made = dense(expression, false).and_then(|dfa| {
            let made = table(&dfa);
            made.or_else(|| table(&dense(expression, true)?))
        });
        let Some((classes, table)) = made else {
            return "None".to_owned();
        };
        let from = self.tables.len();
        self.tables
            .extend(table.into_iter().flat_map(u16::to_le_bytes));
        let at = self.classes.len();
        let known = *self.known.entry(classes.clone()).or_insert(at);
        if known == at {
            self.classes.extend(classes);
        }
        format!(
            "Some(crate::phrases::Place {{ classes: {known}, table: {from}, end: {} }})",
            self.tables.len()
        )
    }
}

/// The class of each byte, and the table; none where it would be too large, or have rows that cannot be told from [`MATCH`].
fn table(dfa: &dense::DFA<Vec<u32>>) -> Option<(Vec<u8>, Vec<u16>)> {
    let config = start::Config::new().anchored(Anchored::Yes);
    let starts: Vec<StateID> = [None, Some(b'a'), Some(b' ')]
        .into_iter()
        .map(|before| dfa.start_state(&config.clone().look_behind(before)).ok())
        .collect::<Option<_>>()?;
    let alike = dfa.byte_classes();
    let telling: Vec<u8> = (alike.representatives(0..=u8::MAX))
        .filter_map(|unit| unit.as_u8())
        .collect();
    let states = reached(dfa, &starts, &telling);
    if states.len() >= usize::from(MATCH) {
        return None;
    }
    let rows: HashMap<StateID, u16> = (1..)
        .zip(&states)
        .map(|(row, state)| (*state, row))
        .collect();
    let row = |state: StateID| rows.get(&state).copied().unwrap_or_default();
    let field = |state: StateID| match dfa.is_match_state(state) {
        true => row(state) | MATCH,
        false => row(state),
    };
    let mut columns: Vec<Vec<u16>> = Vec::new();
    let mut class_of = HashMap::new();
    for byte in telling {
        let next = states.iter().map(|state| dfa.next_state(*state, byte));
        let column: Vec<u16> = next.map(field).collect();
        let known = columns.iter().position(|other| *other == column);
        class_of.insert(alike.get(byte), known.unwrap_or(columns.len()));
        if known.is_none() {
            columns.push(column);
        }
    }
    let class = |byte: u8| u8::try_from(*class_of.get(&alike.get(byte))?).ok();
    let classes = (0..=u8::MAX).map(class).collect::<Option<Vec<u8>>>()?;
    let end = states.iter().map(|state| field(dfa.next_eoi_state(*state)));
    columns.push(end.collect());
    let width = u16::try_from(columns.len()).ok()?;
    let mut table = vec![width];
    table.extend(starts.into_iter().map(row));
    table.extend(std::iter::repeat_n(0, columns.len()));
    let fields = (0..states.len()).flat_map(|row| columns.iter().map(move |column| column[row]));
    table.extend(fields);
    (table.len() <= HEAD + LARGEST).then_some((classes, table))
}

/// The automaton, with as few states as there can be, which takes long, or as they come.
fn dense(expression: &str, least: bool) -> Option<dense::DFA<Vec<u32>>> {
    let config = dense::Config::new()
        .start_kind(StartKind::Anchored)
        .match_kind(MatchKind::LeftmostFirst)
        .accelerate(false)
        .minimize(least)
        .dfa_size_limit(Some(1 << 22))
        .determinize_size_limit(Some(1 << 22));
    let nothing_captured = thompson::Config::new().which_captures(thompson::WhichCaptures::None);
    dense::Builder::new()
        .configure(config)
        .thompson(nothing_captured)
        .build(expression)
        .ok()
}

/// The states that some text leads to, but for the one that leads nowhere; `telling` has a byte of each class.
fn reached(dfa: &dense::DFA<Vec<u32>>, starts: &[StateID], telling: &[u8]) -> Vec<StateID> {
    let mut states: Vec<StateID> = Vec::new();
    let mut known: HashSet<StateID> = HashSet::new();
    let mut see = |state: StateID, states: &mut Vec<StateID>| {
        if !dfa.is_dead_state(state) && known.insert(state) {
            states.push(state);
        }
    };
    for &state in starts {
        see(state, &mut states);
    }
    let mut at = 0;
    while let Some(&state) = states.get(at) {
        for &byte in telling {
            see(dfa.next_state(state, byte), &mut states);
        }
        see(dfa.next_eoi_state(state), &mut states);
        at += 1;
    }
    states
}
