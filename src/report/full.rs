//! The finding in its lines, then why it matters, the question, what to write instead, the page.

use annotate_snippets::{Group, Level, Origin, Renderer};

use super::frame::Frame;
use super::{Style, concise, place, visible};
use crate::diagnostic::{Diagnostic, Severity};
use crate::linter::Verdict;
use crate::markdown::Span;
use crate::postmortem::PostMortem;

pub(super) fn render(out: &mut String, post: &PostMortem, verdict: &Verdict, style: Style) {
    let renderer = match style.colour {
        true => Renderer::styled(),
        false => Renderer::plain(),
    };
    let renderer = renderer.hyperlink(style.links);
    let masks = masks(verdict);
    for diagnostic in &verdict.diagnostics {
        let frame = Frame::new(&post.doc, diagnostic, &masks);
        out.push_str(&one(&renderer, post, diagnostic, frame, style));
        out.push_str("\n\n");
    }
}

/// What no line may show: what one finding hides, the line of another would tell.
fn masks(verdict: &Verdict) -> Vec<Span> {
    let all = verdict.diagnostics.iter();
    let mut masks: Vec<Span> = all.flat_map(|d| d.finding.masks.clone()).collect();
    masks.sort_unstable();
    masks
}

fn one(
    renderer: &Renderer,
    post: &PostMortem,
    diagnostic: &Diagnostic,
    frame: Frame,
    style: Style,
) -> String {
    let rule = diagnostic.rule;
    let message = concise::message(diagnostic);
    let mut title = level(diagnostic.severity)
        .primary_title(message)
        .id(rule.id.as_ref());
    if style.links {
        title = title.id_url(rule.url());
    }
    let path = visible(&post.path).into_owned();
    let mut group: Group = match frame.is_cut {
        false => title.element(frame.snippet().path(path)),
        true => {
            let (start, _) = place::of(&post.doc, diagnostic.finding.span);
            let origin = Origin::path(path)
                .line(start.line)
                .char_column(start.column);
            title.element(origin).element(frame.snippet())
        }
    };
    for line in &frame.beyond {
        group = note(group, "also", line.clone());
    }
    group = note(group, "why", rule.page.why.clone());
    group = note(group, "question", rule.page.question.clone());
    if let Some(help) = &diagnostic.finding.help {
        group = group.element(Level::HELP.message(visible(help).into_owned()));
    }
    if !style.links {
        group = note(group, "page", rule.url());
    }
    renderer.render(&[group])
}

fn note<'a>(group: Group<'a>, name: &'static str, text: String) -> Group<'a> {
    group.element(Level::NOTE.with_name(name).message(text))
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    }
}
