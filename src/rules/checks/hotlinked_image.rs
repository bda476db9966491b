//! Pictures on somebody else's server.

use std::collections::HashMap;

use super::expiring_link::is_signed;
use super::together;
use crate::diagnostic::Findings;
use crate::markdown::Span;
use crate::postmortem::Address;
use crate::rules::Context;

/// One finding a server: what lies on it is lost on one day.
pub(super) fn check(cx: &Context, out: &mut Findings) {
    let mut hosts: Vec<(String, Vec<Span>)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for picture in &cx.post.evidence.pictures {
        let Some(address) = Address::parse(&picture.target) else {
            continue;
        };
        if is_own(cx, &address) || is_badge(&address) || is_signed(&address) {
            continue;
        }
        let at = *known.entry(address.host.clone()).or_insert(hosts.len());
        match hosts.get_mut(at) {
            Some((_, spans)) => spans.push(picture.span),
            None => hosts.push((address.host, vec![picture.span])),
        }
    }
    for (host, spans) in hosts {
        let one = format!("this picture lies on `{host}`");
        let places = spans.into_iter().map(|span| (span, one.clone())).collect();
        if let Some(finding) =
            together::report(out, places, |n| format!("{n} pictures lie on `{host}`"))
        {
            finding
                .help("save it beside the page and show that file")
                .subject(host.as_str());
        }
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
