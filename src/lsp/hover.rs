//! What is told of the place where the mouse rests: why a finding matters, what to ask, how it looks when it is right.

use gen_lsp_types::{Hover, MarkupContent, MarkupKind};

use super::definition::{Meaning, meaning};
use super::document::Found;
use super::view::View;
use crate::examples::fences;
use crate::markdown::Span;
use crate::postmortem::schema::{ACTION, IMPACT, KEYS, Key};
use crate::report::{as_markdown, visible};
use crate::rules::Rule;

/// The longest example that is shown whole, in lines.
const LINES: usize = 14;

/// What there is to say of a byte.
pub(super) fn at(view: &View<'_>, offset: usize) -> Option<Hover> {
    if !view.judged.likely {
        return None;
    }
    let page = Page {
        markdown: view.client.hovers_markdown,
    };
    let mut parts = Vec::new();
    let mut span: Option<Span> = None;
    for found in view
        .judged
        .findings
        .iter()
        .filter(|found| found.touches(Span::at(offset)))
    {
        parts.push(page.finding(found, view.rule(&found.rule)));
        span = Some(span.map_or(found.span, |span| span.join(found.span)));
    }
    if let Some((word, meaning)) = meaning(view, offset) {
        parts.push(page.meaning(&meaning));
        span = span.or(Some(word));
    } else if let Some((word, key)) = key_at(view, offset) {
        parts.push(page.key(key));
        span = span.or(Some(word));
    }
    let value = match page.markdown {
        true => parts.join("\n\n---\n\n"),
        false => parts.join("\n\n"),
    };
    let kind = match page.markdown {
        true => MarkupKind::Markdown,
        false => MarkupKind::PlainText,
    };
    (!value.is_empty()).then(|| Hover {
        contents: MarkupContent { kind, value }.into(),
        range: span.map(|span| view.range(span)),
    })
}

/// The key of the front matter or of an action's line of facts at a byte.
fn key_at(view: &View<'_>, offset: usize) -> Option<(Span, &'static Key)> {
    let text = view.text();
    let (before, behind) = (text.get(..offset)?, text.get(offset..)?);
    let is_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let start = before.trim_end_matches(is_key).len();
    let end = text.len() - behind.trim_start_matches(is_key).len();
    let word = Span::new(start, end);
    let (name, rest) = (text.get(start..end)?, text.get(end..)?);
    if !rest
        .trim_start_matches(['"', '\''])
        .trim_start_matches(' ')
        .starts_with([':', '='])
    {
        return None;
    }
    let doc = &view.judged.post.doc;
    let is_front = doc
        .front_block()
        .is_some_and(|front| front.content.contains(word));
    let is_action = || {
        view.judged
            .post
            .actions
            .iter()
            .any(|action| action.extent.contains(word))
    };
    let named = |keys: &'static [Key]| keys.iter().find(|key| key.name == name);
    let key = match is_front {
        true => named(KEYS).or_else(|| named(IMPACT)),
        false if is_action() => named(ACTION),
        false => None,
    };
    Some((word, key?))
}

/// How text is written.
struct Page {
    markdown: bool,
}

impl Page {
    /// Text of the document.
    fn text(&self, text: &str) -> String {
        match self.markdown {
            true => as_markdown(text),
            false => visible(text).into_owned(),
        }
    }

    /// Text of a rule's page, which is Markdown.
    fn own(&self, text: &str) -> String {
        visible(text).into_owned()
    }

    fn bold(&self, text: &str) -> String {
        match self.markdown {
            true => format!("**{text}**"),
            false => text.to_owned(),
        }
    }

    fn finding(&self, found: &Found, rule: Option<&Rule>) -> String {
        let head = self.bold(&format!("{}[{}]", found.severity, visible(&found.rule)));
        let mut lines = vec![format!("{head} {}", self.text(&found.message))];
        if let Some(help) = &found.help {
            lines.push(format!("{} {}", self.bold("Instead:"), self.text(help)));
        }
        if let Some(rule) = rule {
            lines.push(format!(
                "{} {}",
                self.bold("Why:"),
                self.own(&rule.page.why)
            ));
            lines.push(format!(
                "{} {}",
                self.bold("Ask:"),
                self.own(&rule.page.question)
            ));
            lines.extend(self.examples(rule));
            lines.push(self.page(rule));
        }
        lines.join("\n\n")
    }

    /// The first example of each sort.
    fn examples(&self, rule: &Rule) -> Vec<String> {
        let fences = fences(&rule.text).unwrap_or_default();
        let first = |sort: &str| {
            fences
                .iter()
                .find(|fence| fence.info.starts_with(sort))
                .map(|fence| fence.text)
        };
        let shown = [("Reported:", first("md bad")), ("Fine:", first("md good"))];
        let shown = shown
            .into_iter()
            .filter_map(|(title, text)| Some((title, text?)));
        shown
            .map(|(title, text)| format!("{}\n\n{}", self.bold(title), self.code(text)))
            .collect()
    }

    fn code(&self, text: &str) -> String {
        let all = text.trim_end().lines();
        let mut lines: Vec<String> = all
            .clone()
            .take(LINES)
            .map(|line| visible(line).into_owned())
            .collect();
        if all.count() > LINES {
            lines.push("…".to_owned());
        }
        let text = lines.join("\n");
        match self.markdown {
            // A fence is longer than every one inside.
            true => {
                let ticks = "`".repeat(longest_run(&text, '`').max(2) + 1);
                format!("{ticks}markdown\n{text}\n{ticks}")
            }
            false => lines
                .iter()
                .map(|line| format!("    {line}"))
                .collect::<Vec<_>>()
                .join("\n"),
        }
    }

    fn page(&self, rule: &Rule) -> String {
        match self.markdown && rule.path().is_none() {
            true => format!("[The page of the rule]({})", rule.url()),
            false => self.text(&rule.url()),
        }
    }

    fn meaning(&self, meaning: &Meaning<'_>) -> String {
        match meaning {
            Meaning::Item { text, .. } => self.text(text),
            Meaning::Post(post) => {
                let title = post
                    .title
                    .as_deref()
                    .unwrap_or("a post-mortem without a title");
                let day = post
                    .date
                    .as_deref()
                    .map(|day| format!(", {}", self.text(day)));
                format!(
                    "{}{}",
                    self.bold(&self.text(title)),
                    day.unwrap_or_default()
                )
            }
        }
    }

    fn key(&self, key: &Key) -> String {
        let mut told = format!("{} {}", self.bold(key.name), self.text(key.about));
        if !key.values.is_empty() {
            told.push_str(&format!("\n\n{}", self.text(&key.values.join(", "))));
        }
        told
    }
}

/// How often a character stands in a row at most.
fn longest_run(text: &str, c: char) -> usize {
    let runs = text.split(|other| other != c);
    runs.map(str::len).max().unwrap_or_default()
}
