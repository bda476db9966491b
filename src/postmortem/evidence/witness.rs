//! The time that an address carries: of a message in a chat, of the window that a graph shows.

use super::Address;

/// A time that nobody typed, in minutes since 1970, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Witness {
    /// A message was sent then.
    At(i64),
    /// A graph shows this stretch.
    Window(i64, i64),
}

impl Witness {
    /// What the address says; none when it says nothing, or something relative (`now-6h`).
    pub fn of(url: &str) -> Option<Self> {
        let address = Address::parse(url)?;
        slack(&address)
            .or_else(|| discord(&address))
            .or_else(|| teams(&address))
            .or_else(|| window(&address))
    }
}

/// `/archives/C042/p1773479557000100`: seconds and microseconds.
fn slack(address: &Address) -> Option<Witness> {
    let message = address
        .path
        .iter()
        .skip_while(|part| *part != "archives")
        .nth(2)?;
    let digits = message
        .strip_prefix('p')
        .filter(|digits| digits.len() == 16 && address.is_on("slack.com"))?;
    Some(Witness::At(instant(digits.get(..10)?, 1)?))
}

/// `/channels/server/channel/message`: the message's number counts milliseconds since 2015 in its upper bits.
fn discord(address: &Address) -> Option<Witness> {
    let message = address
        .path
        .iter()
        .skip_while(|part| *part != "channels")
        .nth(3)?;
    let number: u64 = message
        .parse()
        .ok()
        .filter(|_| address.is_on("discord.com") || address.is_on("discordapp.com"))?;
    let millis = (number >> 22) + 1_420_070_400_000;
    Some(Witness::At(instant(&millis.to_string(), 1000)?))
}

/// `/l/message/channel/1773479557000`
fn teams(address: &Address) -> Option<Witness> {
    let message = address
        .path
        .iter()
        .skip_while(|part| *part != "message")
        .nth(2)?;
    let millis = message
        .split('?')
        .next()
        .filter(|_| address.is_on("teams.microsoft.com"))?;
    Some(Witness::At(instant(millis, 1000)?))
}

/// `from=1773478200000&to=1773483000000`, `from_ts=…&to_ts=…`
fn window(address: &Address) -> Option<Witness> {
    let millis = |key: &str| instant(address.get(key)?, 1000);
    let pair = |from: &str, to: &str| Some((millis(from)?, millis(to)?));
    let (from, to) = pair("from", "to").or_else(|| pair("from_ts", "to_ts"))?;
    (from < to).then_some(Witness::Window(from, to))
}

/// Minutes since 1970 for a number of seconds or milliseconds of this century.
fn instant(digits: &str, unit: i64) -> Option<i64> {
    let seconds = digits.parse::<i64>().ok()? / unit;
    (946_684_800..4_102_444_800)
        .contains(&seconds)
        .then_some(seconds / 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_in_addresses() {
        // 14 March 2026, 09:12 UTC.
        let at = Some(Witness::At(29_557_992));
        for (url, want) in [
            ("https://acme.slack.com/archives/C042/p1773479557000100", at),
            (
                "https://acme.slack.com/archives/C042/p1773479557000100?thread_ts=1773470000.000100&cid=C042",
                at,
            ),
            (
                "https://teams.microsoft.com/l/message/19:abc@thread.tacv2/1773479557000?groupId=1",
                at,
            ),
            ("https://discord.com/channels/1/2/1482305440841728000", at),
            (
                "https://g.example.com/d/gw?from=1773478200000&to=1773483000000&orgId=1",
                Some(Witness::Window(29_557_970, 29_558_050)),
            ),
            ("https://g.example.com/d/gw?from=now-6h&to=now", None),
            ("https://acme.slack.com/archives/C042", None),
            ("https://example.com/archives/C042/p1773479557000100", None),
        ] {
            assert_eq!(Witness::of(url), want, "{url}");
        }
    }
}
