//! Public IP addresses, of people and not of machines as far as the line tells.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::LazyLock;

use super::{Hit, beside, line, says};
use crate::phrases::Gated;
use crate::rules::Context;
use crate::words;

/// Four numbers that are all smaller than the one, or three of them than the other, are a version.
const SMALL: u8 = 32;
const SMALLER: u8 = 10;

static FOUR: LazyLock<Gated> = LazyLock::new(|| words::gated("address-of-four"));

/// The public ones begin with 2 or 3.
static SIX: LazyLock<Gated> = LazyLock::new(|| words::gated("address-of-six"));

pub(super) fn find<'t>(cx: &'t Context, text: &'t str) -> impl Iterator<Item = Hit> + 't {
    let four = FOUR.find_iter(text).filter_map(|found| {
        let address: Ipv4Addr = found.as_str().parse().ok()?;
        let (start, end) = (found.start(), found.end());
        let told = is_public(address) && !is_version(text, start, end, address);
        told.then_some((IpAddr::V4(address), start, end))
    });
    let six = SIX.find_iter(text).filter_map(|found| {
        let written = match found.as_str() {
            whole if whole.ends_with("::") => whole,
            whole => whole.trim_end_matches(':'),
        };
        let address: Ipv6Addr = written.parse().ok()?;
        let end = found.start() + written.len();
        is_public_six(address).then_some((IpAddr::V6(address), found.start(), end))
    });
    four.chain(six)
        .filter(move |(address, start, end)| {
            !is_well_known(*address)
                && !is_allowed(cx, *address)
                && stands_alone(text, *start, *end)
                && is_of_a_person(text, *start, *end)
        })
        .map(|(_, start, end)| Hit::new("address", start, end))
}

fn is_public(address: Ipv4Addr) -> bool {
    let [a, b, c, d] = address.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let measuring = a == 198 && (18..20).contains(&b);
    let special = a == 0 || a >= 224 || (a, b, c) == (192, 0, 0);
    let network = d == 0 || d == 255;
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || shared
        || measuring
        || special
        || network)
}

fn is_public_six(address: Ipv6Addr) -> bool {
    let [a, b, c, ..] = address.segments();
    let documentation = (a, b) == (0x2001, 0x0db8) || (a, b >> 12) == (0x3fff, 0);
    let special = a == 0x2001 && b < 0x0200 || a == 0x2002;
    let network = address.segments().iter().skip(3).all(|part| *part == 0) && (b, c) != (0, 0);
    !documentation && !special && !network && (0x2000..0x4000).contains(&a)
}

/// Public resolvers, and addresses that stand for any.
fn is_well_known(address: IpAddr) -> bool {
    let mut known = words::entries("public-addresses");
    known.any(|known| known.parse() == Ok(address))
}

/// `allow` of the rule: addresses, and networks as `198.18.0.0/15`.
fn is_allowed(cx: &Context, address: IpAddr) -> bool {
    let mut allowed = cx.settings().list("allow").iter();
    allowed.any(|entry| match entry.split_once('/') {
        None => entry.parse() == Ok(address),
        Some((network, length)) => match (network.parse(), length.parse()) {
            (Ok(network), Ok(length)) => is_within(address, network, length),
            _ => false,
        },
    })
}

fn is_within(address: IpAddr, network: IpAddr, length: u32) -> bool {
    let (address, network, bits) = match (address, network) {
        (IpAddr::V4(a), IpAddr::V4(n)) => (u128::from(a.to_bits()), u128::from(n.to_bits()), 32),
        (IpAddr::V6(a), IpAddr::V6(n)) => (a.to_bits(), n.to_bits(), 128),
        _ => return false,
    };
    let rest = u32::saturating_sub(bits, length);
    address.checked_shr(rest).unwrap_or(0) == network.checked_shr(rest).unwrap_or(0)
}

/// `v1.2.3.4`, "chart 51.3.40.60", `1.19.2.1`.
fn is_version(text: &str, start: usize, end: usize, address: Ipv4Addr) -> bool {
    let below = |limit| {
        address
            .octets()
            .iter()
            .filter(|part| **part < limit)
            .count()
    };
    below(SMALL) == 4 || below(SMALLER) > 2 || says("version-words", line(text, start, end))
}

/// Whether it is whole, and neither a network nor the host of a URL.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let (before, behind) = beside(text, start, end);
    let rest = text.get(end..).unwrap_or_default();
    let goes_on = |sign: char| {
        let next = rest.strip_prefix(sign);
        next.is_some_and(|next| next.starts_with(|c: char| c.is_ascii_alphanumeric()))
    };
    !before.is_some_and(|c| c.is_alphanumeric() || "._-/@:=$".contains(c) && !is_key(text, start))
        && !behind.is_some_and(|c| c.is_alphanumeric() || c == '_')
        && !goes_on('.')
        && !goes_on('-')
        && !goes_on('/')
}

/// `client=…`, `ip:…`: a key of a log.
fn is_key(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let key = before.strip_suffix(['=', ':']);
    key.is_some_and(|key| key.ends_with(|c: char| c.is_ascii_alphabetic()))
}

/// Somebody came from there, or nothing in the line says that it is a machine's.
fn is_of_a_person(text: &str, start: usize, end: usize) -> bool {
    let line = line(text, start, end);
    says("client-words", line) || !says("server-words", line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_public() {
        for (address, want) in [
            ("84.17.42.9", true),
            ("10.1.2.3", false),
            ("172.16.9.1", false),
            ("192.168.1.7", false),
            ("127.0.0.1", false),
            ("169.254.169.254", false),
            ("100.64.3.9", false),
            ("192.0.2.17", false),
            ("198.51.100.17", false),
            ("203.0.113.17", false),
            ("198.19.4.4", false),
            ("239.1.2.3", false),
            ("52.95.0.0", false),
        ] {
            assert_eq!(
                is_public(address.parse().expect("an address")),
                want,
                "{address}"
            );
        }
        for (address, want) in [
            ("2a02:8109:9a40:1b00::17", true),
            ("2001:db8::17", false),
            ("3fff:17::1", false),
            ("2002:5411::1", false),
            ("2a02:8109:9a40::", false),
        ] {
            assert_eq!(
                is_public_six(address.parse().expect("an address")),
                want,
                "{address}"
            );
        }
    }

    #[test]
    fn networks_hold_their_addresses() {
        let address = |text: &str| text.parse::<IpAddr>().expect("an address");
        assert!(is_within(address("84.17.42.9"), address("84.17.0.0"), 16));
        assert!(!is_within(address("84.18.42.9"), address("84.17.0.0"), 16));
        assert!(is_within(address("84.17.42.9"), address("0.0.0.0"), 0));
        assert!(is_within(
            address("2a02:8109::1"),
            address("2a02:8109::"),
            32
        ));
        assert!(!is_within(address("84.17.42.9"), address("2a02::"), 16));
    }
}
