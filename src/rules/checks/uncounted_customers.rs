//! How many people it hit.

use crate::diagnostic::{Findings, Severity};
use crate::markdown::{BlockKind, Span, Text};
use crate::postmortem::{Metric, SectionKind, Whom};
use crate::rules::{Context, prose, quote};

use super::impact_numbers::{Told, sentences_of_impact};
use super::thin_impact::{self, Thin};
use super::{notices, vague_quantity};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let impact = &cx.post.impact;
    let counted = impact
        .numbers
        .iter()
        .any(|number| number.metric == Metric::People)
        // "No customer was affected", "all users".
        || impact
            .reach
            .as_ref()
            .is_some_and(|reach| matches!(reach.who, Whom::Everybody | Whom::Nobody));
    let fact = |key: &str| {
        impact
            .facts
            .iter()
            .find(|fact| fact.key == key && !fact.value.trim().is_empty())
    };
    let people = cx.settings().list("keys").iter().find_map(|key| fact(key));
    let is_known = people.is_some_and(|fact| !fact.value.trim().eq_ignore_ascii_case("unknown"));
    if counted || is_known || people.is_some() && fact_is_there(cx, "note") {
        return;
    }
    let thin = thin_impact::of(cx);
    if thin.as_ref().is_some_and(|thin| thin.explained) {
        return;
    }
    let finding = match people {
        Some(unknown) => {
            let message = "the number of affected people is unknown, and nobody finds it out";
            out.report(unknown.span, message).help(NUMBER)
        }
        None if is_rescued(cx) => return,
        None => {
            let lack = lack(cx, thin);
            let span = lack
                .span
                .unwrap_or_else(|| cx.place_of(SectionKind::Impact));
            let finding = out.report(span, lack.message);
            finding.at_most(lack.at_most).help(lack.help)
        }
    };
    finding.subject("customers");
}

/// What is asked for where nothing stands in the place of a number.
const NUMBER: &str = "write a number, `none`, or `unknown` with a note on who finds out by when";

/// What is asked for where something does.
const ESTIMATE: &str = "write how many, and what shows it: an estimate with its source is a number";

/// What a document says in the place of a number of people.
struct Lack {
    /// Where; none is the place of the impact.
    span: Option<Span>,
    message: String,
    help: &'static str,
    at_most: Severity,
}

impl Lack {
    fn new(at_most: Severity, message: String, help: &'static str) -> Lack {
        Lack {
            span: None,
            message,
            help,
            at_most,
        }
    }

    fn at(self, span: Span) -> Lack {
        Lack {
            span: Some(span),
            ..self
        }
    }
}

/// What stands in the place of a number of people, the best answer first.
fn lack(cx: &Context, thin: Option<Thin>) -> Lack {
    use Severity::{Error, Info, Warning};
    if let Some(thin) = thin {
        return Lack::new(Info, thin.message(), ESTIMATE).at(thin.words.span());
    }
    if notices::is_running_notice(cx) {
        let message = "this notice to users does not say how many it hit".to_owned();
        let help = "write how many when it is over: an estimate with its source is a number";
        return Lack::new(Info, message, help);
    }
    let told = sentences_of_impact(cx);
    let mut vague = told.iter().map(|told| told.sentence);
    let vague = vague.find_map(|sentence| vague_people(cx, sentence));
    if let Some(vague) = vague.or_else(|| vague_people_of_causes(cx)) {
        let vague = quote::text(vague);
        let message = format!("{vague} does not tell how many people it hit");
        return Lack::new(Warning, message, ESTIMATE);
    }
    if let Some(counted) = told_in_story(cx) {
        let said = quote::text(counted.as_str());
        let message = format!("the number of users stands in the timeline only ({said})");
        return Lack::new(Info, message, "say it in the summary, with whom it hit");
    }
    if let Some((place, whom)) = whom_by_release(cx).or_else(|| whom_if(cx)) {
        let message = format!("{} tells whom it hit, and not how many", quote::text(&whom));
        let help = "write an estimate, such as the downloads of that release, and which of them use what broke";
        return Lack::new(Info, message, help).at(place);
    }
    if let Some(borne) = first_told(cx, "borne-losses") {
        let message = format!(
            "{} tells who bears it: how many had their money in there?",
            quote::text(borne)
        );
        let help = "write how many had something in what was hit, or that it is not known and who finds out";
        return Lack::new(Info, message, help).at(place_for_people(cx));
    }
    if is_on_test_network(cx) {
        let message = "whom it hit on this network for tests is not told".to_owned();
        return Lack::new(Info, message, "write who builds or tests there, or `none`");
    }
    let is_of_artefact = |told: &Told| cx.phrases("artefacts-unavailable").is_match(told.sentence);
    if told.iter().any(is_of_artefact) {
        let message = "nothing tells how many people could not get it".to_owned();
        let help = "write an estimate, such as how many download one on such a day";
        return Lack::new(Warning, message, help);
    }
    let lack = match first_told(cx, "nobody-could") {
        Some(nobody) => {
            let nobody = quote::text(nobody);
            let message = format!("{nobody}: it hit everybody who tried, and how many is that?");
            Lack::new(
                Error,
                message,
                "write how many tried, or how many do so at that time of the day: an estimate with its source is a number",
            )
        }
        None => Lack::new(
            Error,
            "nothing tells how many people it hit".to_owned(),
            NUMBER,
        ),
    };
    lack.at(place_for_people(cx))
}

/// Where people are asked for: the impact, but not a section that only names parts of our own ("Queues affected").
fn place_for_people(cx: &Context) -> Span {
    let is_of_parts = |heading: &str| cx.phrases("affected-parts").is_whole(heading.trim());
    let impact = cx.post.sections.first(SectionKind::Impact);
    match impact.is_some_and(|section| is_of_parts(&section.heading)) {
        true => cx.place_of(SectionKind::Summary),
        false => cx.place_of(SectionKind::Impact),
    }
}

/// The first phrase of a list in running text that is not about what will be done.
fn first_told<'c>(cx: &'c Context, list: &str) -> Option<&'c str> {
    let mut found = prose::find(cx.doc(), cx.phrases(list)).take(MOST_TOLD);
    let found = found.find(|found| is_of_the_story(cx, found))?;
    Some(found.text.as_str())
}

/// Whether it is not about what will be done.
fn is_of_the_story(cx: &Context, found: &prose::Found) -> bool {
    let kind = cx.post.sections.kind_at(found.text.span().start);
    !matches!(kind, SectionKind::Actions | SectionKind::Lessons)
}

/// So many phrases of a list are looked at.
const MOST_TOLD: usize = 50;

/// "Whoever had the affected version": an answer to a question tells whom it hit.
fn whom_if(cx: &Context) -> Option<(Span, String)> {
    let mut found = prose::find(cx.doc(), cx.phrases("conditional-releases"));
    let found = found.find(|found| is_of_the_story(cx, found))?;
    Some((found.text.span(), found.text.as_str().to_owned()))
}

/// "It slowed the work of a large part of the operators": where there is no section on the impact, the causes may tell it.
fn vague_people_of_causes<'c>(cx: &'c Context) -> Option<&'c str> {
    let sections = &cx.post.sections;
    if sections.first(SectionKind::Impact).is_some() {
        return None;
    }
    let causes = sections.of(SectionKind::Causes).take(MOST_TOLD);
    let texts = causes.flat_map(|section| sections.own_texts(cx.doc(), section));
    let sentences = texts.flat_map(|text| {
        let text = text.as_str();
        prose::sentences(text).filter_map(move |range| text.get(range))
    });
    let mut felt = sentences
        .take(MOST_SENTENCES)
        .filter(|sentence| vague_quantity::tells_effect(cx, sentence));
    felt.find_map(|sentence| vague_people(cx, sentence))
}

/// So many sentences of the causes are looked at.
const MOST_SENTENCES: usize = 200;

/// "All users who had installed release 4.2": whom it hit is told, and how many of them there are is a guess.
fn whom_by_release(cx: &Context) -> Option<(Span, String)> {
    let part = cx.post.impact.part.as_ref()?;
    let mut paragraphs = cx
        .doc()
        .blocks()
        .filter(|(_, block)| block.kind == BlockKind::Paragraph && block.span.contains(part.span));
    let (id, _) = paragraphs.next()?;
    let text = cx.doc().block_text(id).as_str();
    let behind = text.get(text.find(part.text.as_str())?..)?;
    let sentence = behind.get(prose::sentences(behind).next()?)?;
    let told = cx.phrases("named-releases").find(sentence)?;
    Some((part.span, sentence.get(..told.end())?.to_owned()))
}

/// Whether what was in danger was brought away before anybody lost it: "all funds were rescued".
fn is_rescued(cx: &Context) -> bool {
    let mut found = prose::find(cx.doc(), cx.phrases("rescues"));
    found.any(|found| {
        let kind = cx.post.sections.kind_at(found.text.span().start);
        matches!(kind, SectionKind::Summary | SectionKind::Impact)
    })
}

/// Whether title or opening say that it happened where nobody but testers work, and on no network that people use.
pub(super) fn is_on_test_network(cx: &Context) -> bool {
    let doc = cx.doc();
    let title = doc.source(cx.title_place());
    let mut paragraphs = doc
        .blocks()
        .filter(|(_, block)| block.kind == BlockKind::Paragraph);
    let opening = paragraphs.next().map(|(id, _)| doc.block_text(id).as_str());
    let opening = opening.unwrap_or_default();
    let first = prose::sentences(opening)
        .next()
        .and_then(|range| opening.get(range));
    let says = |text: &str| {
        cx.phrases("test-networks").is_match(text) && !cx.phrases("live-networks").is_match(text)
    };
    says(title) || first.is_some_and(says)
}

/// "Most users", "some customers", where the sentence has no number and tells no guess.
fn vague_people<'t>(cx: &Context, sentence: &'t str) -> Option<&'t str> {
    vague_quantity::of_people(cx, sentence)
        // "Some service accounts" are nobody.
        .filter(|vague| !cx.phrases("own-machines").is_match(vague))
        .filter(|_| !vague_quantity::has_number(sentence))
        .filter(|_| !cx.phrases("vague-not-felt").is_match(sentence))
}

/// A number of people that the story tells where it says what was lost, seen or restored, and the impact does not.
fn told_in_story<'c>(cx: &'c Context) -> Option<Text<'c>> {
    let is_story = |span: Span| {
        let kind = cx.post.sections.kind_at(span.start);
        kind == SectionKind::Timeline || cx.post.is_in_entry(span)
    };
    let mut found = prose::find(cx.doc(), cx.phrases("people-in-the-story"));
    found
        .find(|found| is_story(found.text.span()))
        .map(|found| found.text)
}

fn fact_is_there(cx: &Context, key: &str) -> bool {
    cx.post
        .impact
        .facts
        .iter()
        .any(|fact| fact.key == key && !fact.value.trim().is_empty())
}
