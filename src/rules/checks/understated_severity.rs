//! Incident severities below what the configured thresholds give.

use super::severities;
use crate::diagnostic::Findings;
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let Some(declared) = &cx.post.metadata.severity else {
        return;
    };
    let order = severities::order(cx);
    let Some(rank) = severities::rank(&order, &declared.value) else {
        return;
    };
    let graver = reasons(cx)
        .into_iter()
        .filter_map(|(severity, reason)| Some((severities::rank(&order, &severity)?, reason)));
    let Some((gravest, reason)) = graver
        .filter(|(other, _)| *other < rank)
        .min_by_key(|(other, _)| *other)
    else {
        return;
    };
    let severity = order.get(gravest).copied().unwrap_or_default();
    out.report(
        declared.span,
        format!(
            "`{}`, and {reason}: a {severity} by your thresholds",
            declared.value
        ),
    )
    .help(format!("raise it to {severity}, or correct the number"))
    .subject("severity");
}

/// The severities that the numbers give, each with its reason.
fn reasons(cx: &Context) -> Vec<(String, String)> {
    let settings = cx.settings();
    let mut reasons = Vec::new();
    let mut compare = |name: &str, number: Option<f64>, unit: &str| {
        let Some(number) = number else { return };
        let reached = settings
            .table(name)
            .iter()
            .filter(|(_, limit)| number >= **limit);
        reasons.extend(reached.map(|(severity, limit)| {
            (
                severity.clone(),
                format!("{number} {unit} are {limit} or more"),
            )
        }));
    };
    compare("customers", stated(cx, "customers"), "customers");
    compare(
        "requests_failed",
        stated(cx, "requests_failed"),
        "failed requests",
    );
    let minutes = cx
        .post
        .milestones
        .duration_minutes
        .map(|minutes| minutes as f64);
    compare("duration_minutes", minutes, "minutes");
    let lost = settings.text("data_lost");
    if !lost.is_empty() && loses_data(cx) {
        reasons.push((lost.to_owned(), "data was lost".to_owned()));
    }
    reasons
}

fn stated(cx: &Context, key: &str) -> Option<f64> {
    let fact = cx.post.impact.facts.iter().find(|fact| fact.key == key)?;
    fact.value.replace([',', '_', ' '], "").parse().ok()
}

fn loses_data(cx: &Context) -> bool {
    let fact = cx
        .post
        .impact
        .facts
        .iter()
        .find(|fact| fact.key == "data_lost");
    let nothing = ["none", "no", "0", "unknown", "false", "n/a", ""];
    fact.is_some_and(|fact| !nothing.contains(&fact.value.trim().to_lowercase().as_str()))
}
