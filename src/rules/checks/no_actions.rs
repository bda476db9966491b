//! No action at all, and no reason for that.

use std::cell::LazyCell;
use std::collections::HashMap;

use super::{notices, uncounted_customers};
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
    let said = said(cx);
    out.report(cx.place_of(SectionKind::Actions), said.message)
        .help(said.help)
        .at_most(said.at_most)
        .subject("actions");
}

/// What is said of a post-mortem without actions.
struct Said {
    message: String,
    help: &'static str,
    at_most: Severity,
}

impl Said {
    /// Something is there that may be an action, or the repair: no error.
    fn warning(message: String, help: &'static str) -> Said {
        let at_most = Severity::Warning;
        Said {
            message,
            help,
            at_most,
        }
    }
}

/// The nearest thing to an action that the document has, and what is asked of it.
fn said(cx: &Context) -> Said {
    let mended = mended(cx);
    if let Some(announced) = announced(cx) {
        let message = format!("{announced}: is that an action, whose, and until when?");
        return Said::warning(message, LIST_IT);
    }
    let ordered = Ordered::of(cx).filter(|ordered| ordered.lasts || mended.is_none());
    if let Some(ordered) = ordered {
        return ordered.said();
    }
    match mended {
        Some(Mended::Under { heading, told }) => of_section(&heading, told),
        Some(Mended::Said) => Said::warning(
            "the repair is told, and no action beside it".to_owned(),
            BESIDE,
        ),
        None => unmended(cx),
    }
}

/// What is said where a section on the fix, or on the end, tells the repair.
fn of_section(heading: &str, told: Told) -> Said {
    let heading = quote::text(heading);
    let (message, help) = match told {
        Told::Everywhere => (
            format!("the fix is told under {heading}, and no action beside it"),
            "list that as an action that is done, with its change, and write what would have shown it sooner; or `no-action: reason`",
        ),
        Told::InUse => (
            format!("the fix is told under {heading}, and no action beside it"),
            BESIDE,
        ),
        Told::Open => (
            format!(
                "the fix is told under {heading}, and neither whether it stays nor any action beside it"
            ),
            BESIDE,
        ),
        Told::Possible => (
            format!("{heading} tells what could be done, and not whether it was"),
            "list what was done of it as an action that is done, and what was not with an owner and a day; or `no-action: reason`",
        ),
    };
    Said::warning(message, help)
}

/// What is said where no repair is told.
fn unmended(cx: &Context) -> Said {
    if notices::is_running_notice(cx) {
        return Said {
            message: "this is a notice to users; nothing tells what follows from it".to_owned(),
            help: "write what keeps the next one away, or `no-action: reason`; or keep the notice apart from the post-mortem",
            at_most: Severity::Info,
        };
    }
    if let Some(ended) = ended(cx) {
        return match lasting_state(cx) {
            Some(state) => Said::warning(
                format!("{state}: is that the action?"),
                "list it as an action that is done, with what shows it; else write what keeps the next one away, or `no-action: reason`",
            ),
            None => Said::warning(
                format!("{} is told, and no action beside it", quote::text(&ended)),
                BESIDE,
            ),
        };
    }
    let is_small = notices::is_notice(cx) && uncounted_customers::is_on_test_network(cx);
    Said {
        message: "no action is listed, and no reason is given for that".to_owned(),
        help: "write at least one action that would have prevented, shown or shortened it, or `no-action: reason`",
        at_most: match is_small {
            true => Severity::Warning,
            false => Severity::Error,
        },
    }
}

/// In quotation marks, "Other queues will be moved to the new release": what the summary or a section on the fix announces.
fn announced(cx: &Context) -> Option<String> {
    let mut found = prose::find(cx.doc(), cx.phrases("announced-repairs")).take(MOST_ENDS);
    let found = found.find(|found| {
        let at = found.text.span().start;
        let sections = &cx.post.sections;
        let is_fix = || {
            let around = sections.around(at).map(|section| bare(&section.heading));
            around.is_some_and(|name| {
                is_resolution(cx, name) || cx.phrases("lasting-repairs").is_match(name)
            })
        };
        !cx.post.is_in_entry(found.text.span())
            && (sections.kind_at(at) == SectionKind::Summary || is_fix())
    })?;
    let text = found.text.as_str();
    let will = text.rfind(" will ").map_or(0, |at| at + 1);
    Some(quote::parted(text, 0..text.len(), will))
}

/// In quotation marks, "We now have 12 servers instead of 9": what was changed for good, told as how things are.
fn lasting_state(cx: &Context) -> Option<String> {
    let mut found = prose::find(cx.doc(), cx.phrases("lasting-states")).take(MOST_ENDS);
    let found = found.find(|found| !cx.post.is_in_entry(found.text.span()))?;
    Some(quote::text(found.text.as_str()))
}

/// What is asked for where something is to be done, and no list has it.
const LIST_IT: &str =
    "list it as an action with an owner and a day, or write it in the past if it is done";

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
    let named = LazyCell::new(|| by_name(cx));
    changed.any(|text| {
        let mut links = cx.links_in(text.span()).take(MOST_CHANGES);
        links.any(|link| is_change(&link.url) || leads_to_change(cx, link, &named, &is_change))
    })
}

/// So many changes are looked at, and so many links of each.
const MOST_CHANGES: usize = 20;

/// So many places are looked at in which the end is told, or what follows from it.
const MOST_ENDS: usize = 20;

/// The first section of each name.
fn by_name<'c>(cx: &Context<'c>) -> HashMap<String, &'c Section> {
    let sections = cx.post.sections.all.iter().rev();
    sections
        .map(|section| (normalise(&section.heading), section))
        .collect()
}

/// Whether a link leads to a section of this document that holds the address of a change: "[[7]](#references)", "[below](#fix)".
fn leads_to_change(
    cx: &Context,
    link: &Link,
    named: &HashMap<String, &Section>,
    is_change: impl Fn(&str) -> bool,
) -> bool {
    let name = link.url.strip_prefix('#').map(normalise);
    let section = name.and_then(|name| named.get(&name));
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

    /// What holds from then on is no deed of that day; of the rest nobody knows whether it was done.
    fn said(&self) -> Said {
        let place = quote::text(&self.place);
        match self.lasts {
            true => Said::warning(
                format!(
                    "the only thing to do stands under {place}: is it an action, whose, and until when?"
                ),
                LIST_IT,
            ),
            false => Said::warning(
                format!("the only thing to do stands under {place}: is it done, or still to do?"),
                "write it in the past if it is done, and beside it an action or `no-action: reason`; else list it as an action with an owner and a day",
            ),
        }
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
    /// Below a heading.
    Under { heading: String, told: Told },
    /// In so many words.
    Said,
}

/// How a section tells a repair.
#[derive(Clone, Copy)]
enum Told {
    /// It was made of all of the kind, and not only of the one that broke.
    Everywhere,
    /// It is out for good.
    InUse,
    /// Whether it stays is not told.
    Open,
    /// Only what would mend it is told.
    Possible,
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
            told: told_under(cx, heading),
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
            told: Told::Everywhere,
        });
    }
    let deployed = cx.phrases("fix-deployed");
    let mut entries = cx.post.entries();
    (entries.any(|entry| deployed.is_match(&entry.text))).then_some(Mended::Said)
}

/// What a section on the fix tells. A change of code, and that a new version of it went out, there or in an entry: it stays.
/// "The best fix would be to …", and nothing that was done: nobody knows whether it was.
fn told_under(cx: &Context, heading: &str) -> Told {
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
    let is_out = says("code-changes")
        && (says("fix-deployed")
            || entries.any(|entry| cx.phrases("fix-deployed").is_match(&entry.text)));
    match is_out {
        true => Told::InUse,
        false if says("possible-repairs") && !says("repairs-made") => Told::Possible,
        false => Told::Open,
    }
}

fn is_heading(cx: &Context, found: &Found) -> bool {
    matches!(cx.doc().kind(found.block), BlockKind::Heading(_))
}
