//! Post-mortems that share an id.

use crate::diagnostic::Findings;
use crate::rules::{Context, Need};

/// So many of the others are named.
const NAMED: usize = 3;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let stated = cx.post.metadata.id.as_ref();
    let id = &cx.post.id;
    let others = cx.known.others.as_ref();
    let Some(namesakes) = others.and_then(|others| others.namesakes(&cx.post.path, id)) else {
        // Where the name of the file is the id, two of them in one repository are rare enough to pass over in silence.
        if stated.is_some() {
            out.cannot_check(Need::Others);
        }
        return;
    };
    if namesakes.is_empty() {
        return;
    }
    let more = if namesakes.len() > NAMED {
        " and of others"
    } else {
        ""
    };
    let named: Vec<String> = namesakes
        .iter()
        .take(NAMED)
        .map(|path| format!("`{path}`"))
        .collect();
    let span = stated.map_or_else(|| cx.title_place(), |id| id.span);
    let help = match stated {
        Some(_) => {
            "give one of them another `id:`, or leave it out: then the file's name is the id"
        }
        None => "give one of the files another name, or an `id:` of its own in the front matter",
    };
    out.report(
        span,
        format!("`{id}` is also the id of {}{more}", named.join(", ")),
    )
    .help(help)
    .subject(id);
}
