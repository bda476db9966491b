//! Front matter is read where it stands, and tells nothing of the text below.

use whys::markdown::{Document, FrontData, FrontValue, Span};

use super::spans::inside;

/// Every key and value of the front matter has its place in it, and what cannot be read has no keys.
pub fn stays_in_front(text: &str) {
    let doc = Document::parse(text.to_owned());
    let front = doc.front_matter();
    let Some(block) = doc.front_block() else {
        assert!(front.keys.is_empty() && front.error.is_none(), "{text:?}");
        return;
    };
    inside(&doc, block.span, "front matter");
    inside(&doc, block.content, "its content");
    if let Some(error) = &front.error {
        assert!(
            front.keys.is_empty(),
            "keys of what is unreadable: {text:?}"
        );
        assert!(holds(block.span, error.span), "{error:?} in {text:?}");
    }
    let mut open: Vec<&FrontValue> = Vec::new();
    for (key, value) in &front.keys {
        assert!(holds(block.content, key.span), "{key:?} in {text:?}");
        open.push(value);
    }
    while let Some(value) = open.pop() {
        inside(&doc, value.span, "value");
        assert!(holds(block.content, value.span), "{value:?} in {text:?}");
        match &value.data {
            FrontData::Null | FrontData::Scalar(..) => {}
            FrontData::List(values) => open.extend(values),
            FrontData::Map(pairs) => open.extend(pairs.iter().map(|(_, value)| value)),
        }
    }
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end
}
