//! What an editor offers to do about a finding: mend it, silence it with a reason, explain it.

mod explain;
mod fix;
mod silence;
mod write;

use gen_lsp_types::{CodeAction, CodeActionKind, Command, Range, WorkspaceEdit};
use serde::Deserialize;
use serde_json::{Value, json};

use super::diagnostics;
use super::document::Found;
use super::view::View;
use crate::fix::Fix;
use crate::markdown::Span;

pub(super) use explain::{COMMAND as EXPLAIN, explained};

/// The kind of the action that mends all of a document.
pub(super) const FIX_ALL: &str = "source.fixAll.whys";

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Context {
    /// These kinds and those below them only.
    only: Option<Vec<String>>,
    /// 2 where nobody has asked and the cursor only stands there.
    trigger_kind: Option<u32>,
}

impl Context {
    fn wants(&self, kind: &str) -> bool {
        let is_in = |asked: &String| {
            let rest = kind.strip_prefix(asked.as_str());
            rest.is_some_and(|rest| asked.is_empty() || rest.is_empty() || rest.starts_with('.'))
        };
        self.only.as_ref().is_none_or(|only| only.iter().any(is_in))
    }

    /// Whether it was asked for by this or a higher name.
    fn names(&self, kind: &str) -> bool {
        self.only.is_some() && self.wants(kind)
    }
}

/// What an action does, as long as its edit was not asked for.
enum Deed<'v> {
    /// Mends something; the rule, and whether that has reported it.
    Fix {
        rule: &'v str,
        is_reported: bool,
        fix: &'v Fix,
    },
    /// Silences a finding, where it stands or in the document.
    Silence { found: &'v Found, whole: bool },
    /// Mends all.
    FixAll,
}

/// The actions for a range.
pub(super) fn within(view: &View<'_>, range: Range, context: &Context) -> Vec<Value> {
    let mut offered = Vec::new();
    if !view.judged.wanted {
        return offered;
    }
    let span = view.span(range);
    let quick = CodeActionKind::QuickFix;
    if context.wants("quickfix") {
        let lines = view
            .document
            .text
            .line(span.start)
            .join(view.document.text.line(span.end));
        for (rule, fix, found) in fixes(view, span, lines) {
            let title = format!("whys: {} ({rule})", infinitive(&fix.does));
            let deed = Deed::Fix {
                rule,
                is_reported: found.is_some(),
                fix,
            };
            offered.extend(offer(view, title, quick.clone(), found, deed));
        }
        for found in touched(view, span) {
            let rule = view.rule(&found.rule);
            if !rule.is_some_and(|rule| rule.may_be_silenced()) {
                continue;
            }
            let id = &found.rule;
            let here = format!("whys: silence {id} here, with a reason");
            offered.extend(offer(
                view,
                here,
                quick.clone(),
                Some(found),
                Deed::Silence {
                    found,
                    whole: false,
                },
            ));
            let file = format!("whys: silence {id} in this document, with a reason");
            offered.extend(offer(
                view,
                file,
                quick.clone(),
                Some(found),
                Deed::Silence { found, whole: true },
            ));
        }
        let mut told: Vec<&str> = Vec::new();
        for found in touched(view, span) {
            if !told.contains(&found.rule.as_str()) {
                told.push(&found.rule);
                offered.push(explain(view, found));
            }
        }
    }
    let waits =
        view.client.resolves_edits || context.names(FIX_ALL) || context.trigger_kind == Some(1);
    if context.wants(FIX_ALL) && waits && fix::is_any(view) {
        let title = "whys: fix all that is safe".to_owned();
        let kind = CodeActionKind::Custom(FIX_ALL.into());
        offered.extend(offer(view, title, kind, None, Deed::FixAll));
    }
    offered
}

/// The edit of an action that was offered without, for the document as it was then; none where nothing can be done.
pub(super) fn resolve(view: &View<'_>, action: &Value) -> Option<WorkspaceEdit> {
    let data = action.get("data")?;
    let number = |key: &str| {
        data.get(key)
            .and_then(Value::as_u64)
            .and_then(|n| usize::try_from(n).ok())
    };
    let found = |at: usize| view.judged.findings.get(at);
    match data.get("deed")?.as_str()? {
        "fix" => {
            let (rule, fix, of) = all_fixes(view).nth(number("at")?)?;
            let is_reported = of.is_some();
            edit(
                view,
                &Deed::Fix {
                    rule,
                    is_reported,
                    fix,
                },
            )
        }
        "here" => edit(
            view,
            &Deed::Silence {
                found: found(number("at")?)?,
                whole: false,
            },
        ),
        "document" => edit(
            view,
            &Deed::Silence {
                found: found(number("at")?)?,
                whole: true,
            },
        ),
        _ => edit(view, &Deed::FixAll),
    }
}

/// An action with its edit, or with what finds it again; none where nothing can be done.
fn offer(
    view: &View<'_>,
    title: String,
    kind: CodeActionKind,
    found: Option<&Found>,
    deed: Deed<'_>,
) -> Option<Value> {
    let waits = view.client.resolves_edits;
    let edit = match waits {
        true => None,
        false => Some(edit(view, &deed)?),
    };
    let is_fix = matches!(deed, Deed::Fix { .. });
    let action = CodeAction {
        title,
        kind: Some(kind),
        diagnostics: found.map(|found| vec![diagnostic(view, found)]),
        is_preferred: is_fix.then_some(true),
        edit,
        data: waits.then(|| data(view, &deed)),
        ..CodeAction::default()
    };
    serde_json::to_value(action).ok()
}

fn data(view: &View<'_>, deed: &Deed<'_>) -> Value {
    let at_finding = |of: &Found| {
        view.judged
            .findings
            .iter()
            .position(|one| std::ptr::eq(one, of))
    };
    let (deed, at) = match deed {
        Deed::Fix { fix, .. } => (
            "fix",
            all_fixes(view).position(|(_, one, _)| std::ptr::eq(one, *fix)),
        ),
        Deed::Silence {
            found,
            whole: false,
        } => ("here", at_finding(found)),
        Deed::Silence { found, whole: true } => ("document", at_finding(found)),
        Deed::FixAll => ("all", None),
    };
    json!({ "uri": view.uri, "version": view.document.version, "deed": deed, "at": at })
}

/// What a deed changes; none where that would change something else as well.
fn edit(view: &View<'_>, deed: &Deed<'_>) -> Option<WorkspaceEdit> {
    match deed {
        Deed::Fix {
            rule,
            is_reported,
            fix,
        } => fix::one(view, rule, *is_reported, fix),
        Deed::FixAll => fix::all(view),
        Deed::Silence { found, whole } => silence::edit(view, found, *whole),
    }
}

/// The action that explains the rule of a finding.
fn explain(view: &View<'_>, found: &Found) -> Value {
    let title = format!("whys: explain {}", found.rule);
    let command = Command {
        title: title.clone(),
        command: EXPLAIN.to_owned(),
        arguments: Some(vec![json!(found.rule), json!(view.uri)]),
        ..Command::default()
    };
    if !view.client.knows_actions {
        return serde_json::to_value(command).unwrap_or_default();
    }
    let action = CodeAction {
        title,
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: Some(vec![diagnostic(view, found)]),
        command: Some(command),
        ..CodeAction::default()
    };
    serde_json::to_value(action).unwrap_or_default()
}

fn diagnostic(view: &View<'_>, found: &Found) -> gen_lsp_types::Diagnostic {
    diagnostics::one(&view.uri.0, view.document, &view.judged, view.client, found)
}

fn touched<'v>(view: &'v View<'_>, span: Span) -> impl Iterator<Item = &'v Found> {
    view.judged
        .findings
        .iter()
        .filter(move |found| found.touches(span))
}

/// Every fix with its rule, and the finding that it is of.
fn all_fixes<'v>(
    view: &'v View<'_>,
) -> impl Iterator<Item = (&'v str, &'v Fix, Option<&'v Found>)> {
    let findings = view.judged.findings.iter();
    let reported = findings.flat_map(|found| {
        let fixes = found.fixes.iter();
        fixes.map(move |fix| (found.rule.as_str(), fix, Some(found)))
    });
    let tidy = view.judged.tidy.iter();
    reported.chain(tidy.map(|(rule, fix)| (rule.as_str(), fix, None)))
}

/// The fixes in the lines of a range, and the one of a finding in it that has but one.
fn fixes<'v>(
    view: &'v View<'_>,
    span: Span,
    lines: Span,
) -> impl Iterator<Item = (&'v str, &'v Fix, Option<&'v Found>)> {
    all_fixes(view).filter(move |(_, fix, found)| {
        let at = fix.span();
        let is_only = found.is_some_and(|found| found.fixes.len() == 1 && found.touches(span));
        is_only || at.start <= lines.end && lines.start <= at.end
    })
}

/// "writes `severity`" as something to do: "write `severity`".
fn infinitive(does: &str) -> String {
    match does.split_once(' ') {
        Some((verb, rest)) => format!("{} {rest}", verb.strip_suffix('s').unwrap_or(verb)),
        None => does.to_owned(),
    }
}
