//! Replacements of bytes, and where the other bytes are afterwards.

use crate::markdown::Span;

/// Other text in place of some bytes of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes; empty where text is put in.
    pub span: Span,
    /// What stands there then.
    pub text: String,
}

impl Edit {
    /// Text in place of some bytes.
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { span, text }
    }
}

/// A change of the file that cannot change what it means; made as a whole or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What `--fix` does, as in "writes `severity`".
    pub does: String,
    /// In the order of the file, none over another.
    pub edits: Vec<Edit>,
    /// The facts that may change, by their place in the output of `whys inspect`: `severity`, `actions/3/id`.
    pub about: Vec<String>,
    /// Whether whys knows more of the document afterwards: a key that nobody read is read.
    pub learns: bool,
    /// The bytes of the file that the new text repeats.
    pub copies: Option<Span>,
}

impl Fix {
    /// A fix that changes no fact, only how one is written.
    pub fn new(does: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self {
            does: does.into(),
            edits,
            about: Vec::new(),
            learns: false,
            copies: None,
        }
    }

    /// Says which facts may change.
    pub fn about<I: IntoIterator<Item: Into<String>>>(mut self, facts: I) -> Self {
        self.about.extend(facts.into_iter().map(Into::into));
        self
    }

    /// The smallest span that holds its edits.
    pub fn span(&self) -> Span {
        let spans = self.edits.iter().map(|edit| edit.span);
        spans.reduce(Span::join).unwrap_or_default()
    }
}

/// The text with the edits made, which are in its order; none when one lies over another or within a character.
pub fn apply<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> Option<String> {
    let mut changed = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for edit in edits {
        changed.push_str(text.get(at..edit.span.start)?);
        text.get(edit.span.start..edit.span.end)?;
        changed.push_str(&edit.text);
        at = edit.span.end;
    }
    changed.push_str(text.get(at..)?);
    Some(changed)
}

/// Where the bytes of a file are when edits have been made.
pub(super) struct Shift<'e> {
    /// In the order of the file, none over another.
    edits: Vec<&'e Edit>,
    /// Where the new text of each stands.
    added: Vec<Span>,
}

impl<'e> Shift<'e> {
    /// The edits in the order of the file.
    pub(super) fn new(edits: Vec<&'e Edit>) -> Self {
        let mut added: Vec<Span> = Vec::with_capacity(edits.len());
        let (mut was, mut is) = (0, 0);
        for edit in &edits {
            is += edit.span.start.saturating_sub(was);
            added.push(Span::new(is, is + edit.text.len()));
            (was, is) = (edit.span.end, is + edit.text.len());
        }
        Self { edits, added }
    }

    /// Where a byte is afterwards; `behind`: behind text that is put in right before it, as it is behind whole lines in any
    /// case. Of what is replaced, where that begins.
    pub(super) fn offset(&self, offset: usize, behind: bool) -> usize {
        let is_before = |edit: &&Edit| match edit.span.is_empty() {
            true if edit.span.start == offset => behind || edit.text.ends_with('\n'),
            true => edit.span.start < offset,
            false => edit.span.start < offset,
        };
        let count = self.edits.partition_point(is_before);
        let last = count.checked_sub(1);
        let last = last.and_then(|at| self.edits.get(at).zip(self.added.get(at)));
        match last {
            None => offset,
            Some((edit, added)) if offset < edit.span.end => added.start,
            Some((edit, added)) => added.end + (offset - edit.span.end),
        }
    }

    /// Whether an edit replaces all of a span.
    pub(super) fn replaces(&self, span: Span) -> bool {
        let edit = self.last_from(span.start);
        edit.is_some_and(|edit| !edit.span.is_empty() && edit.span.contains(span))
    }

    /// Whether an edit touches a span.
    pub(super) fn touches(&self, span: Span) -> bool {
        let edit = self.last_from(span.end);
        edit.is_some_and(|edit| edit.span.end >= span.start)
    }

    /// The last edit that begins here or before.
    fn last_from(&self, offset: usize) -> Option<&Edit> {
        let count = self.edits.partition_point(|edit| edit.span.start <= offset);
        count
            .checked_sub(1)
            .and_then(|at| self.edits.get(at))
            .copied()
    }

    /// Whether a span of the new text lies in what was put in.
    pub(super) fn is_new(&self, span: Span) -> bool {
        let count = self
            .added
            .partition_point(|added| added.start <= span.start);
        let added = count.checked_sub(1).and_then(|at| self.added.get(at));
        added.is_some_and(|added| !added.is_empty() && added.contains(span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_made_as_a_whole_and_on_characters() {
        let edit = |start, end, text| Edit::new(Span::new(start, end), text);
        let made = |edits: &[Edit]| apply("é severty: 1", edits);
        assert_eq!(
            made(&[edit(3, 10, "severity")]).as_deref(),
            Some("é severity: 1")
        );
        assert_eq!(
            made(&[edit(0, 0, "- "), edit(0, 2, "e")]).as_deref(),
            Some("- e severty: 1")
        );
        assert_eq!(made(&[edit(1, 2, "")]), None);
        assert_eq!(made(&[edit(3, 10, ""), edit(5, 6, "")]), None);
        assert_eq!(made(&[edit(3, 100, "")]), None);
    }

    #[test]
    fn other_bytes_are_found_again() {
        let edits = [
            Edit::new(Span::new(2, 5), "x"),
            Edit::new(Span::at(8), "**A-7kq2** "),
        ];
        let shift = Shift::new(edits.iter().collect());
        assert_eq!([0, 2, 5, 7].map(|at| shift.offset(at, false)), [0, 2, 3, 5]);
        assert_eq!(shift.offset(4, false), 2);
        assert_eq!((shift.offset(8, false), shift.offset(8, true)), (6, 17));
        assert!(shift.is_new(Span::new(6, 16)) && !shift.is_new(Span::new(6, 18)));
        assert!(shift.replaces(Span::new(3, 5)) && !shift.replaces(Span::new(4, 6)));
        assert!(shift.touches(Span::new(0, 2)) && !shift.touches(Span::new(6, 7)));
    }
}
