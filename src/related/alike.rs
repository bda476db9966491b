//! What two post-mortems have in common.

use super::Digest;

/// How much the facts that both state add to what their words say.
const SERVICE: f64 = 0.1;
const TRIGGER: f64 = 0.05;
const CATEGORY: f64 = 0.05;

/// An earlier post-mortem that has something in common with another one.
#[derive(Clone, Debug)]
pub struct Alike<'i> {
    /// The earlier one.
    pub digest: &'i Digest,
    /// How much the titles have in common, from 0 to 1.
    pub title: f64,
    /// How much the texts have in common, from 0 to 1.
    pub text: f64,
    /// The services that both state.
    pub services: Vec<String>,
    /// The trigger, where it is the same.
    pub trigger: Option<String>,
    /// The sorts of causes that both state.
    pub categories: Vec<String>,
    /// Whether both are of the same day: two reports on one incident.
    pub same_day: bool,
    /// Whether both stand in one folder of post-mortems, or in none that has many.
    pub same_house: bool,
    /// Whether the later one names it, in its front matter or by a link.
    pub is_named: bool,
}

impl Alike<'_> {
    /// What the order goes by.
    pub fn score(&self) -> f64 {
        let stated = |there: bool, worth: f64| if there { worth } else { 0.0 };
        self.text
            + self.title / 2.0
            + stated(!self.services.is_empty(), SERVICE)
            + stated(self.trigger.is_some(), TRIGGER)
            + stated(!self.categories.is_empty(), CATEGORY)
    }
}

/// What two post-mortems have in common; of words those first that tell most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InCommon {
    /// Services that both state.
    pub services: Vec<String>,
    /// The trigger that both state.
    pub trigger: Option<String>,
    /// The sorts of causes that both state.
    pub categories: Vec<String>,
    /// Words of both titles.
    pub title: Vec<String>,
    /// Words of the sections on causes of both.
    pub causes: Vec<String>,
    /// Words of both texts.
    pub text: Vec<String>,
}

impl InCommon {
    /// "the service checkout; in the titles checkout, 503; in the causes pool, connections".
    pub fn in_words(&self) -> String {
        let facts = [
            ("the service", self.services.join(", ")),
            ("the trigger", self.trigger.clone().unwrap_or_default()),
            ("the sort of cause", self.categories.join(", ")),
            ("in the titles", self.title.join(", ")),
            ("in the causes", self.causes.join(", ")),
            ("in the text", self.text.join(", ")),
        ];
        let told = facts.iter().filter(|(_, words)| !words.is_empty());
        let told: Vec<String> = told
            .map(|(what, words)| format!("{what} {words}"))
            .collect();
        told.join("; ")
    }
}
