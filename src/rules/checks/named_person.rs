//! People by name where the causes and the lessons are told.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use super::same_person;
use crate::diagnostic::Findings;
use crate::markdown::{BlockKind, Span, Text};
use crate::postmortem::{LessonKind, SectionKind};
use crate::rules::Context;
use crate::rules::prose::{self, Found};
use crate::words;

/// A handle, or words with capitals in a row.
static NAMES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"@[A-Za-z0-9][A-Za-z0-9_-]*|\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'.-]+){0,3}")
        .unwrap_or_else(|_| words::never())
});

/// How many words a full name has at least and at most.
const WORDS: [usize; 3] = [4, 3, 2];

/// For so many names of a document Git is asked: more than any has.
const ASKED: usize = 1000;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let mut known = Known::of(cx);
    for found in prose::find(cx.doc(), &*NAMES).filter(|found| is_analysis(cx, found)) {
        let Some(name) = known.named(cx, found.text) else {
            continue;
        };
        if !may_have_names(cx, name.span()) {
            let said = name.as_str();
            out.report(name.span(), format!("`{said}` is named where it is told why"))
                .help("write the role (“the engineer on call”); the name has its place in the front matter and in the timeline")
                .subject(said);
        }
    }
}

/// Whether it stands in the causes or the lessons, and not in a heading.
fn is_analysis(cx: &Context, found: &Found) -> bool {
    let kind = cx.post.sections.kind_at(found.text.span().start);
    matches!(kind, SectionKind::Causes | SectionKind::Lessons)
        && !matches!(cx.doc().kind(found.block), BlockKind::Heading(_))
}

/// An action needs an owner, and praise may have a name.
fn may_have_names(cx: &Context, span: Span) -> bool {
    let mut praised = cx
        .post
        .lessons
        .iter()
        .filter(|lesson| lesson.kind == LessonKind::Well);
    let mut actions = cx.post.actions.iter();
    praised.any(|lesson| lesson.span.contains(span))
        || actions.any(|action| action.extent.contains(span))
}

/// Who is known: the people of the configuration, those in a role, the owners of actions, handles that act in the
/// timeline. In lower case.
struct Known {
    /// Names and handles as written.
    whole: HashSet<String>,
    /// First names, alone or of those with several; only such as are no other word.
    first: HashSet<String>,
    /// What may be a full name, and whether Git knows it.
    asked: HashMap<String, bool>,
}

impl Known {
    fn of(cx: &Context) -> Known {
        let metadata = &cx.post.metadata;
        let roles = metadata.roles().chain(&metadata.reviewed_by);
        let owners = cx.post.actions.iter().flat_map(|action| &action.owners);
        let stated = roles.chain(owners).flat_map(same_person::names);
        let configured = cx.known.people.iter().chain(&cx.known.members);
        let acting = acting(cx);
        let acting = acting.iter().map(|handle| handle.trim_start_matches('@'));
        let names = stated.chain(configured.map(String::as_str)).chain(acting);
        let whole: HashSet<String> = names.map(str::to_lowercase).collect();
        let given = words::set("given-names");
        let first = whole
            .iter()
            .filter_map(|name| name.split_whitespace().next());
        let first = first.filter(|name| given.contains(name)).map(str::to_owned);
        Known {
            first: first.collect(),
            asked: HashMap::new(),
            whole,
        }
    }

    /// The name in a text: a known handle, a full name, a first name.
    fn named<'d>(&mut self, cx: &Context, text: Text<'d>) -> Option<Text<'d>> {
        if let Some(handle) = text.as_str().strip_prefix('@') {
            return self.whole.contains(&handle.to_lowercase()).then_some(text);
        }
        let words = words_of(text);
        let windows = WORDS.iter().flat_map(|&length| words.windows(length));
        let mut full = windows.map(|window| {
            let (first, last) = (window[0], window[window.len() - 1]);
            let start = first.plain().start - text.plain().start;
            text.slice(start..last.plain().end - text.plain().start)
        });
        if let Some(name) = full.find(|name| self.is_full(cx, name.as_str())) {
            return Some(name);
        }
        let is_first = |name: &Text| self.first.contains(&name.as_str().to_lowercase());
        words.iter().copied().find(is_first)
    }

    /// Whether it is the full name of somebody whom the document, the configuration or Git knows.
    fn is_full(&mut self, cx: &Context, name: &str) -> bool {
        let lower = name.to_lowercase();
        if self.whole.contains(&lower) {
            return true;
        }
        let full = self.asked.len() >= ASKED;
        match self.asked.get(&lower) {
            Some(known) => *known,
            None if full => false,
            None => *self.asked.entry(lower).or_insert_with(|| commits(cx, name)),
        }
    }
}

/// The handles of the timeline; `@here` and the handles of teams are no person's.
fn acting<'c>(cx: &'c Context<'_>) -> HashSet<&'c str> {
    let handles = prose::find(cx.doc(), &*NAMES).filter(|found| {
        let kind = cx.post.sections.kind_at(found.text.span().start);
        let handle = found.text.as_str().strip_prefix('@');
        kind == SectionKind::Timeline && handle.is_some_and(|handle| !names_many(handle))
    });
    handles.map(|found| found.text.as_str()).collect()
}

fn names_many(handle: &str) -> bool {
    words::phrases("team-names").is_match(&handle.replace(['-', '_'], " "))
        || words::set("broadcast-handles").contains(handle)
}

/// The words of a text without what makes a genitive of them.
fn words_of(text: Text<'_>) -> Vec<Text<'_>> {
    let mut at = 0;
    let words = text.as_str().split(' ').map(|word| {
        let start = at;
        at += word.len() + 1;
        let bare = word.trim_end_matches(['.', '-', '’', '\'']);
        let bare = bare
            .strip_suffix("'s")
            .or(bare.strip_suffix("’s"))
            .unwrap_or(bare);
        text.slice(start..start + bare.len())
    });
    words.collect()
}

/// Whether Git knows somebody of this full name.
fn commits(cx: &Context, name: &str) -> bool {
    let is = |identity: &crate::git::Identity| {
        let known = identity.name.as_deref();
        known.is_some_and(|known| known.eq_ignore_ascii_case(name))
    };
    let repository = cx.known.repository.as_ref();
    repository
        .and_then(|r| r.latest_commit(&cx.post.path, &is))
        .flatten()
        .is_some()
}
