//! E-mail addresses of people outside the own organisation.

use std::sync::LazyLock;

use super::{Hit, beside, line, says};
use crate::phrases::Matcher;
use crate::postmortem::Address;
use crate::rules::Context;
use crate::words;

/// How long the two halves of an address may be.
const LOCAL: usize = 64;
const DOMAIN: usize = 255;

pub(super) fn find<'t>(cx: &'t Context, text: &'t str) -> impl Iterator<Item = Hit> + 't {
    let mut own = None;
    memchr::memchr_iter(b'@', text.as_bytes()).filter_map(move |at| {
        let (start, end) = bounds(text, at)?;
        let (local, domain) = (text.get(start..at)?, text.get(at + 1..end)?);
        let (local, domain) = (local.to_lowercase(), domain.to_lowercase());
        let told = is_domain(&domain)
            && is_written_as_mail(text, start, end)
            && is_personal(&local, &domain)
            && !own.get_or_insert_with(|| Own::of(cx)).has(&local, &domain);
        told.then(|| Hit::new("mail", start, end))
    })
}

/// What may belong to an address around its `@`.
fn bounds(text: &str, at: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let is_local = |b: &u8| b.is_ascii_alphanumeric() || b"._%+-".contains(b);
    let is_domain = |b: &u8| b.is_ascii_alphanumeric() || b".-".contains(b);
    let before = bytes.get(..at)?.iter().rev().take(LOCAL);
    let local = before.take_while(|b| is_local(b)).count();
    let behind = bytes.get(at + 1..)?.iter().take(DOMAIN);
    let domain = behind.take_while(|b| is_domain(b)).count();
    let local = text
        .get(at - local..at)?
        .trim_start_matches(['.', '%', '+', '-', '_']);
    let domain = text
        .get(at + 1..at + 1 + domain)?
        .trim_end_matches(['.', '-']);
    (!local.is_empty()).then_some((at - local.len(), at + 1 + domain.len()))
}

/// Whether it has a name and an ending that mail goes to.
fn is_domain(domain: &str) -> bool {
    let Some((name, ending)) = domain.rsplit_once('.') else {
        return false;
    };
    let known = words::set("not-mail-endings");
    !name.is_empty()
        && !domain.contains("..")
        && (2..=18).contains(&ending.len())
        && ending.bytes().all(|b| b.is_ascii_alphabetic())
        && !known.contains(ending.to_lowercase().as_str())
}

/// Whether it stands as an address of mail does: not as a handle, a login on a machine, a part of a URL.
fn is_written_as_mail(text: &str, start: usize, end: usize) -> bool {
    let (before, behind) = beside(text, start, end);
    let line = line(text, start, end);
    let word = line
        .0
        .rsplit(|c: char| c.is_whitespace() || "<>()[]\"'`|".contains(c))
        .next()
        .unwrap_or_default();
    let in_url = word.contains("://") && !word.contains('?');
    let is_path = behind == Some(':')
        && line
            .1
            .get(1..)
            .is_some_and(|rest| !rest.starts_with([' ', '\t']) && !rest.is_empty());
    !matches!(before, Some('@' | '/'))
        && !matches!(behind, Some('@' | '/' | '='))
        && !in_url
        && !is_path
        && !says("remote-commands", (line.0, ""))
        && !is_of_commit(line.0)
}

/// `Signed-off-by: …`
fn is_of_commit(before: &str) -> bool {
    let before = before.trim_start().to_lowercase();
    words::entries("commit-trailers").any(|trailer| before.starts_with(trailer))
}

/// Whether a person reads it, as far as its name tells.
fn is_personal(local: &str, domain: &str) -> bool {
    static MACHINES: LazyLock<Matcher> = LazyLock::new(|| words::whole("machine-mail-hosts"));
    let parts = || local.split(['.', '_', '-', '+', '%']);
    let roles = words::set("role-mailboxes");
    let is_role =
        parts().any(|part| roles.contains(part.trim_end_matches(|c: char| c.is_ascii_digit())));
    let is_anybody = words::set("placeholder-mailboxes")
        .contains(local.trim_end_matches(|c: char| c.is_ascii_digit()));
    let letters = local.bytes().filter(u8::is_ascii_alphabetic).count();
    let is_made = letters < 2 || local.len() > 24 && letters * 2 < local.len();
    !is_role && !is_anybody && !is_made && !MACHINES.is_match(domain)
}

/// What belongs to the organisation, in lower case.
struct Own {
    /// Domains and addresses: those of the configuration.
    known: Vec<String>,
    /// Those whom the document names for what they do in it.
    named: String,
    /// Where no domain is configured: what stands in the addresses of the document's own links.
    linked: Vec<String>,
}

/// So many names of links are looked at.
const LINKED: usize = 500;

impl Own {
    fn of(cx: &Context) -> Self {
        let configured = cx.known.domains.iter().chain(&cx.known.addresses);
        let known = configured.chain(cx.settings().list("allow"));
        Own {
            known: known
                .map(|own| own.to_lowercase().trim_start_matches('@').to_owned())
                .collect(),
            named: named(cx),
            linked: match cx.known.domains.is_empty() {
                true => linked(cx),
                false => Vec::new(),
            },
        }
    }

    fn has(&self, local: &str, domain: &str) -> bool {
        let address = format!("{local}@{domain}");
        let is_below = |own: &String| {
            let below = domain.strip_suffix(own.as_str());
            below.is_some_and(|below| below.is_empty() || below.ends_with('.'))
        };
        let name = organisation(domain);
        self.known
            .iter()
            .any(|own| *own == address || is_below(own))
            || self.named.contains(&address)
            || name.is_some_and(|name| {
                self.linked
                    .iter()
                    .any(|other| other.contains(name) || name.contains(other.as_str()))
            })
    }
}

/// The author, the roles, the owners.
fn named(cx: &Context) -> String {
    let metadata = &cx.post.metadata;
    let owners = cx.post.actions.iter().flat_map(|action| &action.owners);
    let all = metadata
        .roles()
        .chain(&metadata.team)
        .chain(owners)
        .chain(&metadata.reviewed_by);
    let all: Vec<String> = all.map(|name| name.value.to_lowercase()).collect();
    all.join("\n")
}

/// The parts of hosts and the first parts of paths that may be the name of an organisation.
fn linked(cx: &Context) -> Vec<String> {
    let links = cx.post.evidence.links.iter();
    let addresses = links.filter_map(|link| Address::parse(&link.url));
    let names = addresses.flat_map(|address| {
        let hosts: Vec<String> = address.host.split('.').map(str::to_owned).collect();
        hosts.into_iter().chain(address.path.into_iter().next())
    });
    let mut all: Vec<String> = names.filter(|name| name.len() > 3).take(LINKED).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The part of a domain that names who has it: `larkspur` of `mail.larkspur.co.uk`, and of `larkspur.onmicrosoft.com`, where
/// a supplier gives each of its customers a name below its own.
fn organisation(domain: &str) -> Option<&str> {
    let tenant = words::entries("tenant-mail-hosts")
        .find_map(|host| domain.strip_suffix(host)?.strip_suffix('.'));
    if let Some(tenant) = tenant {
        return tenant.rsplit('.').next();
    }
    let mut labels: Vec<&str> = domain.split('.').collect();
    labels.pop();
    // `co.uk`, `com.au`
    if labels.len() > 1 && labels.last().is_some_and(|label| label.len() < 4) {
        labels.pop();
    }
    labels.pop().filter(|name| name.len() > 3)
}
