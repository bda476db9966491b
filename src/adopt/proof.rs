//! Whether nothing has changed but that the front matter says more: asked of the text before and after, both read anew.

use std::collections::HashMap;

use super::Stated;
use crate::fix::set::{Value, set};
use crate::fix::{Edit, Fix, reads_same};
use crate::linter::Linter;
use crate::markdown::{FrontData, FrontValue, Span};
use crate::postmortem::{PostMortem, ReadOptions};

/// What is told in one line of what is absent; with a key more it says less.
const NOT_STATED: &str = "not-stated";

/// A document to which keys may be added.
pub(super) struct Trial<'t> {
    text: &'t str,
    options: &'t ReadOptions,
    linter: &'t Linter,
    /// How it is read.
    pub(super) before: PostMortem,
    /// At how many places each rule has something to say.
    told: HashMap<String, usize>,
}

impl<'t> Trial<'t> {
    pub(super) fn new(text: &'t str, options: &'t ReadOptions, linter: &'t Linter) -> Self {
        let before = crate::read(text.to_owned(), options);
        Self {
            text,
            options,
            linter,
            told: told(linter, &before),
            before,
        }
    }

    /// The text with these facts in its front matter; none when anything else would have changed.
    pub(super) fn with(&self, facts: &[Stated]) -> Option<String> {
        let mut after = self.text.to_owned();
        let mut edits: Vec<Edit> = Vec::new();
        for fact in facts {
            let longer = set(&after, &[fact.key], &fact.value).ok()?;
            add(&mut edits, insertion(&after, &longer)?);
            after = longer;
        }
        self.holds(&after, edits, facts).then_some(after)
    }

    fn holds(&self, after: &str, edits: Vec<Edit>, facts: &[Stated]) -> bool {
        let fix = Fix::new("adds keys", edits).about(about(facts));
        let post = crate::read(after.to_owned(), self.options);
        let now = told(self.linter, &post);
        let is_louder = |(rule, count): (&String, &usize)| {
            *count > self.told.get(rule).copied().unwrap_or_default()
        };
        reads_same(&self.before, &post, &fix)
            && keys_are(&self.before, &post, facts)
            && day_is_that_of_the_start(&self.before, &post)
            && !now.iter().any(is_louder)
    }
}

/// The one place at which a text has become longer, the beginning of a line where it may be that; none when any of its
/// bytes is gone.
fn insertion(text: &str, longer: &str) -> Option<Edit> {
    let added = longer.len().checked_sub(text.len())?;
    let at = |start: usize| {
        let same = longer.get(..start)? == text.get(..start)?
            && longer.get(start + added..)? == text.get(start..)?;
        same.then(|| longer.get(start..start + added))?
    };
    let first = text
        .bytes()
        .zip(longer.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let top = text.len() - text.trim_start_matches('\u{feff}').len();
    let line = text
        .as_bytes()
        .get(..first)?
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(top, |end| end + 1);
    // New front matter stands above all; what follows may begin like it.
    let starts = [top].into_iter().chain([line]).chain((0..=first).rev());
    let (start, new) = starts
        .take(FEW)
        .find_map(|start| Some((start, at(start)?)))?;
    Some(Edit::new(Span::at(start), new))
}

/// So many places are tried: more than any character has bytes.
const FEW: usize = 8;

/// Adds an insertion into a text in which others were made already.
fn add(edits: &mut Vec<Edit>, new: Edit) {
    let mut before = 0;
    for at in 0..edits.len() {
        let Some(edit) = edits.get_mut(at) else { break };
        let start = edit.span.start + before;
        if new.span.start < start {
            let place = Span::at(new.span.start - before);
            return edits.insert(at, Edit::new(place, new.text));
        }
        if new.span.start <= start + edit.text.len() {
            return edit.text.insert_str(new.span.start - start, &new.text);
        }
        before += edit.text.len();
    }
    edits.push(Edit::new(Span::at(new.span.start - before), new.text));
}

/// The facts that now stand elsewhere or are spelt otherwise, by their place in the output of `whys inspect`, and the day that follows from them.
fn about(facts: &[Stated]) -> Vec<String> {
    let place = |fact: &Stated| match fact.key {
        "detected_by" => "detection/line".to_owned(),
        // In the spelling of the list.
        "trigger" => "trigger".to_owned(),
        key => format!("milestones/{key}/line"),
    };
    let day = std::iter::once("date".to_owned());
    facts.iter().map(place).chain(day).collect()
}

/// A day that was read in the document's name may give way to the one on which it is stated to have started, no other.
fn day_is_that_of_the_start(before: &PostMortem, after: &PostMortem) -> bool {
    let day = |post: &PostMortem| post.metadata.date.as_ref().map(|day| day.value.clone());
    let started = before.milestones.started.as_ref();
    let start = started.and_then(|started| Some(started.at.date?.to_string()));
    day(before) == day(after) || day(after) == start
}

/// Whether the keys are those that were there, in their order, with these facts behind or between them.
fn keys_are(before: &PostMortem, after: &PostMortem, facts: &[Stated]) -> bool {
    let is_new = |name: &str| facts.iter().any(|fact| fact.key == name);
    let kept = after
        .metadata
        .keys
        .iter()
        .filter(|(key, _)| !is_new(&key.value));
    let was: Vec<_> = before.metadata.keys.iter().map(shape).collect();
    let is: Vec<_> = kept.map(shape).collect();
    let says = |fact: &Stated| {
        after
            .metadata
            .get(fact.key)
            .is_some_and(|value| says(value, &fact.value))
    };
    after.metadata.error.is_none() && was == is && facts.iter().all(says)
}

/// A key and its value without their places.
fn shape((key, value): &(crate::markdown::Fact<String>, FrontValue)) -> (&str, String) {
    let mut text = String::new();
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match &value.data {
            FrontData::Null => text.push('~'),
            FrontData::Scalar(scalar, quoted) => text.push_str(&format!("{scalar:?}{quoted}")),
            FrontData::List(values) => {
                text.push_str(&format!("[{}]", values.len()));
                open.extend(values);
            }
            FrontData::Map(pairs) => {
                text.push('{');
                for (key, value) in pairs {
                    text.push_str(&format!("{:?}:", key.value));
                    open.push(value);
                }
            }
        }
    }
    (&key.value, text)
}

fn says(is: &FrontValue, due: &Value) -> bool {
    let is_text = |is: &FrontValue, due: &String| matches!(&is.data, FrontData::Scalar(text, _) if text == due);
    match (due, &is.data) {
        (Value::Text(text) | Value::Number(text), _) => is_text(is, text),
        (Value::Texts(texts), FrontData::List(values)) => {
            values.len() == texts.len()
                && values.iter().zip(texts).all(|(is, due)| is_text(is, due))
        }
        _ => false,
    }
}

fn told(linter: &Linter, post: &PostMortem) -> HashMap<String, usize> {
    let mut told = HashMap::new();
    for diagnostic in &linter.lint(post).diagnostics {
        if diagnostic.rule.id != NOT_STATED {
            let places = told.entry(diagnostic.rule.id.to_string()).or_default();
            *places += 1 + diagnostic.finding.related.len();
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix::apply;

    #[test]
    fn insertions_one_after_the_other_are_edits_of_the_first_text() {
        let texts = [
            "---\nseverity: x\nz: 1\n---\nbody",
            "---\nseverity: x\nstarted: y\nz: 1\n---\nbody",
            "---\nauthor: a\nseverity: x\nstarted: y\nz: 1\n---\nbody",
            "---\nauthor: a\nseverity: x\nstarted: y\ndetected: d\nz: 1\n---\nbody",
        ];
        let mut edits = Vec::new();
        for pair in texts.windows(2) {
            add(&mut edits, insertion(pair[0], pair[1]).expect("longer"));
        }
        let made = apply(texts[0], &edits);
        assert_eq!(made.as_deref(), texts.last().copied());
        let lines: Vec<_> = edits
            .iter()
            .map(|edit| (edit.span.start, edit.text.as_str()))
            .collect();
        assert_eq!(
            lines,
            [(4, "author: a\n"), (16, "started: y\ndetected: d\n")]
        );
    }

    #[test]
    fn new_front_matter_stands_above_a_rule_of_dashes() {
        let text = "\u{feff}---\n\nbody";
        let made = insertion(text, "\u{feff}---\na: 1\n---\n---\n\nbody");
        assert_eq!(made, Some(Edit::new(Span::at(3), "---\na: 1\n---\n")));
        assert_eq!(insertion("abc", "axx"), None);
        assert_eq!(insertion("abc", "abxd"), None);
    }
}
