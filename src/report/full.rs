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
    // A path is no address that a terminal could open.
    let linked = style.links && rule.path().is_none();
    if linked {
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
    group = note(group, "why", visible(&rule.page.why).into_owned());
    group = note(group, "question", visible(&rule.page.question).into_owned());
    if let Some(help) = &diagnostic.finding.help {
        group = group.element(Level::HELP.message(visible(help).into_owned()));
    }
    if let Some(fix) = diagnostic.finding.fixes.first() {
        group = note(
            group,
            "fix",
            fixes(&fix.does, diagnostic.finding.fixes.len()),
        );
    }
    if !linked {
        group = note(group, "page", visible(&rule.url()).into_owned());
    }
    renderer.render(&[group])
}

/// What `--fix` does, and for how many of the places.
fn fixes(does: &str, count: usize) -> String {
    let does = visible(does);
    match count {
        1 => format!("--fix {does}"),
        _ => format!("--fix {does}; {count} places"),
    }
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
