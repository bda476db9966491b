//! Notices of a status page, which are no post-mortems: what they leave out is asked for more quietly.

use crate::markdown::{Block, BlockKind};
use crate::postmortem::SectionKind;
use crate::rules::{Context, prose};

/// Whether the document is a short notice of a status page rather than a post-mortem: few words, and no section that tells of
/// causes, actions or a timeline.
pub(super) fn is_notice(cx: &Context) -> bool {
    let asked = [
        SectionKind::Timeline,
        SectionKind::Causes,
        SectionKind::Actions,
        SectionKind::Detection,
        SectionKind::Impact,
        SectionKind::Lessons,
    ];
    let words = cx.doc().text().split_whitespace();
    words.take(MOST_OF_NOTICE + 1).count() <= MOST_OF_NOTICE
        && !asked
            .iter()
            .any(|kind| cx.post.sections.of(*kind).next().is_some())
}

/// Whether it is a notice that was written while the work was going on ("we are restoring …", "we will post updates"): it was
/// meant for those who waited, and nobody looked back yet.
pub(super) fn is_running_notice(cx: &Context) -> bool {
    is_notice(cx)
        && prose::find(cx.doc(), cx.phrases("running-notices"))
            .next()
            .is_some()
}

/// Where the dated updates of a notice begin, in order.
fn updates<'c>(cx: &'c Context) -> impl Iterator<Item = usize> + use<'c> {
    let dated = cx.phrases("dated-updates");
    let mut at = 0;
    let lines = cx.doc().text().split_inclusive('\n').map(move |line| {
        at += line.len();
        (at - line.len(), line)
    });
    let front = cx.doc().front_block().filter(|front| front.closed);
    let body = front.map_or(0, |front| front.span.end);
    let updates = lines.filter(move |(at, _)| *at >= body);
    let updates = updates.filter(|(_, line)| dated.opens(line.trim_start_matches(MARKS)));
    updates.map(|(at, _)| at)
}

/// Whether it is a notice of a page on the status that was kept up to date: its updates bear dates of their own.
pub(super) fn is_kept_up_to_date(cx: &Context) -> bool {
    is_notice(cx) && updates(cx).take(FEWEST_UPDATES).count() == FEWEST_UPDATES
}

/// Whether it is a notice with a dated update that opens in the present and has no headings of its own: a message to those who
/// waited, of which nobody made an account afterwards.
pub(super) fn is_live(cx: &Context) -> bool {
    if !is_notice(cx) {
        return false;
    }
    let Some(first) = updates(cx).next() else {
        return false;
    };
    let doc = cx.doc();
    let lists = ["running-notices", "present-troubles"];
    let opens_in_present = lists.into_iter().any(|list| {
        let mut found = prose::find(doc, cx.phrases(list));
        found.any(|found| found.text.span().start < first)
    });
    let title = cx.title_place();
    let headed = |block: &Block| {
        matches!(block.kind, BlockKind::Heading(_)) && !block.span.covers(title.start)
    };
    opens_in_present && !doc.blocks().any(|(_, block)| headed(block))
}

/// What may stand before the first word of an update.
const MARKS: [char; 6] = ['<', '#', '*', '-', '>', ' '];

/// So many updates are no single late addition.
const FEWEST_UPDATES: usize = 2;

/// So many words a notice has.
const MOST_OF_NOTICE: usize = 250;
