//! gray_matter with engines of ours, which keep the order of keys and the place of everything.

use gray_matter::engine::Engine;
use gray_matter::{Matter, Pod};

use super::{FrontBlock, FrontData, FrontError, FrontKind, FrontValue, toml, yaml};
use crate::markdown::{Fact, Span};

/// A fault at a byte of the matter.
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) span: Span,
}

/// What an engine hands through gray_matter: its value type holds no places, so they travel as numbers.
type Reading = Result<FrontValue, Fault>;

struct Yaml;
struct Toml;

impl Engine for Yaml {
    fn parse(content: &str) -> gray_matter::Result<Pod> {
        Ok(pack(yaml::read(content)))
    }
}

impl Engine for Toml {
    fn parse(content: &str) -> gray_matter::Result<Pod> {
        Ok(pack(toml::read(content)))
    }
}

/// Reads a closed block; nothing of the body passes through gray_matter, which would change it.
pub(super) fn read(text: &str, block: FrontBlock) -> Result<Option<FrontValue>, FrontError> {
    let slice = text
        .get(block.span.start..block.span.end)
        .unwrap_or_default();
    let read = match block.kind {
        FrontKind::Yaml => matter::<Yaml>(slice, block.kind),
        FrontKind::Toml => matter::<Toml>(slice, block.kind),
    };
    let places = Places::new(text, block.content);
    match read {
        Ok(None) => Ok(None),
        Ok(Some(pod)) => match unpack(&pod) {
            Some(Ok(value)) => Ok(Some(places.value(value))),
            Some(Err(fault)) => Err(FrontError {
                message: fault.message,
                span: places.span(fault.span),
            }),
            None => Ok(None),
        },
        Err(error) => Err(FrontError {
            message: error.to_string(),
            span: block.span,
        }),
    }
}

fn matter<E: Engine>(slice: &str, kind: FrontKind) -> gray_matter::Result<Option<Pod>> {
    let mut matter: Matter<E> = Matter::new();
    matter.delimiter = kind.delimiter().to_owned();
    matter.close_delimiter = (kind == FrontKind::Yaml).then(|| "...".to_owned());
    Ok(matter.parse::<Pod>(slice)?.data)
}

fn pack(reading: Reading) -> Pod {
    match reading {
        Ok(value) => pack_value(value),
        Err(fault) => packed("fault", fault.span, vec![Pod::String(fault.message)]),
    }
}

fn packed(kind: &str, span: Span, mut more: Vec<Pod>) -> Pod {
    let mut parts = vec![
        Pod::String(kind.to_owned()),
        Pod::Integer(span.start as i64),
        Pod::Integer(span.end as i64),
    ];
    parts.append(&mut more);
    Pod::Array(parts)
}

fn pack_value(value: FrontValue) -> Pod {
    let span = value.span;
    match value.data {
        FrontData::Null => packed("null", span, Vec::new()),
        FrontData::Scalar(text, quoted) => packed(
            "scalar",
            span,
            vec![Pod::String(text), Pod::Boolean(quoted)],
        ),
        FrontData::List(values) => {
            packed("list", span, values.into_iter().map(pack_value).collect())
        }
        FrontData::Map(pairs) => {
            let pairs = pairs.into_iter().flat_map(|(key, value)| {
                let name = vec![Pod::String(key.value)];
                [packed("key", key.span, name), pack_value(value)]
            });
            packed("map", span, pairs.collect())
        }
    }
}

fn unpack(pod: &Pod) -> Option<Reading> {
    match parts(pod)? {
        ("fault", span, [Pod::String(message), ..]) => Some(Err(Fault {
            message: message.clone(),
            span,
        })),
        _ => unpack_value(pod).map(Ok),
    }
}

fn parts(pod: &Pod) -> Option<(&str, Span, &[Pod])> {
    match pod {
        Pod::Array(parts) => match parts.as_slice() {
            [
                Pod::String(kind),
                Pod::Integer(start),
                Pod::Integer(end),
                rest @ ..,
            ] => Some((kind, Span::new(*start as usize, *end as usize), rest)),
            _ => None,
        },
        _ => None,
    }
}

fn unpack_value(pod: &Pod) -> Option<FrontValue> {
    let (kind, span, rest) = parts(pod)?;
    let data = match (kind, rest) {
        ("null", _) => FrontData::Null,
        ("scalar", [Pod::String(text), Pod::Boolean(quoted)]) => {
            FrontData::Scalar(text.clone(), *quoted)
        }
        ("list", values) => {
            FrontData::List(values.iter().map(unpack_value).collect::<Option<_>>()?)
        }
        ("map", pairs) => FrontData::Map(pairs.chunks(2).map(unpack_pair).collect::<Option<_>>()?),
        _ => return None,
    };
    Some(FrontValue { data, span })
}

fn unpack_pair(pair: &[Pod]) -> Option<(Fact<String>, FrontValue)> {
    let [key, value] = pair else { return None };
    match parts(key)? {
        ("key", span, [Pod::String(name)]) => {
            Some((Fact::new(name.clone(), span), unpack_value(value)?))
        }
        _ => None,
    }
}

/// The way back from gray_matter's matter to the file: it is trimmed and its lines end in `\n` alone.
struct Places {
    /// Where each line of the matter starts, in the matter and in the file.
    lines: Vec<(usize, usize)>,
    end: usize,
}

impl Places {
    fn new(text: &str, content: Span) -> Self {
        let source = text.get(content.start..content.end).unwrap_or_default();
        let mut lines = Vec::new();
        let mut at = content.start;
        let mut matter = 0;
        let lead = source.len() - source.trim_start().len();
        for line in source.split_inclusive('\n') {
            let kept = line.trim_end_matches('\n');
            let kept = if kept.len() < line.len() {
                kept.strip_suffix('\r').unwrap_or(kept)
            } else {
                kept
            };
            // Blank lines at the top, and the blanks before the first key, are trimmed away.
            let skip = (content.start + lead).saturating_sub(at);
            if skip <= kept.len() {
                lines.push((matter, at + skip));
                matter += kept.len() - skip + 1;
            }
            at += line.len();
        }
        Self {
            lines,
            end: content.end,
        }
    }

    fn offset(&self, matter: usize) -> usize {
        let line = self.lines.partition_point(|&(start, _)| start <= matter);
        match line.checked_sub(1).and_then(|line| self.lines.get(line)) {
            Some(&(start, file)) => (file + matter - start).min(self.end),
            None => self.end,
        }
    }

    /// The end is mapped from the last byte, so that it does not run over a line's `\r`.
    fn span(&self, span: Span) -> Span {
        let start = self.offset(span.start);
        match span.is_empty() {
            true => Span::at(start),
            false => Span::new(start, self.offset(span.end - 1) + 1),
        }
    }

    fn value(&self, value: FrontValue) -> FrontValue {
        let data = match value.data {
            FrontData::List(values) => {
                FrontData::List(values.into_iter().map(|v| self.value(v)).collect())
            }
            FrontData::Map(pairs) => FrontData::Map(
                pairs
                    .into_iter()
                    .map(|(key, v)| (Fact::new(key.value, self.span(key.span)), self.value(v)))
                    .collect(),
            ),
            plain => plain,
        };
        FrontValue {
            data,
            span: self.span(value.span),
        }
    }
}
