//! Every fact of one post-mortem as JSON: the contract of `whys inspect`, apart from the internal types.

use serde_json::{Value, json};

use crate::markdown::Span;
use crate::postmortem::{Action, Fact, Milestone, MilestoneKind, PostMortem, Visibility};

/// The version of the contract; it only grows by additions.
const VERSION: u32 = 1;

/// The facts of `post` as the JSON contract of `whys inspect` names them.
pub fn json(post: &PostMortem) -> Value {
    let meta = &post.metadata;
    json!({
        "version": VERSION,
        "path": post.path,
        "kind": post.kind.word(),
        "id": post.id,
        "title": text(&post.title),
        "date": text(&meta.date),
        "status": meta.status.as_ref().map(|s| s.value.word()),
        "severity": text(&meta.severity),
        "team": text(&meta.team),
        "services": texts(&meta.services),
        "people": {
            "author": text(&meta.author),
            "moderator": text(&meta.moderator),
            "bar_raiser": text(&meta.bar_raiser),
            "incident_lead": text(&meta.incident_lead),
        },
        "trigger": text(&meta.trigger),
        "cause_categories": texts(&meta.cause_categories),
        "repeat_of": text(&meta.repeat_of),
        "related": texts(&meta.related),
        "reviewed_by": texts(&meta.reviewed_by),
        "presented_on": text(&meta.presented_on),
        "visibility": if meta.visibility == Visibility::Restricted { "restricted" } else { "public" },
        "milestones": milestones(post),
        "duration_minutes": post.milestones.duration_minutes,
        "sections": sections(post),
        "impact": impact(post),
        "timeline": timeline(post),
        "detection": { "by": post.detection.by.word(), "line": post.detection.span.map(|s| line(post, s)) },
        "causes": causes(post),
        "lessons": post.lessons.iter().map(|l| json!({
            "line": line(post, l.span), "id": l.id, "kind": l.kind.word(), "text": l.text,
        })).collect::<Vec<_>>(),
        "actions": post.actions.iter().map(|a| action(post, a)).collect::<Vec<_>>(),
        "ephemeral_links": post.evidence.ephemeral.iter().map(|l| json!({
            "line": line(post, l.span), "url": l.url,
        })).collect::<Vec<_>>(),
        "pictures": post.evidence.pictures.iter().map(|p| json!({
            "line": line(post, p.span), "target": p.target,
        })).collect::<Vec<_>>(),
    })
}

fn line(post: &PostMortem, span: Span) -> usize {
    post.doc.line(span.start)
}

fn text(fact: &Option<Fact<String>>) -> Option<&str> {
    fact.as_ref().map(|f| f.value.as_str())
}

fn texts(facts: &[Fact<String>]) -> Vec<&str> {
    facts.iter().map(|f| f.value.as_str()).collect()
}

fn milestones(post: &PostMortem) -> Value {
    let one = |m: &Milestone| Some(json!({ "at": m.at.iso()?, "line": line(post, m.span) }));
    let all = MilestoneKind::ALL.into_iter();
    all.map(|kind| {
        (
            kind.word().to_owned(),
            post.milestones
                .get(kind)
                .and_then(one)
                .unwrap_or(Value::Null),
        )
    })
    .collect::<serde_json::Map<_, _>>()
    .into()
}

fn sections(post: &PostMortem) -> Vec<Value> {
    let sections = post.sections.all.iter();
    sections
        .map(|s| {
            json!({
                "kind": s.kind.word(),
                "heading": s.heading,
                "line": line(post, s.heading_span),
                "end_line": post.doc.line(s.span.end.saturating_sub(1)),
            })
        })
        .collect()
}

fn impact(post: &PostMortem) -> Value {
    let fact = |value: &str| match value.parse::<f64>() {
        Ok(number) => self::number(number),
        Err(_) => json!(value),
    };
    let facts = post.impact.facts.iter().map(|f| {
        (
            f.key.clone(),
            json!({ "value": fact(&f.value), "line": line(post, f.span) }),
        )
    });
    let numbers = post.impact.numbers.iter().map(|q| {
        json!({
            "line": line(post, q.span),
            "text": q.text,
            "value": q.value.map(number),
            "unit": q.unit,
            "metric": q.metric.word(),
        })
    });
    json!({
        "quantified": post.impact.quantified,
        "facts": facts.collect::<serde_json::Map<_, _>>(),
        "numbers": numbers.collect::<Vec<_>>(),
        "reach": post.impact.reach.as_ref().map(|reach| json!({
            "who": if reach.everybody { "everybody" } else { "nobody" },
            "line": line(post, reach.span),
            "text": reach.text,
        })),
    })
}

/// Whole numbers without a decimal point, as people write them.
pub(super) fn number(number: f64) -> Value {
    match number.fract() == 0.0 && number.abs() < 1e15 {
        true => json!(number as i64),
        false => json!(number),
    }
}

fn timeline(post: &PostMortem) -> Value {
    let Some(timeline) = &post.timeline else {
        return Value::Null;
    };
    let entries = timeline.entries.iter().map(|e| {
        json!({ "line": line(post, e.span), "at": e.at.iso(), "zone_text": e.at.zone, "text": e.text })
    });
    json!({ "zone": timeline.zone, "entries": entries.collect::<Vec<_>>() })
}

fn causes(post: &PostMortem) -> Value {
    let causes = &post.causes;
    let items = causes
        .items
        .iter()
        .map(|c| json!({ "line": line(post, c.span), "id": c.id, "text": c.text, "leaf": c.leaf }));
    json!({
        "form": causes.form.word(),
        "line": causes.span.map(|s| line(post, s)),
        "depth": causes.depth,
        "items": items.collect::<Vec<_>>(),
        "ends_at": causes.ends_at.map(|e| e.word()),
    })
}

/// One action.
pub fn action(post: &PostMortem, action: &Action) -> Value {
    let owners = texts(&action.owners);
    json!({
        "line": line(post, action.span),
        "id": text(&action.id),
        "text": action.text,
        "owner": (!owners.is_empty()).then(|| owners.join(", ")),
        "owners": owners,
        "owner_kind": action.owner_kind.word(),
        "due": action.due.as_ref().map(|d| d.value.to_string()),
        "due_text": text(&action.due_text),
        "ticket": text(&action.ticket),
        "state": action.state.word(),
        "done_on": action.done_on.as_ref().map(|d| d.value.to_string()),
        "evidence": text(&action.evidence),
        "reason": text(&action.reason),
        "priority": text(&action.priority),
        "type": action.kind.word(),
        "type_stated": action.kind_stated,
        "strength": action.strength.word(),
        "clarity": action.clarity.word(),
        "scope": action.scope.word(),
        "addresses": texts(&action.addresses),
    })
}
