//! What stands in each part: facts that were read, with their lines.

use crate::markdown::Span;
use crate::postmortem::time::{Moment, in_words};
use crate::postmortem::{
    CauseForm, DetectedBy, EndsAt, Fact, LessonKind, MilestoneKind, OwnerKind, PostMortem,
    SectionKind, State, Type,
};

/// A fact in a few words.
#[derive(Clone, Debug)]
pub struct Stand {
    /// The fact.
    pub text: String,
    /// Where it stands; none for what is counted over many places.
    pub line: Option<usize>,
}

/// The most numbers of the impact that are told.
const MOST_NUMBERS: usize = 5;

/// The facts of one part; none for the document as a whole.
pub(super) fn of(post: &PostMortem, kind: Option<SectionKind>) -> Vec<Stand> {
    let mut sheet = Sheet {
        post,
        stands: Vec::new(),
    };
    match kind {
        None => document(&mut sheet),
        Some(SectionKind::Impact) => impact(&mut sheet),
        Some(SectionKind::Timeline) => timeline(&mut sheet),
        Some(SectionKind::Detection) => detection(&mut sheet),
        Some(SectionKind::Causes) => causes(&mut sheet),
        Some(SectionKind::Lessons) => lessons(&mut sheet),
        Some(SectionKind::Actions) => actions(&mut sheet),
        Some(SectionKind::Evidence) => evidence(&mut sheet),
        Some(SectionKind::Summary | SectionKind::Other) => {}
    }
    sheet.stands
}

struct Sheet<'p> {
    post: &'p PostMortem,
    stands: Vec<Stand>,
}

impl Sheet<'_> {
    fn at(&mut self, text: impl Into<String>, span: Span) {
        self.stands.push(Stand {
            text: text.into(),
            line: Some(self.post.doc.line(span.start)),
        });
    }

    fn all(&mut self, text: impl Into<String>) {
        self.stands.push(Stand {
            text: text.into(),
            line: None,
        });
    }

    fn fact(&mut self, name: &str, fact: &Option<Fact<String>>) {
        if let Some(fact) = fact {
            self.at(format!("{name} {}", one_line(&fact.value)), fact.span);
        }
    }
}

fn document(sheet: &mut Sheet<'_>) {
    let meta = &sheet.post.metadata;
    for (name, fact) in [
        ("severity", &meta.severity),
        ("team", &meta.team),
        ("author", &meta.author),
        ("moderator", &meta.moderator),
        ("bar raiser", &meta.bar_raiser),
        ("repeat of", &meta.repeat_of),
    ] {
        sheet.fact(name, fact);
    }
}

fn impact(sheet: &mut Sheet<'_>) {
    let impact = &sheet.post.impact;
    let mut told: Vec<f64> = Vec::new();
    for number in &impact.numbers {
        if told.len() == MOST_NUMBERS || number.value.is_some_and(|value| told.contains(&value)) {
            continue;
        }
        told.push(number.value.unwrap_or(f64::NAN));
        sheet.at(one_line(&number.text), number.span);
    }
    for fact in &impact.facts {
        let number = fact.value.parse::<f64>().ok();
        let known = number.is_some_and(|number| told.contains(&number));
        if !known && !["basis", "note"].contains(&fact.key.as_str()) {
            let name = fact.key.replace('_', " ");
            sheet.at(format!("{name} {}", one_line(&fact.value)), fact.span);
        }
    }
}

fn timeline(sheet: &mut Sheet<'_>) {
    let post = sheet.post;
    let mut day = None;
    for kind in MilestoneKind::ALL {
        let Some(milestone) = post.milestones.get(kind) else {
            continue;
        };
        let at = &milestone.at;
        let known = day.is_some() && day == at.date;
        day = at.date.or(day);
        sheet.at(
            format!("{} {}", kind.word(), shown(at, !known)),
            milestone.span,
        );
    }
    if let Some(minutes) = post.milestones.duration_minutes {
        let whole = post.milestones.durations.iter().find(|one| one.whole);
        let text = format!("lasted {}", in_words(minutes));
        match whole {
            Some(stated) => sheet.at(text, stated.span),
            None => sheet.all(text),
        }
    }
    let Some(timeline) = &post.timeline else {
        return;
    };
    let count = timeline.entries.len();
    let zone = timeline.zone.as_deref().map(one_line);
    let zone = zone.map_or(String::new(), |zone| format!(", {zone}"));
    sheet.at(amount(count, "entry", "entries") + &zone, timeline.span);
}

/// A moment for people: with its day where that is asked for or all there is.
pub(super) fn shown(at: &Moment, with_day: bool) -> String {
    let day = at.date.map(|day| day.to_string());
    let clock = at
        .time
        .map(|time| format!("{:02}:{:02}", time.hour(), time.minute()));
    match (day, clock) {
        (Some(day), Some(clock)) if with_day => format!("{day} {clock}"),
        (_, Some(clock)) => clock,
        (Some(day), None) => day,
        (None, None) => String::new(),
    }
}

fn detection(sheet: &mut Sheet<'_>) {
    let detection = &sheet.post.detection;
    let minutes = |kind| sheet.post.milestones.get(kind)?.at.minutes();
    let started = minutes(MilestoneKind::Started);
    let took = started.zip(minutes(MilestoneKind::Detected));
    let took = took.map(|(from, to)| to - from).filter(|took| *took > 0);
    let after = took.map_or(String::new(), |took| {
        format!(", {} after the start", in_words(took))
    });
    let who = match detection.by {
        DetectedBy::Alert => "noticed by an alert",
        DetectedBy::Synthetic => "noticed by a synthetic test",
        DetectedBy::Customer => "noticed by customers",
        DetectedBy::Employee => "noticed by a colleague",
        DetectedBy::Vendor => "noticed by a vendor",
        DetectedBy::Unknown => return,
    };
    match detection.span {
        Some(span) => sheet.at(format!("{who}{after}"), span),
        None => sheet.all(format!("{who}{after}")),
    }
}

fn causes(sheet: &mut Sheet<'_>) {
    let causes = &sheet.post.causes;
    let depth = causes.depth.unwrap_or_default();
    let form = match causes.form {
        CauseForm::WhyChain => format!("a chain of {}", amount(depth, "why", "whys")),
        CauseForm::Factors => amount(depth, "cause or factor", "causes and factors"),
        CauseForm::Prose => amount(
            causes.items.len(),
            "paragraph of prose",
            "paragraphs of prose",
        ),
        CauseForm::None => return,
    };
    if let Some(span) = causes.span {
        sheet.at(form, span);
    }
    let end = match causes.ends_at {
        Some(EndsAt::System) => "ends at a condition that the organisation can change",
        Some(EndsAt::Person) => "ends at what somebody did",
        Some(EndsAt::External) => "ends outside the organisation",
        Some(EndsAt::Symptom) => "ends at a symptom",
        Some(EndsAt::Unclear) => "says that it is not known",
        None => return,
    };
    // Of prose, in doubt, nothing is claimed: a question is asked in its place.
    let sure = causes.form != CauseForm::Prose || causes.ends_at != Some(EndsAt::System);
    if let Some(last) = causes.items.iter().rfind(|item| item.leaf)
        && sure
    {
        sheet.at(end, last.span);
    }
}

fn lessons(sheet: &mut Sheet<'_>) {
    for (kind, name) in [
        (LessonKind::Well, "went well"),
        (LessonKind::Poorly, "went poorly"),
        (LessonKind::Lucky, "lucky"),
    ] {
        let mut of_kind = sheet.post.lessons.iter().filter(|one| one.kind == kind);
        if let Some(first) = of_kind.next() {
            let count = 1 + of_kind.count();
            sheet.at(format!("{count} {name}"), first.span);
        }
    }
}

fn actions(sheet: &mut Sheet<'_>) {
    let actions = &sheet.post.actions;
    let Some(first) = actions.first() else {
        if let Some(reason) = &sheet.post.no_action {
            let text = format!("none, since {}", one_line(&reason.value));
            sheet.at(text, reason.span);
        }
        return;
    };
    let count = |state: State| actions.iter().filter(|one| one.state == state).count();
    let states = [State::Open, State::Done, State::Dropped].map(|state| (state, count(state)));
    let states = states.iter().filter(|(_, count)| *count > 0);
    let states: Vec<String> = states
        .map(|(state, count)| format!("{count} {}", state.word()))
        .collect();
    sheet.at(states.join(", "), first.span);
    let open: Vec<_> = actions.iter().filter(|one| one.is_open()).collect();
    let owned = open
        .iter()
        .filter(|one| one.owner_kind == OwnerKind::Person);
    let (owned, dated) = (
        owned.count(),
        open.iter().filter(|one| one.due.is_some()).count(),
    );
    if owned > 0 {
        sheet.all(format!("{owned} open with one owner"));
    }
    if dated > 0 {
        sheet.all(format!("{dated} open with a due date"));
    }
    let kept: Vec<_> = actions
        .iter()
        .filter(|one| one.state != State::Dropped)
        .collect();
    let kinds = [Type::Prevent, Type::Detect, Type::Mitigate];
    let kinds: Vec<String> = kinds
        .into_iter()
        .map(|kind| (kind, kept.iter().filter(|one| one.kind == kind).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| format!("{count} to {}", kind.word()))
        .collect();
    if !kinds.is_empty() {
        sheet.all(kinds.join(", "));
    }
}

fn evidence(sheet: &mut Sheet<'_>) {
    let evidence = &sheet.post.evidence;
    if let Some(first) = evidence.pictures.first() {
        let text = amount(evidence.pictures.len(), "picture", "pictures");
        sheet.at(text, first.span);
    }
}

/// "1 entry", "2 entries".
fn amount(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
