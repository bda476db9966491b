//! No action at all, and no reason for that.

use super::notices;
use crate::diagnostic::{Findings, Severity};
use crate::markdown::{BlockKind, Text};
use crate::postmortem::{Link, Section, SectionKind, normalise};
use crate::rules::prose::Found;
use crate::rules::{Context, prose, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    if !cx.post.actions.is_empty() || cx.post.no_action.is_some() {
        return;
    }
    if is_kept_elsewhere(cx) || is_mended_everywhere(cx) {
        return;
    }
    let (mended, ordered, ended) = (mended(cx), Ordered::of(cx), ended(cx));
    let (message, help, at_most) = match (&ordered, &mended) {
        (Some(ordered), repair) if ordered.lasts || repair.is_none() => (
            format!(
                "the only thing to do stands under {}: is it an action, whose, and until when?",
                quote::text(&ordered.place)
            ),
            "list it as an action with an owner and a day, or write it in the past if it is done",
            Severity::Warning,
        ),
        (_, Some(Mended::Under { heading, stays })) => (
            format!(
                "the fix is told under {}, and {}",
                quote::text(heading),
                match stays {
                    true => "no action beside it",
                    false => "neither whether it stays nor any action beside it",
                }
            ),
            BESIDE,
            Severity::Warning,
        ),
        (_, Some(Mended::Said)) => (
            "the repair is told, and no action beside it".to_owned(),
            BESIDE,
            Severity::Warning,
        ),
        (_, None) if notices::is_running_notice(cx) => (
            "this is a notice to users; nothing tells what follows from it".to_owned(),
            "write what keeps the next one away, or `no-action: reason`; or keep the notice apart from the post-mortem",
            Severity::Info,
        ),
        (_, None) if ended.is_some() => (
            format!(
                "{} is told, and no action beside it",
                quote::text(ended.as_deref().unwrap_or_default())
            ),
            BESIDE,
            Severity::Warning,
        ),
        (_, None) => (
            "no action is listed, and no reason is given for that".to_owned(),
            "write at least one action that would have prevented, shown or shortened it, or `no-action: reason`",
            Severity::Error,
        ),
    };
    out.report(cx.place_of(SectionKind::Actions), message)
        .help(help)
        .at_most(at_most)
        .subject("actions");
}

/// What is asked for beside a repair.
const BESIDE: &str = "write what keeps the next one of this kind away, or shows it sooner, also if it is done; or `no-action: reason`";

/// Whether the page points at the post-mortem proper: "Refer to the security repository for full details".
fn is_kept_elsewhere(cx: &Context) -> bool {
    cx.phrases("report-elsewhere")
        .is_match(cx.doc().running_text())
}

/// Whether a repair that lasts was made everywhere, and the change is linked: that is an action, and it is done.
fn is_mended_everywhere(cx: &Context) -> bool {
    let is_change = |url: &str| cx.phrases("change-links").is_match(url);
    prose::find(cx.doc(), cx.phrases("lasting-repairs")).any(|found| {
        let sentence = found.sentence();
        let mut links = cx.links_in(sentence.span());
        cx.phrases("wide-changes").is_match(sentence.as_str())
            && links.any(|link| is_change(&link.url))
    }) || is_changed_everywhere(cx, is_change)
}

/// "All calls now use the checked function", with its change in the same paragraph, also behind a number: "[[7]](#references)".
fn is_changed_everywhere(cx: &Context, is_change: impl Fn(&str) -> bool) -> bool {
    let doc = cx.doc();
    // What is changed is mostly named in code: "all `call`s now use …".
    let texts = doc
        .blocks()
        .filter(|(_, block)| block.kind == BlockKind::Paragraph)
        .map(|(id, _)| doc.block_text(id));
    let says = |text: &Text| cx.phrases("changed-everywhere").is_match(text.as_str());
    let mut changed = texts.filter(says).take(MOST_CHANGES);
    changed.any(|text| {
        let mut links = cx.links_in(text.span()).take(MOST_CHANGES);
        links.any(|link| is_change(&link.url) || leads_to_change(cx, link, &is_change))
    })
}

/// So many changes are looked at, and so many links of each.
const MOST_CHANGES: usize = 20;

/// So many places are looked at in which the end is told.
const MOST_ENDS: usize = 20;

/// Whether a link leads to a section of this document that holds the address of a change: "[[7]](#references)", "[below](#fix)".
fn leads_to_change(cx: &Context, link: &Link, is_change: impl Fn(&str) -> bool) -> bool {
    let Some(name) = link.url.strip_prefix('#').map(normalise) else {
        return false;
    };
    let mut sections = cx.post.sections.all.iter();
    let section = sections.find(|section| normalise(&section.heading) == name);
    section.is_some_and(|section| {
        let words = cx.doc().source(section.span).split_whitespace();
        let mut words = words.take(MOST_WORDS);
        words.any(|word| word.contains("://") && is_change(word))
    })
}

/// So many words of a section are searched for an address.
const MOST_WORDS: usize = 1000;

/// An order that stands where the end is told: "Resolution: keep the scripts up to date".
struct Ordered {
    /// The name of the place.
    place: String,
    /// Whether it is to hold from then on.
    lasts: bool,
}

impl Ordered {
    fn of(cx: &Context) -> Option<Ordered> {
        ends(cx).find_map(|section| {
            let texts = cx.post.sections.own_texts(cx.doc(), section);
            let first = texts.into_iter().next()?;
            Ordered::from(cx, bare(&section.heading), first.as_str())
        })
    }

    fn from(cx: &Context, place: &str, text: &str) -> Option<Ordered> {
        let text = text.trim_start();
        let lasts = cx.phrases("lasting-orders").opens(text);
        let is_order = lasts || cx.phrases("orders-at-the-end").opens(text);
        is_order.then(|| Ordered {
            place: place.to_owned(),
            lasts,
        })
    }
}

/// A name without the colon behind it.
fn bare(name: &str) -> &str {
    name.trim().trim_end_matches([':', ' '])
}

/// Whether this is the name of a place where the end is told, as a whole.
fn is_resolution(cx: &Context, name: &str) -> bool {
    cx.phrases("resolution-names").is_whole(name)
}

/// The places where the end is told: a section, or a bullet of key facts ("- **Resolution**: …").
fn ends<'c>(cx: &'c Context) -> impl Iterator<Item = &'c Section> {
    let sections = &cx.post.sections;
    let places = sections.all.iter().chain(&sections.bullets);
    places
        .filter(|section| is_resolution(cx, bare(&section.heading)))
        .take(MOST_ENDS)
}

/// The name of the place where the end is told, of a document that has no place for actions.
fn ended(cx: &Context) -> Option<String> {
    if cx.post.sections.first(SectionKind::Actions).is_some() {
        return None;
    }
    let is_told = |section: &&Section| {
        let texts = cx.post.sections.own_texts(cx.doc(), section);
        texts.iter().any(|text| !text.is_blank())
    };
    let section = ends(cx).find(is_told)?;
    Some(bare(&section.heading).to_owned())
}

/// Where a repair is told.
enum Mended {
    /// Below a heading; `stays` where it is told as out for good: in use, or made of all of the kind and not only of the one that
    /// broke.
    Under { heading: String, stays: bool },
    /// In so many words.
    Said,
}

/// Whether it tells a repair that lasts: in so many words, or in a section of its own.
fn mended(cx: &Context) -> Option<Mended> {
    let lasting = cx.phrases("lasting-repairs");
    if prose::find(cx.doc(), lasting).any(|found| !is_heading(cx, &found)) {
        return Some(Mended::Said);
    }
    let mut headings = cx
        .post
        .sections
        .all
        .iter()
        .map(|section| bare(&section.heading));
    if let Some(heading) = headings.find(|heading| lasting.is_match(heading)) {
        return Some(Mended::Under {
            stays: is_in_use(cx, heading),
            heading: heading.to_owned(),
        });
    }
    let changes_all = |text: &Text| {
        let mut sentences = prose::sentences(text.as_str());
        sentences.any(|range| {
            let sentence = text.as_str().get(range).unwrap_or_default();
            cx.phrases("wide-changes").is_match(sentence)
                && cx.phrases("acts-of-change").is_match(sentence)
        })
    };
    let mut ends = ends(cx).filter(|section| {
        let texts = cx.post.sections.own_texts(cx.doc(), section);
        texts.iter().any(changes_all)
    });
    if let Some(section) = ends.next() {
        return Some(Mended::Under {
            heading: bare(&section.heading).to_owned(),
            stays: true,
        });
    }
    let deployed = cx.phrases("fix-deployed");
    let mut entries = cx.post.entries();
    (entries.any(|entry| deployed.is_match(&entry.text))).then_some(Mended::Said)
}

/// Whether a change of code is told there, and that a new version of it went out, there or in an entry: it stays.
fn is_in_use(cx: &Context, heading: &str) -> bool {
    let mut sections = cx.post.sections.all.iter();
    let fix = sections.find(|section| bare(&section.heading) == heading);
    let texts = fix.map(|fix| cx.post.sections.own_texts(cx.doc(), fix));
    let texts = texts.unwrap_or_default();
    let says = |list: &str| {
        texts
            .iter()
            .any(|text| cx.phrases(list).is_match(text.as_str()))
    };
    let mut entries = cx.post.entries();
    says("code-changes")
        && (says("fix-deployed")
            || entries.any(|entry| cx.phrases("fix-deployed").is_match(&entry.text)))
}

fn is_heading(cx: &Context, found: &Found) -> bool {
    matches!(cx.doc().kind(found.block), BlockKind::Heading(_))
}
