//! Every place that is told lies in the file, on character boundaries.

use whys::fix::{Edit, Fix, apply};
use whys::linter::Verdict;
use whys::markdown::{Document, Span};
use whys::postmortem::{MilestoneKind, PostMortem};

pub(super) fn are_inside(text: &str, post: &PostMortem) {
    let doc = &post.doc;
    assert_eq!(doc.text().len(), text.len(), "secrets are hidden in place");
    let places = blocks(doc).chain(inlines(doc)).chain(facts(post));
    places.for_each(|(span, what)| inside(doc, span, what));
    lines(post);
}

pub(super) fn of_findings_are_inside(post: &PostMortem, verdict: &Verdict<'_>) {
    let doc = &post.doc;
    let mut fixes: Vec<&Fix> = verdict.tidy.iter().map(|(_, fix)| fix).collect();
    for diagnostic in &verdict.diagnostics {
        let finding = &diagnostic.finding;
        inside(doc, finding.span, &diagnostic.rule.id);
        for related in &finding.related {
            inside(doc, related.span, &diagnostic.rule.id);
        }
        fixes.extend(&finding.fixes);
    }
    for fix in fixes {
        let mut edits: Vec<&Edit> = fix.edits.iter().collect();
        edits.sort_by_key(|edit| edit.span);
        let applied = apply(doc.text(), edits);
        assert!(applied.is_some(), "{fix:?} of {:?}", doc.text());
    }
}

pub(super) fn inside(doc: &Document, span: Span, what: &str) {
    assert!(
        doc.text().get(span.start..span.end).is_some(),
        "{what} {span:?} of {} bytes in {:?}",
        doc.text().len(),
        doc.text()
    );
}

type Place = (Span, &'static str);

fn blocks(doc: &Document) -> impl Iterator<Item = Place> {
    doc.blocks().flat_map(|(id, block)| {
        let text = doc.block_text(id);
        let mut places = vec![
            (block.span, "block"),
            (block.content, "content"),
            (text.span(), "text"),
        ];
        places.extend(text.lines().map(|line| (line.span(), "line")));
        places
    })
}

fn inlines(doc: &Document) -> impl Iterator<Item = Place> {
    let inlines = doc.inlines().iter().flat_map(|inline| {
        let text = doc.source_span(inline.plain);
        [(inline.span, "inline"), (text, "inline text")]
    });
    let comments = doc.comments().iter();
    inlines.chain(comments.flat_map(|one| [(one.span, "comment"), (one.inner, "comment text")]))
}

fn facts(post: &PostMortem) -> impl Iterator<Item = Place> {
    let actions = post.actions.iter().flat_map(|action| {
        let facts = action.owners.iter().chain(&action.ticket);
        let facts = facts.chain(&action.due_text).map(|fact| fact.span);
        let facts = facts.chain(action.state_span);
        let own = [(action.span, "action"), (action.extent, "extent")];
        own.into_iter()
            .chain(facts.map(|span| (span, "action fact")))
    });
    let entries = post.timeline.iter().flat_map(|timeline| &timeline.entries);
    let entries = entries.chain(&post.key_events);
    let entries = entries.flat_map(|one| [(one.span, "entry"), (one.time_span, "time")]);
    let sections = post.sections.all.iter();
    let sections = sections.flat_map(|one| [(one.span, "section"), (one.heading_span, "heading")]);
    let causes = post.causes.items.iter().map(|one| (one.span, "cause"));
    let numbers = post.impact.numbers.iter().map(|one| (one.span, "number"));
    let lessons = post.lessons.iter().map(|one| (one.span, "lesson"));
    let detection = post.detection.span.map(|span| (span, "detection"));
    let milestones = MilestoneKind::ALL.into_iter();
    let milestones = milestones.filter_map(|kind| post.milestones.get(kind));
    let milestones = milestones.map(|one| (one.span, "milestone"));
    let durations = post.milestones.durations.iter();
    let durations = durations.map(|one| (one.span, "duration"));
    let stated = post.metadata.body.iter();
    let stated = stated.map(|(_, fact)| (fact.span, "fact of the body"));
    let evidence = &post.evidence;
    let links = evidence.links.iter().chain(&evidence.ephemeral);
    let links = links.chain(&evidence.frames).map(|one| (one.span, "link"));
    let pictures = evidence.pictures.iter().map(|one| (one.span, "picture"));
    let secrets = post.secrets.iter().map(|one| (one.span, "secret"));
    let title = post.title.iter().map(|fact| (fact.span, "title"));
    actions
        .chain(entries)
        .chain(sections)
        .chain(causes)
        .chain(numbers)
        .chain(lessons)
        .chain(detection)
        .chain(milestones)
        .chain(durations)
        .chain(stated)
        .chain(links)
        .chain(pictures)
        .chain(secrets)
        .chain(title)
}

/// The lines of the facts as `whys inspect` tells them.
fn lines(post: &PostMortem) {
    let lines = post.doc.lines().count() as u64;
    let mut open = vec![whys::report::facts::json(post)];
    while let Some(value) = open.pop() {
        match value {
            serde_json::Value::Array(values) => open.extend(values),
            serde_json::Value::Object(pairs) => {
                let line = pairs.get("line").and_then(|line| line.as_u64());
                assert!(
                    line.is_none_or(|line| (1..=lines).contains(&line)),
                    "{line:?} of {lines} lines in {:?}",
                    post.doc.text()
                );
                open.extend(pairs.into_iter().map(|(_, value)| value));
            }
            _ => {}
        }
    }
}
