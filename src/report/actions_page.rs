//! Actions as a page: for a browser, or kept in the repository as an overview.

use std::path::Path;

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;

use super::as_markdown::{as_markdown, link_target};
use super::{actions_table, visible};
use crate::error::Error;
use crate::ledger::{Entry, Group, GroupBy, Happened, Ledger};
use crate::postmortem::State;
use crate::source::tree;

const HTML: &str = include_str!("../../templates/pages/actions.html");
const MARKDOWN: &str = include_str!("../../templates/pages/overview.md");

/// What a page is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// For a browser.
    Html,
    /// For a forge.
    Markdown,
}

/// What a template may say.
#[derive(Debug, Serialize)]
struct Page {
    title: String,
    summary: String,
    /// Whether what happened is told, and when.
    events: bool,
    /// Whether it is told for how long each is open.
    history: bool,
    groups: Vec<Part>,
}

#[derive(Debug, Serialize)]
struct Part {
    name: Option<String>,
    level: usize,
    anchor: String,
    counts: String,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    when: String,
    due: String,
    late: String,
    state: String,
    owner: String,
    id: Option<String>,
    text: String,
    #[serde(rename = "type")]
    kind: &'static str,
    ticket: String,
    ticket_url: Option<String>,
    history: String,
    post: String,
    /// The path as a link: nothing but letters, digits, `-_./~` and `%`, so that the template need not escape it.
    href: String,
    severity: Option<String>,
}

/// How the links of a page lead to the files, and what it may tell.
#[derive(Clone, Copy)]
struct View<'v> {
    folder: &'v Path,
    ledger: &'v Ledger,
    /// Whether what depends on the day and the history is left out.
    is_pure: bool,
}

/// A page of what is listed, for a browser; links are as seen from the current folder.
///
/// # Errors
///
/// None but those of a template that is wrong.
pub fn report(ledger: &Ledger) -> Result<String, Error> {
    let here = tree::absolute(Path::new("."));
    let view = View {
        folder: &here,
        ledger,
        is_pure: false,
    };
    let parts = match &ledger.happened {
        Some(happened) => view.events(happened),
        None => ledger
            .groups()
            .iter()
            .enumerate()
            .map(|(at, g)| view.part(at, g))
            .collect(),
    };
    let page = Page {
        title: match ledger.happened {
            Some(_) => "What happened to the actions".to_owned(),
            None => "Actions".to_owned(),
        },
        summary: format!(
            "{}. As of {}.",
            actions_table::summary(ledger),
            ledger.today
        ),
        events: ledger.happened.is_some(),
        history: true,
        groups: parts,
    };
    render(&page, Markup::Html)
}

/// The overview page: the open actions by team, as the files say them, for a file in `folder`. It does not depend on the
/// day or on the history.
///
/// # Errors
///
/// None but those of a template that is wrong.
pub fn overview(ledger: &Ledger, folder: &Path, markup: Markup) -> Result<String, Error> {
    let mut ledger = ledger.clone();
    ledger.group_by = ledger.group_by.or(Some(GroupBy::Unit));
    ledger.entries.sort_by_cached_key(|entry| {
        let item = &entry.item;
        let place = (entry.path.clone(), item.line);
        (
            (!item.is_open(), entry.rank),
            (item.due.is_none(), item.due, place),
        )
    });
    let view = View {
        folder,
        ledger: &ledger,
        is_pure: true,
    };
    let groups = ledger.groups();
    let page = Page {
        title: "Open actions".to_owned(),
        summary: format!("{}.", counts(&ledger)),
        events: false,
        history: false,
        groups: groups
            .iter()
            .enumerate()
            .map(|(at, group)| view.part(at, group))
            .collect(),
    };
    render(&page, markup)
}

/// What a page says of all actions, whatever the day.
fn counts(ledger: &Ledger) -> String {
    let mut timeless = ledger.clone();
    timeless.today = jiff::civil::Date::MIN;
    actions_table::summary(&timeless)
}

fn render(page: &Page, markup: Markup) -> Result<String, Error> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_auto_escape_callback(|name| match name.ends_with(".html") {
        true => AutoEscape::Html,
        false => AutoEscape::None,
    });
    env.add_filter("markdown", |text: String| as_markdown(&text));
    let (name, source) = match markup {
        Markup::Html => ("actions.html", HTML),
        Markup::Markdown => ("overview.md", MARKDOWN),
    };
    let filled = env.render_named_str(name, source, Serde(page));
    let text = filled.map_err(|error| Error::Internal {
        path: None,
        message: format!("the template `{name}`: {error:#}"),
    })?;
    Ok(format!("{}\n", text.trim()))
}

impl View<'_> {
    fn part(self, at: usize, group: &Group<'_>) -> Part {
        let mut counts = format!("{} open", group.open);
        if group.overdue > 0 && !self.is_pure {
            counts.push_str(&format!(", {} overdue", group.overdue));
        }
        if group.closed > 0 {
            counts.push_str(&format!(", {} done or dropped", group.closed));
        }
        Part {
            name: group.name.as_deref().map(|name| visible(name).into_owned()),
            level: (group.depth + 2).min(6),
            anchor: format!("group-{}", at + 1),
            counts,
            rows: group.entries.iter().map(|entry| self.row(entry)).collect(),
        }
    }

    /// What happened, under a heading for each sort.
    fn events(self, happened: &[Happened]) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for one in happened {
            let name = one.event.word();
            if parts
                .last()
                .is_none_or(|part| part.name.as_deref() != Some(name))
            {
                parts.push(Part {
                    name: Some(name.to_owned()),
                    level: 2,
                    anchor: name.to_owned(),
                    counts: String::new(),
                    rows: Vec::new(),
                });
            }
            if let Some(part) = parts.last_mut() {
                let mut row = self.row(&one.entry);
                row.when = actions_table::when(one);
                part.rows.push(row);
                part.counts = part.rows.len().to_string();
            }
        }
        parts
    }

    fn row(self, entry: &Entry) -> Row {
        let item = &entry.item;
        let shown = |text: &str| visible(text).into_owned();
        let or_dash = |text: String| {
            if text.is_empty() {
                "–".to_owned()
            } else {
                text
            }
        };
        let late = match item.days_late(self.ledger.today) {
            Some(days) if !self.is_pure => actions_table::late(days),
            _ => String::new(),
        };
        let path = tree::relative_to(self.folder, &entry.place);
        Row {
            when: String::new(),
            due: or_dash(shown(&actions_table::due(item))),
            late,
            state: match item.state {
                State::Open => String::new(),
                state => state.word().to_owned(),
            },
            owner: or_dash(shown(&item.owners.join(", "))),
            id: item.id.as_deref().map(shown),
            text: shown(&item.text),
            kind: item.kind.word(),
            ticket: or_dash(shown(item.ticket.as_deref().unwrap_or_default())),
            ticket_url: entry.ticket_url.as_deref().and_then(address),
            history: actions_table::history(entry, self.ledger.today),
            post: shown(entry.title()),
            href: link_target(&path),
            severity: entry.post.severity.as_deref().map(shown),
        }
    }
}

/// An address as it may stand in a link: nothing but the web, nothing that ends the link.
fn address(url: &str) -> Option<String> {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    let is_plain = |c: char| c.is_ascii_graphic() && !"<>\"'`|\\^{}".contains(c);
    let encode = |c: char| match is_plain(c) {
        true => c.to_string(),
        false => {
            let mut bytes = [0; 4];
            let bytes = c.encode_utf8(&mut bytes).bytes();
            bytes.map(|byte| format!("%{byte:02X}")).collect()
        }
    };
    is_web.then(|| url.chars().map(encode).collect())
}
