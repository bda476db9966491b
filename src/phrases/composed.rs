//! Expressions of grammar, and of lists and grammar together. The build script makes automata of them: compiling the two dozen
//! that most documents meet took half of a run over one.

use super::begin::spaced;
use super::guard::guarded;

/// Gives a list as alternatives.
pub(crate) type Lists<'l> = &'l dyn Fn(&str) -> String;

/// An expression, and how it is asked.
#[derive(Debug)]
pub(crate) struct Composed {
    pub(crate) name: &'static str,
    pub(crate) asked: Asked,
    /// Whether case is told apart.
    pub(crate) exact: bool,
    pattern: fn(Lists) -> String,
}

/// Of what an automaton is asked.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// Whether it matches where the search begins.
    Here,
    /// Whether it matches anywhere behind the place.
    Within,
    /// Where what matches at the place ends.
    End,
}

/// The expressions.
pub(crate) const COMPOSED: &[Composed] = &[
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
    // Each has a sign of assignment behind it, or is a flag.
    within("secret-pairs", |list| {
        let names = [list("secret-keys"), list("secret-token-keys")].join("|");
        format!(r#"(?:{names})["'`]?[ \t]*[:=]|--[^\s`"]*(?:{names})[ \t]"#)
    }),
    exact("secret-marks", |list| list("secret-token-marks")),
    exact("secret-addresses", |_| {
        r#"[A-Za-z][A-Za-z0-9+.-]+://[^\s/:@"'`<>|]*:[^\s/@"'`<>|]+@[A-Za-z0-9\[]"#.to_owned()
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
    exact("action-id", |_| r"^\s*(A-[0-9a-z]{4})\b[\s:.]*".to_owned()),
    exact("action-key", |_| {
        r"([A-Za-z][A-Za-z/]*(?: [A-Za-z]+){0,2})(?: ?:[ \t*_]*|=)".to_owned()
    }),
    exact("action-priority", |_| {
        let level = "P[0-5]|HIGH|MEDIUM|LOW|CRITICAL|URGENT|(?:High|Medium|Low|Critical) priority";
        format!(r"^\s*[(\[]?({level})(?:[)\]:]|\s|$)|[(\[]({level})[)\]]\s*$")
    }),
    exact("quarter", |_| {
        let one =
            "(?:[QH][1-4](?:[ /]?(?:FY)?(?:20)?[0-9]{2})?|(?:20[0-9]{2}|FY[0-9]{2})[ -]?[QH][1-4])";
        format!(r"\b{one}(?:\s*[-–—/]\s*{one})?\b")
    }),
    // What stands between two facts behind an action, and the blank before a handle.
    placed("facts-apart", |_| {
        r"\s(?:--?|–|—|\||→|->|=>)\s+|\s?[,;]\s+|\s?[(\[]|\s(?:and|&|/|\+)\s|[\s/]@".to_owned()
    }),
    placed("names-joined", |_| r"[,;/&+]\s*|\sand\s".to_owned()),
    exact("owners-joined", |_| {
        r"\s*[,;/&+\n]\s*|\s(?:and|und|og)\s".to_owned()
    }),
    exact("owner-mentioned", |_| {
        r"(?:^|[\s(\[/,])(@[A-Za-z0-9][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_.-]+)?)".to_owned()
    }),
    exact("owner-assigned", |_| {
        r"(?i)(?:assigned to|owned by|responsible is)\s+((?:@?[A-Za-z][A-Za-z.'-]*)(?: [A-Z][A-Za-z.'-]*)?)".to_owned()
    }),
    exact("owner-initials", |_| {
        r"(?:^|[\s:–—-])\s*((?:[A-Z]{2,3})(?:\s*[/,&+]\s*[A-Z]{2,3})*)\s*$".to_owned()
    }),
    exact("owner-mark", |_| {
        r"\s(?::|-|–|—|→|->|=>)\s+[A-Z]".to_owned()
    }),
    exact("ticket-key", |_| {
        r"\b([A-Z][A-Z0-9]{1,9}-[1-9][0-9]{0,5})\b".to_owned()
    }),
    exact("ticket-number", |_| {
        r"(?:^|[\s(\[,:])((?:[A-Za-z0-9][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_.-]+)?)?#[0-9]{1,7}|(?:[A-Za-z0-9][A-Za-z0-9_.-]*/[A-Za-z0-9_.-]+)?![0-9]{1,7})\b".to_owned()
    }),
    exact("placeholder-mark", |list| {
        let marks = list("placeholder-marks").to_uppercase();
        format!(r"^(?:{marks})(?:[\s:,.!-]|$)|[(\[](?:{marks})(?:[:,;.\s][^)\]]*)?[)\]]")
    }),
    exact("account-number", |_| {
        r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b".to_owned()
    }),
    // Sixteen digits in fours or in one, fifteen as American Express writes them.
    within("card-number", |_| {
        r"\b(?:[2-6]\d{3}(?:[ -]\d{4}){3}|3[47]\d{2}[ -]\d{6}[ -]\d{5}|[2-6]\d{15}|3[47]\d{13})\b"
            .to_owned()
    }),
    within("phone-international", |_| {
        r"\+[1-9]\d{0,2}(?:[ ./-]?(?:\(\d{1,5}\)|\d{1,5})){2,6}".to_owned()
    }),
    within("phone-national", |_| {
        r"\([2-9]\d{2}\) ?[2-9]\d{2}[-. ]\d{4}\b|\b[2-9]\d{2}[-. ][2-9]\d{2}[-. ]\d{4}\b|\b0\d{2,5}[ /.-]\d{3,8}(?:[ -]\d{2,4}){0,3}\b|\b0\d{9,11}\b".to_owned()
    }),
    within("address-of-four", |_| {
        r"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b".to_owned()
    }),
    within("address-of-six", |_| {
        r"\b[23][0-9a-f]{3}:[0-9a-f:]{2,35}".to_owned()
    }),
];

const fn here(name: &'static str, pattern: fn(Lists) -> String) -> Composed {
    Composed {
        name,
        asked: Asked::Here,
        exact: false,
        pattern,
    }
}

const fn within(name: &'static str, pattern: fn(Lists) -> String) -> Composed {
    Composed {
        name,
        asked: Asked::Within,
        exact: false,
        pattern,
    }
}

/// The same with case told apart.
const fn exact(name: &'static str, pattern: fn(Lists) -> String) -> Composed {
    Composed {
        name,
        asked: Asked::Within,
        exact: true,
        pattern,
    }
}

/// Looked for place by place, with case told apart: for texts that are short, and expressions that tell soon.
const fn placed(name: &'static str, pattern: fn(Lists) -> String) -> Composed {
    Composed {
        name,
        asked: Asked::End,
        exact: true,
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
        let flags = if self.exact { "-u" } else { "i-u" };
        match self.asked {
            Asked::Here | Asked::End => format!("(?{flags}:{pattern})"),
            Asked::Within => format!("(?{flags}:(?su:.)*?(?:{pattern}))"),
        }
    }
}
