//! TOML as an ordered tree with places.

use std::ops::Range;

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue, Error};

use super::engine::Fault;
use super::{FrontData, FrontValue};
use crate::markdown::{Fact, Span};

pub(super) fn read(content: &str) -> Result<FrontValue, Fault> {
    match DeTable::parse(content) {
        Ok(table) => Ok(map(content, table.get_ref(), table.span())),
        Err(error) => Err(fault(content, &error)),
    }
}

fn map(content: &str, table: &DeTable<'_>, span: Range<usize>) -> FrontValue {
    let pairs = table.iter().map(|(key, node)| {
        let name = Fact::new(key.get_ref().to_string(), key.span().into());
        (name, value(content, node))
    });
    let mut pairs: Vec<_> = pairs.collect();
    pairs.sort_by_key(|(key, _)| key.span);
    FrontValue {
        data: FrontData::Map(pairs),
        span: span.into(),
    }
}

fn value(content: &str, node: &Spanned<DeValue<'_>>) -> FrontValue {
    let span = node.span();
    let source = content.get(span.clone()).unwrap_or_default();
    let data = match node.get_ref() {
        DeValue::String(text) => FrontData::Scalar(text.to_string(), true),
        DeValue::Array(values) => {
            FrontData::List(values.iter().map(|v| value(content, v)).collect())
        }
        DeValue::Table(table) => return map(content, table, span),
        _ => FrontData::Scalar(source.to_owned(), false),
    };
    FrontValue {
        data,
        span: span.into(),
    }
}

fn fault(content: &str, error: &Error) -> Fault {
    let span = error.span().unwrap_or(0..0);
    let start = span.start.min(content.len());
    Fault {
        message: error.message().to_owned(),
        span: Span::new(start, span.end.min(content.len())),
    }
}
