//! The head of a mail at the top of a document: who sent it when tells nothing of the incident, the subject is its title.

use crate::markdown::{BlockId, BlockKind, Document, Text};

/// The value of `Subject:` where a document begins with the head of a mail.
pub(in crate::postmortem) fn subject(doc: &Document) -> Option<Text<'_>> {
    let mut blocks = doc.blocks();
    let (id, _) = blocks
        .next()
        .filter(|(_, b)| b.kind == BlockKind::Paragraph)?;
    let mut lines = head(doc, id)?;
    let line = lines.find(|line| field(*line) == Some("Subject"))?;
    let at = line.as_str().find(':')? + 1;
    Some(line.slice(at..line.as_str().len()).trim()).filter(|text| !text.is_blank())
}

/// Whether a paragraph is the head of a mail: `From:` and `Subject:` among nothing but such lines.
pub(super) fn is_head(doc: &Document, id: BlockId) -> bool {
    head(doc, id).is_some()
}

fn head(doc: &Document, id: BlockId) -> Option<impl Iterator<Item = Text<'_>>> {
    let text = doc.block_text(id);
    let has = |name: &str| text.lines().any(|line| field(line) == Some(name));
    (field(text.lines().next()?).is_some() && has("From") && has("Subject")).then(|| text.lines())
}

/// The name of a line of such a head.
fn field(line: Text<'_>) -> Option<&str> {
    const NAMES: [&str; 8] = [
        "From",
        "To",
        "Cc",
        "Subject",
        "Date",
        "Sent",
        "Reply-To",
        "Message-ID",
    ];
    let line = line.as_str();
    let (name, _) = line.trim_start().split_once(':')?;
    NAMES.into_iter().find(|known| *known == name.trim())
}
