//! Every fact of one post-mortem with its line, for people: what `whys inspect` prints.

use std::fmt::Write;

use anstyle::Style as Look;

use super::visible;
use crate::markdown::{Document, Span};
use crate::postmortem::{Action, Fact, MilestoneKind, PostMortem};

const BOLD: Look = Look::new().bold();
const DIM: Look = Look::new().dimmed();

/// The facts of `post`. Colours are stripped later, where they do not belong.
pub fn text(post: &PostMortem) -> String {
    let mut sheet = Sheet {
        doc: &post.doc,
        text: String::new(),
        heading: None,
    };
    let path = visible(&post.path);
    let _ = writeln!(
        sheet.text,
        "{BOLD}{path}{BOLD:#}: {}, id {}",
        post.kind.word(),
        visible(&post.id)
    );
    metadata(&mut sheet, post);
    milestones(&mut sheet, post);
    sections(&mut sheet, post);
    impact(&mut sheet, post);
    timeline(&mut sheet, post);
    detection(&mut sheet, post);
    causes(&mut sheet, post);
    lessons(&mut sheet, post);
    actions(&mut sheet, post);
    evidence(&mut sheet, post);
    sheet.text.push('\n');
    sheet.text
}

/// Lines of `number  name  value` below headings; a heading without facts is not written.
struct Sheet<'d> {
    doc: &'d Document,
    text: String,
    heading: Option<String>,
}

impl Sheet<'_> {
    fn heading(&mut self, heading: impl Into<String>) {
        self.heading = Some(heading.into());
    }

    fn fact(&mut self, at: Option<Span>, name: &str, value: &str) {
        if let Some(heading) = self.heading.take() {
            let _ = writeln!(self.text, "\n{BOLD}{}{BOLD:#}", visible(&heading));
        }
        let line = at.map_or(String::new(), |at| self.doc.line(at.start).to_string());
        let (name, value) = (visible(name), visible(value));
        let row = format!("{DIM}{line:>5}{DIM:#}  {name:<16} {value}");
        let _ = writeln!(self.text, "{}", row.trim_end());
    }
}

fn metadata(sheet: &mut Sheet<'_>, post: &PostMortem) {
    let meta = &post.metadata;
    sheet.heading("metadata");
    if let Some(error) = &meta.error {
        sheet.fact(Some(error.span), "unreadable", &error.message);
    }
    let status = meta.status.as_ref();
    let status = status.map(|s| Fact::new(s.value.word().to_owned(), s.span));
    let single = [
        ("title", &post.title),
        ("date", &meta.date),
        ("status", &status),
        ("severity", &meta.severity),
        ("team", &meta.team),
        ("author", &meta.author),
        ("moderator", &meta.moderator),
        ("bar raiser", &meta.bar_raiser),
        ("incident lead", &meta.incident_lead),
        ("trigger", &meta.trigger),
        ("repeat of", &meta.repeat_of),
        ("presented on", &meta.presented_on),
    ];
    let several = [
        ("service", &meta.services),
        ("cause category", &meta.cause_categories),
        ("related", &meta.related),
        ("reviewed by", &meta.reviewed_by),
    ];
    let single = single
        .iter()
        .flat_map(|(name, fact)| fact.iter().map(move |f| (name, f)));
    let several = several
        .iter()
        .flat_map(|(name, facts)| facts.iter().map(move |f| (name, f)));
    for (name, fact) in single.chain(several) {
        sheet.fact(Some(fact.span), name, &fact.value);
    }
}

fn milestones(sheet: &mut Sheet<'_>, post: &PostMortem) {
    sheet.heading("milestones");
    for kind in MilestoneKind::ALL {
        let milestone = post.milestones.get(kind);
        if let Some((milestone, at)) = milestone.and_then(|m| Some((m, m.at.iso()?))) {
            sheet.fact(Some(milestone.span), kind.word(), &at);
        }
    }
    if let Some(minutes) = post.milestones.duration_minutes {
        let whole = post.milestones.durations.iter().find(|d| d.whole);
        let value = format!("{minutes} minutes");
        sheet.fact(whole.map(|d| d.span), "duration", &value);
    }
}

fn sections(sheet: &mut Sheet<'_>, post: &PostMortem) {
    sheet.heading("sections");
    for section in &post.sections.all {
        sheet.fact(
            Some(section.heading_span),
            section.kind.word(),
            &section.heading,
        );
    }
}

fn impact(sheet: &mut Sheet<'_>, post: &PostMortem) {
    let impact = &post.impact;
    sheet.heading(match impact.quantified {
        true => "impact, quantified",
        false => "impact, not quantified",
    });
    for fact in &impact.facts {
        sheet.fact(Some(fact.span), &fact.key, &fact.value);
    }
    for number in &impact.numbers {
        sheet.fact(Some(number.span), number.metric.word(), &number.text);
    }
    if let Some(reach) = &impact.reach {
        sheet.fact(Some(reach.span), reach.who.word(), &reach.text);
    }
}

fn timeline(sheet: &mut Sheet<'_>, post: &PostMortem) {
    let Some(timeline) = &post.timeline else {
        return;
    };
    let zone = timeline.zone.as_deref().unwrap_or("no zone stated");
    sheet.heading(format!(
        "timeline, {} entries, {zone}",
        timeline.entries.len()
    ));
    for entry in &timeline.entries {
        let at = entry.at.iso().unwrap_or_else(|| "no day".to_owned());
        sheet.fact(Some(entry.span), &at, &entry.text);
    }
}

fn detection(sheet: &mut Sheet<'_>, post: &PostMortem) {
    sheet.heading("detection");
    if let Some(span) = post.detection.span {
        sheet.fact(Some(span), "by", post.detection.by.word());
    }
}

fn causes(sheet: &mut Sheet<'_>, post: &PostMortem) {
    let causes = &post.causes;
    let depth = causes
        .depth
        .map_or(String::new(), |depth| format!(", depth {depth}"));
    let end = causes
        .ends_at
        .map_or(String::new(), |end| format!(", ends at {}", end.word()));
    sheet.heading(format!("causes, {}{depth}{end}", causes.form.word()));
    for item in &causes.items {
        let name = match (&item.id, item.leaf) {
            (Some(id), _) => id,
            (None, true) => "leaf",
            (None, false) => "",
        };
        sheet.fact(Some(item.span), name, &item.text);
    }
}

fn lessons(sheet: &mut Sheet<'_>, post: &PostMortem) {
    sheet.heading("lessons");
    for lesson in &post.lessons {
        let id = lesson
            .id
            .as_ref()
            .map_or(String::new(), |id| format!(" {id}"));
        let name = format!("{}{id}", lesson.kind.word());
        sheet.fact(Some(lesson.span), &name, &lesson.text);
    }
}

fn actions(sheet: &mut Sheet<'_>, post: &PostMortem) {
    let open = post
        .actions
        .iter()
        .filter(|action| action.is_open())
        .count();
    sheet.heading(format!("actions, {open} of {} open", post.actions.len()));
    for action in &post.actions {
        sheet.fact(Some(action.span), action.state.word(), &action.text);
        sheet.fact(None, "", &details(action));
    }
    if let Some(reason) = &post.no_action {
        sheet.fact(Some(reason.span), "none, since", &reason.value);
    }
}

/// What is known of an action, on one line: first what the document states, then how whys judges it.
fn details(action: &Action) -> String {
    let text = |fact: &Option<Fact<String>>| fact.as_ref().map(|f| f.value.clone());
    let day = |fact: &Option<Fact<jiff::civil::Date>>| fact.as_ref().map(|f| f.value.to_string());
    let list = |facts: &[Fact<String>]| {
        let values: Vec<&str> = facts.iter().map(|f| f.value.as_str()).collect();
        (!values.is_empty()).then(|| values.join(", "))
    };
    let owner = list(&action.owners).map(|names| format!("{names} ({})", action.owner_kind.word()));
    let kind = match action.kind_stated {
        true => action.kind.word().to_owned(),
        false => format!("{} (inferred)", action.kind.word()),
    };
    let known = [
        ("id", text(&action.id)),
        ("owner", owner),
        ("due", day(&action.due).or_else(|| text(&action.due_text))),
        ("ticket", text(&action.ticket)),
        ("priority", text(&action.priority)),
        ("done on", day(&action.done_on)),
        ("evidence", text(&action.evidence)),
        ("reason", text(&action.reason)),
        ("addresses", list(&action.addresses)),
        ("type", Some(kind)),
        ("strength", Some(action.strength.word().to_owned())),
        ("clarity", Some(action.clarity.word().to_owned())),
        ("scope", Some(action.scope.word().to_owned())),
    ];
    let known = known
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name} {}", value?)));
    known.collect::<Vec<_>>().join(" · ")
}

fn evidence(sheet: &mut Sheet<'_>, post: &PostMortem) {
    sheet.heading("evidence");
    for picture in &post.evidence.pictures {
        sheet.fact(Some(picture.span), "picture", &picture.target);
    }
    for link in &post.evidence.ephemeral {
        sheet.fact(Some(link.span), "ephemeral link", &link.url);
    }
}
