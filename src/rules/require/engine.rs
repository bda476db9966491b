//! minijinja within limits: an expression of a team may be wrong or mean harm, and must neither stall a run, fill the
//! memory nor exhaust the stack.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Expression, State, UndefinedBehavior, Value,
};
use regex::Regex;

use crate::diagnostic::Failure;
use crate::rules::quote;

/// The steps that all evaluations of a rule over one document may take: about a tenth of a second.
const STEPS: usize = 1_000_000;
/// The steps of one evaluation: at most, and also where a document has very many things to look at.
const EACH: std::ops::RangeInclusive<usize> = 200..=100_000;

/// An expression is no longer than this, in bytes: the engine reads chains of operators by recursion.
const LONGEST: usize = 1_000;
/// Brackets are nested no deeper than this, for the same reason.
const DEEPEST: usize = 20;
/// A message is cut behind so many characters.
const MESSAGE: usize = 400;

/// A regular expression of `matches` needs no more than this, in bytes.
const PATTERN: usize = 1 << 18;
/// So many of them are kept.
const PATTERNS: usize = 256;

/// What evaluates the expressions of one rule over one document.
pub(in crate::rules) struct Engine(Environment<'static>);

/// A condition, ready to be asked.
pub(in crate::rules) struct Condition<'e> {
    setting: &'static str,
    /// None: there is none, and it always holds.
    expression: Option<Expression<'e, 'e>>,
}

impl Engine {
    /// An engine for `evaluations` of each expression.
    pub(in crate::rules) fn new(evaluations: usize) -> Self {
        let mut env = Environment::new();
        // A misspelt name must not pass for something that is absent.
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        env.set_auto_escape_callback(|_| AutoEscape::None);
        // Errors tell their place only so.
        env.set_debug(true);
        let steps = (STEPS / evaluations.max(1)).clamp(*EACH.start(), *EACH.end());
        env.set_fuel(Some(steps as u64));
        env.remove_global("debug");
        env.add_filter("quote", |text: &str| quote::text(text));
        env.add_test("matches", matches);
        Engine(env)
    }

    /// The expression of a setting; nothing is a condition that holds.
    pub(in crate::rules) fn condition<'e>(
        &'e self,
        setting: &'static str,
        source: &'e str,
    ) -> Result<Condition<'e>, Failure> {
        let expression = match source.trim().is_empty() {
            true => None,
            false => {
                limits(setting, source)?;
                let compiled = self.0.compile_expression(source);
                Some(compiled.map_err(|error| failure(setting, &error))?)
            }
        };
        Ok(Condition {
            setting,
            expression,
        })
    }

    /// The text of a setting, filled in: on one line, and no longer than a message should be.
    pub(in crate::rules) fn text(
        &self,
        setting: &'static str,
        source: &str,
        known: &Value,
    ) -> Result<String, Failure> {
        plain(setting, source)?;
        let filled = self.0.render_str(source, known);
        let filled = filled.map_err(|error| failure(setting, &error))?;
        let line = filled.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(match line.char_indices().nth(MESSAGE) {
            Some((cut, _)) => format!("{} …", line.get(..cut).unwrap_or_default()),
            None => line,
        })
    }

    /// The names that an expression asks for and does not define, with what it asks of them: `action.owner`.
    pub(in crate::rules) fn names(&self, condition: &Condition<'_>) -> Vec<String> {
        let expression = condition.expression.as_ref();
        let names = expression.map(|expression| expression.undeclared_variables(true));
        self.sorted(names.unwrap_or_default())
    }

    /// The same for the text of a setting.
    pub(in crate::rules) fn names_in_text(
        &self,
        setting: &'static str,
        source: &str,
    ) -> Result<Vec<String>, Failure> {
        plain(setting, source)?;
        let template = self.0.template_from_str(source);
        let template = template.map_err(|error| failure(setting, &error))?;
        Ok(self.sorted(template.undeclared_variables(true)))
    }

    fn sorted(&self, names: std::collections::HashSet<String>) -> Vec<String> {
        let is_function = |name: &String| self.0.globals().any(|(global, _)| global == name);
        let mut names: Vec<String> = names.into_iter().filter(|n| !is_function(n)).collect();
        names.sort();
        names
    }
}

impl Condition<'_> {
    /// Whether it holds.
    pub(in crate::rules) fn holds(&self, known: &Value) -> Result<bool, Failure> {
        let Some(expression) = &self.expression else {
            return Ok(true);
        };
        let value = expression.eval(known);
        let value = value.map_err(|error| failure(self.setting, &error))?;
        match value.is_undefined() {
            true => Err(
                Failure::new(self.setting, "it asks for a fact that there is not").help(
                    "`whys inspect --format json` shows the facts; what is not stated is none",
                ),
            ),
            false => Ok(value.is_true()),
        }
    }
}

/// Refuses what would be read by too deep a recursion.
fn limits(setting: &'static str, source: &str) -> Result<(), Failure> {
    if source.len() > LONGEST {
        let message = format!("it is longer than the {LONGEST} bytes that an expression may have");
        return Err(Failure::new(setting, message).help("make several rules of it"));
    }
    let mut depth = 0usize;
    for (at, c) in source.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Err(Failure::new(
                setting,
                format!("brackets are nested deeper than {DEEPEST}"),
            )
            .at(at)
            .help("make several rules of it"));
        }
    }
    Ok(())
}

/// Refuses templates that are more than text with `{{ expressions }}`: a loop could build what no limit of steps sees.
fn plain(setting: &'static str, source: &str) -> Result<(), Failure> {
    if let Some(at) = source.find("{%").or_else(|| source.find("{#")) {
        let failure = Failure::new(setting, "only `{{ expressions }}` may stand in it");
        return Err(failure
            .at(at)
            .help("put the logic into `when` and `condition`"));
    }
    limits(setting, source)
}

/// What the engine says, at its place.
fn failure(setting: &'static str, error: &Error) -> Failure {
    let message = match error.kind() {
        ErrorKind::OutOfFuel => "it takes more steps than a rule may take".to_owned(),
        kind => error
            .detail()
            .map_or_else(|| kind.to_string(), str::to_owned),
    };
    let failure = Failure::new(setting, message);
    let failure = failure.at(error.range().map_or(0, |range| range.start));
    let help = advice(error.kind(), &failure.message);
    failure.help(help)
}

/// What to do about an error of the engine.
fn advice(kind: ErrorKind, message: &str) -> &'static str {
    match kind {
        ErrorKind::OutOfFuel => "make it shorter, or look at fewer things with `each` and `when`",
        ErrorKind::SyntaxError => {
            "expressions are those of Jinja: not action.owner or action.due < today"
        }
        ErrorKind::UnknownFilter | ErrorKind::UnknownTest | ErrorKind::UnknownFunction => {
            "what there is: https://docs.rs/minijinja/2/minijinja/filters, …/tests and …/functions"
        }
        ErrorKind::UndefinedError => {
            "`whys inspect --format json` shows the facts; what is not stated is none"
        }
        ErrorKind::InvalidOperation if message.contains("none") => {
            "what is not stated is none: ask `is not none` before"
        }
        _ => {
            concat!(
                "what an expression may do: ",
                env!("CARGO_PKG_REPOSITORY"),
                "/blob/main/rules/README.md#a-teams-own-rules"
            )
        }
    }
}

/// `text is matches("…")`: whether a regular expression finds something in a text; `none` has nothing to find.
fn matches(state: &State, text: &Value, pattern: &str) -> Result<bool, Error> {
    let Some(text) = text.as_str() else {
        return match text.is_none() {
            true => Ok(false),
            false => Err(Error::new(
                ErrorKind::InvalidOperation,
                "`matches` looks at a text",
            )),
        };
    };
    state.consume_fuel(1 + text.len() as u64 / 4)?;
    Ok(pattern_of(state, pattern)?.is_match(text))
}

static KEPT: LazyLock<Mutex<HashMap<String, Regex>>> = LazyLock::new(Mutex::default);

fn pattern_of(state: &State, pattern: &str) -> Result<Regex, Error> {
    let mut kept = KEPT.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Some(known) = kept.get(pattern) {
        return Ok(known.clone());
    }
    state.consume_fuel(pattern.len() as u64)?;
    let built = regex::RegexBuilder::new(pattern)
        .size_limit(PATTERN)
        .build();
    let built = built.map_err(|error| {
        let reason = error.to_string();
        let reason = reason.lines().last().unwrap_or_default();
        let reason = reason.trim().trim_start_matches("error: ");
        let message = format!(
            "{} is no regular expression: {reason}",
            quote::text(pattern)
        );
        Error::new(ErrorKind::InvalidOperation, message)
    })?;
    if kept.len() < PATTERNS {
        kept.insert(pattern.to_owned(), built.clone());
    }
    Ok(built)
}
