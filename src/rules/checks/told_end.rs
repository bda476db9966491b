//! An end that a sentence tells at another time than the timeline.

use crate::diagnostic::{Findings, Severity};
use crate::markdown::{Span, Text};
use crate::postmortem::time::{self, Moment, in_words};
use crate::postmortem::{Entry, SectionKind};
use crate::rules::{Context, prose, quote};

/// A day later it was another story.
const MOST_MINUTES: i64 = 12 * 60;

/// So many sentences are looked at.
const MOST_TOLD: usize = 200;

/// How many characters of a sentence are quoted.
const MOST_QUOTED: usize = 90;

/// Reports the sentence of a resolution that tells the end later than the timeline's entry for it.
pub(super) fn check(cx: &Context, out: &mut Findings) {
    let Some(end) = end(cx) else { return };
    let fewest = cx.settings().number("end-minutes") as i64;
    let lists = ["fixed", "recovered"];
    let found = lists
        .into_iter()
        .flat_map(|list| prose::find(cx.doc(), cx.phrases(list)));
    let told = found.take(MOST_TOLD).find_map(|found| {
        let sentence = timed(cx, &found, &end.at)?;
        let at = moment(cx, sentence, &end.at)?;
        let apart = at.minutes()? - end.at.minutes()?;
        let is_late = (fewest..=MOST_MINUTES).contains(&apart);
        let counts = is_late && tells_the_end(cx, sentence) && !is_an_entry(cx, &at);
        counts.then_some((sentence, apart))
    });
    let Some((sentence, apart)) = told else {
        return;
    };
    out.report(
        sentence.span(),
        format!(
            "this is {} behind the end in the timeline: {}",
            in_words(apart),
            quote::around(sentence.as_str(), 0..0, MOST_QUOTED)
        ),
    )
    .at_most(Severity::Info)
    .help("correct the one that is wrong, or say what came behind the end")
    .related(end.time_span, "the end is told here")
    .subject("end");
}

/// The end in the timeline, where an entry says so outright.
fn end<'a>(cx: &Context<'a>) -> Option<&'a Entry> {
    let end = cx.post.end_in_the_timeline()?;
    (end.at.time.is_some() && !end.at.about).then_some(end)
}

/// The sentence that tells it, else the one before it, where that has the time: "The image was replaced at 10:04. The queue
/// recovered at once."
fn timed<'d>(cx: &Context<'d>, found: &prose::Found<'d>, end: &Moment) -> Option<Text<'d>> {
    let sentence = found.sentence();
    if moment(cx, sentence, end).is_some() {
        return Some(sentence);
    }
    let block = cx.doc().block_text(found.block);
    let at = sentence.plain().start.checked_sub(block.plain().start)?;
    let before = block.as_str().get(..at)?;
    let last = prose::sentences(before).last()?;
    Some(block.slice(last))
}

/// The one clock time of a sentence, on the day of the end.
fn moment(cx: &Context, sentence: Text, end: &Moment) -> Option<Moment> {
    let stamps = time::find_stamps(sentence.as_str());
    let [stamp] = stamps.as_slice() else {
        return None;
    };
    let date = match stamp.from.day {
        Some(day) => cx.post.metadata.calendar.date(&day),
        None => end.date,
    };
    let mut moment = Moment::new(&stamp.from, date, None);
    if moment.zone.is_none() {
        moment.offset = end.offset;
    }
    (moment.time.is_some() && !moment.about && stamp.until.is_none()).then_some(moment)
}

/// Whether it stands where the end is told: not in an entry, an action, a lesson or the explanation.
fn tells_the_end(cx: &Context, sentence: Text) -> bool {
    let span: Span = sentence.span();
    let kind = cx.post.sections.kind_at(span.start);
    let beside = matches!(
        kind,
        SectionKind::Summary | SectionKind::Impact | SectionKind::Other
    );
    let mut actions = cx.post.actions.iter();
    beside && !cx.post.is_in_entry(span) && !actions.any(|action| action.extent.covers(span.start))
}

/// Whether the timeline has an entry for that minute.
fn is_an_entry(cx: &Context, at: &Moment) -> bool {
    let mut entries = cx.post.entries();
    entries.any(|entry| {
        let apart = entry
            .at
            .minutes()
            .zip(at.minutes())
            .map(|(a, b)| (a - b).abs());
        apart.is_some_and(|apart| apart <= 5)
    })
}
