//! Expressions that lists and grammar make together. The build script makes automata of them: compiling the dozen that most
//! documents meet took a third of a run over one.

use super::begin::spaced;
use super::guard::guarded;

/// Gives a list as alternatives.
pub(crate) type Lists<'l> = &'l dyn Fn(&str) -> String;

/// An expression, and how it is asked.
#[derive(Debug)]
pub(crate) struct Composed {
    pub(crate) name: &'static str,
    asked: Asked,
    pattern: fn(Lists) -> String,
}

/// Of what an automaton is asked.
#[derive(Debug)]
enum Asked {
    /// Whether it matches where the search begins.
    Here,
    /// Whether it matches anywhere behind the place.
    Within,
}

/// The expressions.
pub(crate) const COMPOSED: [Composed; 14] = [
    here("person-subject", |list| {
        format!(r"(?:{})\b", list("person-subjects"))
    }),
    here("person-before", |list| {
        let (subjects, adverbs) = (list("person-subjects"), list("person-adverbs"));
        format!(r"\b(?:{subjects})(?:,?\s+(?:{adverbs}))*,?\s+$")
    }),
    here("person-goes-on", |list| {
        let adverbs = list("person-adverbs");
        format!(r"(?:,|\b(?:and|but|or|then))(?:\s+(?:{adverbs}))*\s+$")
    }),
    here("person-between", |list| {
        let adverbs = list("person-adverbs");
        format!(r"(?:\s\([^)]*\))?(?:,?\s+(?:{adverbs}))*,?\s+$")
    }),
    within("secret-names", |list| {
        [list("secret-keys"), list("secret-token-keys")].join("|")
    }),
    here("cause-why", |_| {
        r"^\W*(?:(?:\d+(?:st|nd|rd|th)?|first|second|third|fourth|fifth|q\d*|question|step \d+)\W+)?why(?:\s*#?\d+)?\b".to_owned()
    }),
    here("cause-because", |_| {
        r"^\W*(?:(?:answer|a)\d*\W+)?because\b".to_owned()
    }),
    here("about-before", |list| before(&list("about-words"), "~|≈|±")),
    here("bound-before", |list| {
        before(&list("bound-words"), "<|>|≤|≥")
    }),
    here("measured-before", |list| {
        let words = [list("about-words"), list("bound-words")].join("|");
        before(&words, "~|≈|<|>")
    }),
    within("counterfactual-modal", |list| {
        let adverbs = list("hindsight-adverbs");
        format!(
            r"\b(?<modal>should|ought(?:\s+not)?\s+to|could|would|might)(?<not>n['’]t|\s+not)?(?:(?:\s+(?:{adverbs}))*\s+(?:have|of)|['’]ve)(?<nor>\s+not)?(?:\s+(?:{adverbs}))*(?<been>\s+been)?(?:\s+(?:{adverbs}))*\s+(?<verb>[a-z-]+|\d[\d.,]*[a-z%]*)(?:\s+to\s+(?<able>[a-z]+)|\s+(?<next>us|me|them|the\s+team))?\b"
        )
    }),
    within("counterfactual-shortened", |_| {
        r"\b(?:we|i|he|she|they|someone|somebody)\s+(?:should|ought)(?:n['’]t|\s+not)\s+(?:to\s+)?have(?:\s+been)?\s*(?:[.,;:)]|$)".to_owned()
    }),
    here("counterfactual-negated", |_| {
        r"\b(?:no|nothing|nobody|none|neither|hardly|not|without)\b[^,;:]*$".to_owned()
    }),
    here("counterfactual-who", |_| {
        r"\b(?:people|person|someone|somebody|anyone|anybody|those|engineers?|developers?|colleagues?|teams?|members?)\s+(?:that|who)\s+$".to_owned()
    }),
];

const fn here(name: &'static str, pattern: fn(Lists) -> String) -> Composed {
    Composed {
        name,
        asked: Asked::Here,
        pattern,
    }
}

const fn within(name: &'static str, pattern: fn(Lists) -> String) -> Composed {
    Composed {
        name,
        asked: Asked::Within,
        pattern,
    }
}

/// An entry of a list or a mark that a text ends with.
fn before(words: &str, marks: &str) -> String {
    format!(r"(?:\b(?:{words})|{marks})\s*$")
}

impl Composed {
    /// The pattern, with the names of its parts.
    pub(crate) fn pattern(&self, list: impl Fn(&str) -> Vec<String>) -> String {
        (self.pattern)(&|name| {
            let entries: Vec<String> = list(name).iter().map(|entry| spaced(entry)).collect();
            entries.join("|")
        })
    }

    /// The expression that the automaton is of.
    pub(crate) fn expression(&self, list: impl Fn(&str) -> Vec<String>) -> String {
        let pattern = guarded(&self.pattern(list));
        match self.asked {
            Asked::Here => format!("(?i-u:{pattern})"),
            Asked::Within => format!("(?i-u:(?su:.)*?(?:{pattern}))"),
        }
    }
}
