//! What the ledger keeps of one version of a post-mortem.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::markdown::Document;
use crate::postmortem::{
    Action, Fact, Followed, Kind, Metadata, OwnerKind, PostMortem, State, Status, Type, Visibility,
};
use crate::report::facts;
use crate::source::How;

/// One version of a post-mortem.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Version {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// The unit that owns the follow-up.
    pub team: Option<String>,
    /// How grave the incident was, as written.
    pub severity: Option<String>,
    /// Its status.
    pub status: Option<Status>,
    /// Whether it is kept out of what others see.
    pub is_restricted: bool,
    /// Whether it is a post-mortem: many begin as a template that is filled in, and are followed from then on.
    pub is_wanted: bool,
    /// Its actions, in the order of the document.
    pub items: Vec<Item>,
}

/// An action of one version.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Item {
    /// Its line.
    pub line: usize,
    /// `A-7kq2`, or what a column of ids names it.
    pub id: Option<String>,
    /// Its text, markup removed, on one line.
    pub text: String,
    /// Who is accountable, as written.
    pub owners: Vec<String>,
    /// What sort of owner that is.
    pub owner_kind: OwnerKind,
    /// The due date.
    pub due: Option<Date>,
    /// The due date as written.
    pub due_text: Option<String>,
    /// The ticket.
    pub ticket: Option<String>,
    /// Whether it is done.
    pub state: State,
    /// When it was done, as the document says.
    pub done_on: Option<Date>,
    /// Why it was dropped.
    pub reason: Option<String>,
    /// What it is for.
    pub kind: Type,
    /// All of it as `whys inspect` prints it.
    pub facts: Box<str>,
}

impl Version {
    /// Reads a text; none when nothing says that it may be, or become, a post-mortem.
    pub fn read(post: &Followed, how: How) -> Option<Version> {
        let is_wanted = how.wants_outline(&post.outline);
        // A template may become a post-mortem when its title is filled in.
        if !is_wanted && how == How::Text && post.outline.kind != Kind::Template {
            return None;
        }
        Some(Version {
            is_wanted,
            ..Version::followed(post)
        })
    }

    /// That of a post-mortem that is judged as one.
    pub fn judged(post: &PostMortem) -> Version {
        let (metadata, title) = (&post.metadata, post.title.as_ref());
        Version::of(&post.doc, &post.id, title, metadata, &post.actions)
    }

    /// The same, where no more was read of it.
    pub fn followed(post: &Followed) -> Version {
        let (metadata, title) = (&post.outline.metadata, post.outline.title.as_ref());
        Version::of(&post.doc, &post.id, title, metadata, &post.actions)
    }

    fn of(
        doc: &Document,
        id: &str,
        title: Option<&Fact<String>>,
        metadata: &Metadata,
        actions: &[Action],
    ) -> Version {
        let text = |fact: Option<&Fact<String>>| fact.map(|fact| fact.value.clone());
        Version {
            id: id.to_owned(),
            title: text(title),
            team: text(metadata.team.as_ref()),
            severity: text(metadata.severity.as_ref()),
            status: metadata.status.as_ref().map(|status| status.value),
            is_restricted: metadata.visibility == Visibility::Restricted,
            is_wanted: true,
            items: actions.iter().map(|one| Item::read(doc, one)).collect(),
        }
    }
}

impl Item {
    fn read(doc: &Document, action: &Action) -> Item {
        let facts = serde_json::to_string(&facts::Action::of(doc, action));
        Item {
            line: doc.line(action.span.start),
            id: action.id.as_ref().map(|id| id.value.clone()),
            text: action.text.clone(),
            owners: action.owners.iter().map(|one| one.value.clone()).collect(),
            owner_kind: action.owner_kind,
            due: action.due.as_ref().map(|due| due.value),
            due_text: action.due_text.as_ref().map(|due| due.value.clone()),
            ticket: action.ticket.as_ref().map(|ticket| ticket.value.clone()),
            state: action.state,
            done_on: action.done_on.as_ref().map(|day| day.value),
            reason: action.reason.as_ref().map(|reason| reason.value.clone()),
            kind: action.kind,
            facts: facts.unwrap_or_default().into_boxed_str(),
        }
    }

    /// Whether it is still to do.
    pub fn is_open(&self) -> bool {
        self.state == State::Open
    }

    /// How many days it is late; none when it is not.
    pub fn days_late(&self, today: Date) -> Option<i64> {
        let due = self.due?;
        (self.is_open() && due < today).then(|| i64::from((today - due).get_days()))
    }

    /// Its id, where it is one that whys gave, which nobody counts anew when a line is added.
    pub fn own_id(&self) -> Option<&str> {
        self.id.as_deref().filter(|id| id.starts_with("A-"))
    }
}
