//! Addresses with an end built in, and pages shown inside the page.

use crate::diagnostic::Findings;
use crate::markdown::Span;
use crate::postmortem::Address;
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let evidence = &cx.post.evidence;
    let links = evidence
        .links
        .iter()
        .map(|link| (link.url.as_str(), link.span));
    let pictures = evidence
        .pictures
        .iter()
        .map(|picture| (picture.target.as_str(), picture.span));
    let mut told: Vec<&str> = Vec::new();
    let mut signed: Vec<(&str, Span)> = links.chain(pictures).collect();
    signed.sort_by_key(|(_, span)| *span);
    for (url, span) in signed {
        let Some(address) = Address::parse(url).filter(is_signed) else {
            continue;
        };
        if told.contains(&url) {
            continue;
        }
        told.push(url);
        out.report(span, format!("this address of `{}` is signed and expires", address.host))
            .help("save what it shows beside the page; until it expires, everybody who reads the page can use it")
            .subject(url);
    }
    for frame in &evidence.frames {
        let Some(address) = Address::parse(&frame.url) else {
            continue;
        };
        out.report(
            frame.span,
            format!("a page of `{}` is shown inside this one", address.host),
        )
        .help("save a picture of what it shows today, and keep the address as a link")
        .subject(frame.url.as_str());
    }
}

/// Whether an address carries a signature or a token with an end.
pub(super) fn is_signed(address: &Address) -> bool {
    let has = |key: &str| address.get(key).is_some_and(|value| !value.is_empty());
    [
        "x-amz-expires",
        "x-amz-signature",
        "x-goog-expires",
        "x-goog-signature",
    ]
    .into_iter()
    .any(has)
        || has("expires") && (has("signature") || has("sig"))
        || has("se") && has("sig")
        || has("token") && address.host == "raw.githubusercontent.com"
        || has("jwt") && address.is_on("githubusercontent.com")
}
