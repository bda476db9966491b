//! What one finding hides, the words of another must not tell.

use super::Hidden;
use crate::diagnostic::Diagnostic;
use crate::markdown::Document;
use crate::secrets;

/// Makes what is masked unreadable in every message of a document.
pub(super) fn mask(doc: &Document, diagnostics: &mut [Diagnostic<'_>], silenced: &mut [Hidden]) {
    let masks = diagnostics.iter().flat_map(|d| &d.finding.masks);
    let mut hidden: Vec<&str> = masks.map(|span| doc.source(*span)).collect();
    hidden.retain(|text| !text.is_empty());
    hidden.sort_unstable();
    hidden.dedup();
    if hidden.is_empty() {
        return;
    }
    // Whoever masks something does not tell it.
    for diagnostic in diagnostics
        .iter_mut()
        .filter(|d| d.finding.masks.is_empty())
    {
        let finding = &mut diagnostic.finding;
        let related = finding
            .related
            .iter_mut()
            .map(|related| &mut related.message);
        let texts = [&mut finding.message].into_iter().chain(related);
        for text in texts.chain(&mut finding.help).chain(&mut diagnostic.label) {
            unread(text, &hidden);
        }
    }
    for silencer in silenced {
        unread(&mut silencer.reason, &hidden);
    }
}

/// Takes what is hidden out of a text.
fn unread(text: &mut String, hidden: &[&str]) {
    for secret in hidden {
        if text.contains(secret) {
            let signs: String = secret.chars().map(secrets::mask).collect();
            *text = text.replace(secret, &signs);
        }
    }
}
