//! A declared repeat that does not say why it happened again.

use crate::diagnostic::Findings;
use crate::postmortem::{SectionKind, file_stem};
use crate::related::mentions;
use crate::rules::{Context, prose};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let Some(declared) = &cx.post.metadata.repeat_of else {
        return;
    };
    let doc = cx.doc();
    let name = file_stem(declared.value.rsplit('/').next().unwrap_or_default());
    // What is to be done says what shall not happen again, and not why this did.
    let tells = |at: usize| cx.post.sections.kind_at(at) != SectionKind::Actions;
    let says_again =
        prose::find(doc, cx.phrases("again")).any(|found| tells(found.text.span().start));
    let is_linked = doc.inlines().iter().any(|inline| {
        let target = inline.target.rsplit('/').next().unwrap_or_default();
        let target = target.split('#').next().unwrap_or_default();
        !target.is_empty()
            && file_stem(target).eq_ignore_ascii_case(name)
            && tells(inline.span.start)
    });
    if says_again || is_linked || mentions(&doc.running_text().to_lowercase(), name) {
        return;
    }
    out.report(
        declared.span,
        format!("it repeats `{}`, and the text does not say why it happened again", declared.value),
    )
    .help("say in the causes what was done after the last one, and why that was not enough or was not there")
    .subject(&declared.value);
}
