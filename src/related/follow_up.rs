//! What became of the actions of a post-mortem.

use std::path::Path;
use std::sync::LazyLock;

use jiff::civil::Date;

use crate::config::Configs;
use crate::phrases::Phrases;
use crate::postmortem::PostMortem;
use crate::secrets;
use crate::words;

static LATER: LazyLock<&'static Phrases> = LazyLock::new(|| words::phrases("long-horizons"));

/// What became of the actions of a post-mortem.
#[derive(Clone, Debug, Default)]
pub struct FollowUp {
    /// Those that are still to do.
    pub open: Vec<OpenAction>,
    /// How many are done or dropped.
    pub closed: usize,
    /// Whether the document says of any of its actions whether it is done. Where it does not, nobody who reads it knows
    /// which are open.
    pub is_kept: bool,
}

/// An action that is still to do.
#[derive(Clone, Debug)]
pub struct OpenAction {
    /// Its line.
    pub line: usize,
    /// Its text.
    pub text: String,
    /// Who is accountable, as written.
    pub owners: Vec<String>,
    /// The day by which it is due.
    pub due: Option<Date>,
    /// Whether its heading gives it months: "Long-term", "Next quarter".
    pub is_for_later: bool,
}

impl FollowUp {
    /// That of the post-mortem at an absolute path, which is told as `path`, from where the configurations are read. One
    /// that cannot be read has none. Secrets are hidden: the text is shown beside another document.
    pub fn at(path: &str, place: &Path, configs: &Configs) -> Self {
        let text = configs.origin().text(place, path).ok();
        let config = configs.of_document(place).ok();
        let read = text.zip(config).map(|(text, config)| {
            let (text, _) = secrets::hide(text);
            Self::of(&crate::read(text, &config.read_options(path)))
        });
        read.unwrap_or_default()
    }

    /// That of a post-mortem.
    pub fn of(post: &PostMortem) -> Self {
        let open = post.actions.iter().filter(|action| action.is_open());
        let open: Vec<OpenAction> = open
            .map(|action| OpenAction {
                line: post.doc.line(action.span.start),
                text: action.text.clone(),
                owners: action
                    .owners
                    .iter()
                    .map(|owner| owner.value.clone())
                    .collect(),
                due: action.due.as_ref().map(|due| due.value),
                is_for_later: post
                    .sections
                    .around(action.span.start)
                    .is_some_and(|section| LATER.is_match(&section.heading)),
            })
            .collect();
        Self {
            closed: post.actions.len() - open.len(),
            open,
            is_kept: post.metadata.status.is_some()
                || post
                    .actions
                    .iter()
                    .any(|action| action.in_own_form || action.state_span.is_some()),
        }
    }
}

impl OpenAction {
    /// Whether it is past its due date.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.due.is_some_and(|due| due < today)
    }
}
