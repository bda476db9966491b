//! Keys of the front matter that are nearly known ones.

use super::{unknown_value, wrong_type};
use crate::diagnostic::Findings;
use crate::fix::{Fix, scalar, slip};
use crate::markdown::{Fact, FrontData, FrontValue};
use crate::postmortem::is_fact_name;
use crate::postmortem::schema::{self, Key};
use crate::rules::{Context, nearest};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let metadata = &cx.post.metadata;
    if metadata.status.is_none() {
        return;
    }
    level(cx, &metadata.keys, schema::KEYS, out);
    for (name, value) in &metadata.keys {
        if let ("impact", FrontData::Map(inner)) = (name.value.as_str(), &value.data) {
            level(cx, inner, schema::IMPACT, out);
        } else if [
            "customers",
            "requests_failed",
            "p99_latency_ms",
            "data_lost",
        ]
        .contains(&name.value.as_str())
        {
            out.report(
                name.span,
                format!("`{}` belongs below `impact`", name.value),
            )
            .help("indent it below `impact:`");
        }
    }
}

type Pair<'v> = (&'v Fact<String>, &'v FrontValue);

/// A key that is like one of `known` which this level does not have yet.
fn level(
    cx: &Context,
    keys: &[(Fact<String>, FrontValue)],
    known: &'static [Key],
    out: &mut Findings,
) {
    let has = |name: &str| keys.iter().any(|(key, _)| key.value == name);
    for (key, value) in keys {
        let name = key.value.as_str();
        let ours = schema::find(schema::KEYS, name)
            .or(schema::find(schema::IMPACT, name))
            .is_some();
        // Short words are near to everything.
        if ours || is_fact_name(name) || name.chars().count() < 5 {
            continue;
        }
        let lower = name.to_lowercase();
        let names = || known.iter().map(|key| key.name);
        // Beside the key that it is like, it is one of its own.
        if nearest(&lower, names().filter(|known| has(known))).is_some() {
            continue;
        }
        if let Some(near) = nearest(&lower, names()) {
            out.report(key.span, format!("whys does not know `{name}`"))
                .help(format!("did you mean `{near}`?"))
                .fix(rename(cx, (key, value), known));
        }
    }
}

/// The only key that can have been meant, where the value is one of its values.
fn rename(cx: &Context, (key, value): Pair<'_>, known: &'static [Key]) -> Option<Fix> {
    let meant = slip::meant(&key.value, known.iter().map(|key| key.name))?;
    let schema = schema::find(known, meant)?;
    let fits = wrong_type::problem(schema.kind, &value.data).is_none()
        && unknown_value::is_listed(cx, schema, value);
    let edit = scalar::rename(cx.doc(), key, meant).filter(|_| fits)?;
    let mut fix = Fix::new(format!("writes `{meant}`"), vec![edit]).about(scalar::facts(meant));
    fix.learns = true;
    Some(fix)
}
