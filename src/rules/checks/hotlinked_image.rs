//! Pictures on somebody else's server.

use super::expiring_link::is_signed;
use crate::diagnostic::Findings;
use crate::postmortem::Address;
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    for picture in &cx.post.evidence.pictures {
        let Some(address) = Address::parse(&picture.target) else {
            continue;
        };
        if is_own(cx, &address) || is_badge(&address) || is_signed(&address) {
            continue;
        }
        out.report(
            picture.span,
            format!("this picture lies on `{}`", address.host),
        )
        .help("save it beside the page and show that file")
        .subject(picture.target.as_str());
    }
}

/// The repository's forge, a domain of ours, an archive.
fn is_own(cx: &Context, address: &Address) -> bool {
    let forge = cx.phrases("forge-hosts").is_match(&address.host);
    forge || cx.known.domains.iter().any(|domain| address.is_on(domain))
}

/// Badges and avatars are no evidence.
fn is_badge(address: &Address) -> bool {
    let labels = address
        .host
        .split('.')
        .chain(address.path.iter().map(String::as_str));
    let mut words = labels.flat_map(|part| part.split(['-', '_', '.']));
    words.any(|word| matches!(word, "badge" | "badges" | "shields" | "gravatar" | "avatar"))
}
