//! The things that a requirement may look at one by one.

use minijinja::Value;

use crate::diagnostic::Failure;
use crate::error::did_you_mean;
use crate::markdown::Span;
use crate::postmortem::PostMortem;

/// Where one of them stands, and what it says.
pub(super) type Place<'p> = (Span, &'p str);

/// One sort of them: a list of the facts.
#[derive(Debug)]
pub(crate) struct Items {
    /// As `each` names it.
    name: &'static str,
    /// As expressions name one of them.
    pub(crate) one: &'static str,
    /// The keys that lead to the list in the facts.
    keys: &'static [&'static str],
    /// The same list in the post-mortem.
    places: fn(&PostMortem) -> Vec<Place<'_>>,
}

#[rustfmt::skip]
static ITEMS: [Items; 8] = [
    Items { name: "actions", one: "action", keys: &["actions"],
        places: |post| post.actions.iter().map(|a| (a.span, a.text.as_str())).collect() },
    Items { name: "causes", one: "cause", keys: &["causes", "items"],
        places: |post| post.causes.items.iter().map(|c| (c.span, c.text.as_str())).collect() },
    Items { name: "ephemeral_links", one: "link", keys: &["ephemeral_links"],
        places: |post| post.evidence.ephemeral.iter().map(|l| (l.span, l.url.as_str())).collect() },
    Items { name: "lessons", one: "lesson", keys: &["lessons"],
        places: |post| post.lessons.iter().map(|l| (l.span, l.text.as_str())).collect() },
    Items { name: "numbers", one: "number", keys: &["impact", "numbers"],
        places: |post| post.impact.numbers.iter().map(|q| (q.span, q.text.as_str())).collect() },
    Items { name: "pictures", one: "picture", keys: &["pictures"],
        places: |post| post.evidence.pictures.iter().map(|p| (p.span, p.target.as_str())).collect() },
    Items { name: "sections", one: "section", keys: &["sections"],
        places: |post| post.sections.all.iter().map(|s| (s.heading_span, s.heading.as_str())).collect() },
    Items { name: "timeline", one: "entry", keys: &["timeline", "entries"],
        places: |post| post.timeline.iter().flat_map(|t| &t.entries).map(|e| (e.span, e.text.as_str())).collect() },
];

impl Items {
    /// The sort of this name.
    pub(super) fn named(name: &str) -> Result<&'static Items, Failure> {
        let found = ITEMS.iter().find(|items| items.name == name);
        found.ok_or_else(|| {
            let names = || ITEMS.iter().map(|items| items.name);
            let help = did_you_mean(name, names()).unwrap_or_else(|| {
                format!("write one of: {}", names().collect::<Vec<_>>().join(", "))
            });
            Failure::new("each", format!("`{name}` is no list of facts")).help(help)
        })
    }

    /// The list in the facts; empty where it is absent.
    pub(super) fn of(&self, facts: &Value) -> Vec<Value> {
        let mut list = facts.clone();
        for key in self.keys {
            list = list.get_attr(key).unwrap_or_default();
        }
        list.try_iter().map(Iterator::collect).unwrap_or_default()
    }

    /// The places of the same list.
    pub(crate) fn places<'p>(&self, post: &'p PostMortem) -> Vec<Place<'p>> {
        (self.places)(post)
    }
}

#[cfg(test)]
mod tests {
    use minijinja::value::Serde;

    use super::*;
    use crate::postmortem::ReadOptions;
    use crate::report::facts;

    #[test]
    fn facts_and_places_are_the_same_lists() {
        let post = crate::read(
            super::super::proof::SAMPLE.to_owned(),
            &ReadOptions::default(),
        );
        let facts = Value::from(Serde(facts::json(&post)));
        for items in &ITEMS {
            let (listed, places) = (items.of(&facts), items.places(&post));
            assert!(!places.is_empty(), "{}", items.name);
            assert_eq!(listed.len(), places.len(), "{}", items.name);
            for (one, (span, _)) in listed.iter().zip(places) {
                let line = one.get_attr("line").expect("a line");
                assert_eq!(
                    line,
                    Value::from(post.doc.line(span.start)),
                    "{}",
                    items.name
                );
            }
        }
        assert!(ITEMS.is_sorted_by_key(|items| items.name));
    }
}
