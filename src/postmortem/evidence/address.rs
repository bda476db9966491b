//! The address of a place on the network, taken apart.

/// A URL with a host, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The host, without user and port.
    pub host: String,
    /// The parts of the path.
    pub path: Vec<String>,
    /// What stands behind the question mark.
    pub query: String,
}

impl Address {
    /// Reads `https://…`, `http://…` or `//…`; none for everything else.
    pub fn parse(url: &str) -> Option<Self> {
        let lower = url.to_ascii_lowercase();
        let rest = lower
            .strip_prefix("https://")
            .or(lower.strip_prefix("http://"))
            .or(lower.strip_prefix("//"))?;
        let (front, query) = rest.split_once('?').unwrap_or((rest, ""));
        let front = front.split('#').next().unwrap_or_default();
        let (authority, path) = front.split_once('/').unwrap_or((front, ""));
        let host = authority.rsplit('@').next()?.split(':').next()?;
        (!host.is_empty()).then(|| Address {
            host: host.to_owned(),
            path: path
                .split('/')
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect(),
            query: query.split('#').next().unwrap_or_default().to_owned(),
        })
    }

    /// Whether it lies on this domain or one below it.
    pub fn is_on(&self, domain: &str) -> bool {
        let below = self.host.strip_suffix(domain);
        below.is_some_and(|below| below.is_empty() || below.ends_with('.'))
    }

    /// The value of a key of the query.
    pub fn get(&self, key: &str) -> Option<&str> {
        let mut pairs = self
            .query
            .split('&')
            .filter_map(|pair| pair.split_once('='));
        pairs.find(|(k, _)| *k == key).map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart() {
        let address = Address::parse("https://me@Graphs.Example.com:8443/d/Gw?from=1&to=2#panel");
        let address = address.expect("an address");
        assert_eq!(address.host, "graphs.example.com");
        assert_eq!(address.path, ["d", "gw"]);
        assert_eq!(
            (address.get("from"), address.get("to")),
            (Some("1"), Some("2"))
        );
        assert!(address.is_on("example.com") && !address.is_on("le.com"));
        assert_eq!(Address::parse("../runbooks/db.md"), None);
    }
}
