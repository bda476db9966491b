//! Which links lead to places that get cleaned up: the list `ephemeral-hosts`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Address;
use crate::words;

/// Whether what `url` shows will be gone in some months.
pub(super) fn is_ephemeral(url: &str) -> bool {
    let Some(address) = Address::parse(url) else {
        return false;
    };
    // The bare address of a service is no evidence.
    if address.path.is_empty() && address.query.is_empty() && !url.contains('#') {
        return false;
    }
    if is_transaction(&address) {
        return false;
    }
    let named = PLACES.hosts.get(address.host.as_str());
    if named.is_some_and(|places| places.iter().any(|p| p.holds(&address))) {
        return true;
    }
    let labels: Vec<&str> = address.host.split('.').collect();
    if labels.len() > 2 && words::set("lasting-hosts").contains(labels[0]) {
        return false;
    }
    PLACES.anywhere.iter().any(|place| place.holds(&address))
        || PLACES.above(&address.host).any(|p| p.holds(&address))
        || PLACES.by_label(&labels).any(|p| p.holds(&address))
}

/// Whether it shows what stands in a chain of blocks, which nobody cleans up: a long number in base 16 in its path.
fn is_transaction(address: &Address) -> bool {
    let is_hash = |part: &String| {
        let digits = part.strip_prefix("0x").unwrap_or_default();
        digits.len() >= 40 && digits.chars().all(|c| c.is_ascii_hexdigit())
    };
    address.path.iter().any(is_hash)
}

/// An entry without its host.
struct Place {
    path: Vec<&'static str>,
    /// Whether the parts may stand anywhere in the path, rather than at its start.
    floating: bool,
    query: Option<&'static str>,
}

impl Place {
    fn parse(path: &'static str, floating: bool) -> Self {
        Place {
            path: path.split('/').filter(|part| !part.is_empty()).collect(),
            floating,
            query: None,
        }
    }

    fn holds(&self, address: &Address) -> bool {
        if let Some(query) = self.query {
            return address.query.contains(query);
        }
        let fits = |path: &[String]| {
            path.len() >= self.path.len()
                && self
                    .path
                    .iter()
                    .zip(path)
                    .all(|(want, is)| *want == "*" || want == is)
        };
        match self.floating {
            true => (0..address.path.len()).any(|i| fits(&address.path[i..])),
            false => fits(&address.path),
        }
    }
}

/// The list, by what its entries ask first.
#[derive(Default)]
struct Places {
    /// By host; a leading dot asks for a host below it.
    hosts: HashMap<&'static str, Vec<Place>>,
    /// By a label anywhere in the host.
    labels: HashMap<&'static str, Vec<Place>>,
    anywhere: Vec<Place>,
}

static PLACES: LazyLock<Places> = LazyLock::new(Places::load);

impl Places {
    fn load() -> Self {
        let mut places = Places::default();
        for entry in words::entries("ephemeral-hosts") {
            places.add(entry);
        }
        places
    }

    fn add(&mut self, entry: &'static str) {
        if let Some(query) = entry.strip_prefix("query:") {
            self.anywhere.push(Place {
                path: Vec::new(),
                floating: false,
                query: Some(query),
            });
            return;
        }
        if let Some(path) = entry.strip_prefix("any:") {
            self.anywhere.push(Place::parse(path, true));
            return;
        }
        let (host, path) = entry.split_once('/').unwrap_or((entry, ""));
        let place = Place::parse(path, false);
        match host.strip_suffix('.') {
            Some(label) => self.labels.entry(label).or_default().push(place),
            None => self.hosts.entry(host).or_default().push(place),
        }
    }

    /// The entries for the hosts above a host.
    fn above<'p>(&'p self, host: &'p str) -> impl Iterator<Item = &'p Place> {
        let above = host.match_indices('.').flat_map(|(at, _)| {
            let below = host.get(at..).and_then(|dotted| self.hosts.get(dotted));
            let same = host.get(at + 1..).and_then(|name| self.hosts.get(name));
            below.into_iter().chain(same)
        });
        above.flatten()
    }

    /// The entries for a label, also as the first or last word of one with hyphens.
    fn by_label<'p>(&'p self, labels: &'p [&str]) -> impl Iterator<Item = &'p Place> {
        // The last two labels name the owner: grafana.com is no dashboard.
        let inner = labels.iter().take(labels.len().saturating_sub(1).max(1));
        let owner = labels.len().saturating_sub(2);
        inner.enumerate().flat_map(move |(i, label)| {
            let first = label.split('-').next();
            let last = label.rsplit('-').next();
            let words = [Some(*label), first, last].into_iter().flatten();
            words
                .filter(move |_| i < owner || labels.len() == 1)
                .filter_map(|word| self.labels.get(word))
                .flatten()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::is_ephemeral;

    #[test]
    fn places_that_get_cleaned_up() {
        for url in [
            "https://acme.slack.com/archives/C01/p16",
            "https://grafana.acme.example/d/abc/x?from=1",
            "https://grafana-prod.acme.example/d/abc",
            "http://velodrome.acme.example/dashboard/db/x?orgId=1",
            "https://monitor.acme.example/d/x?orgId=2",
            "https://gitter.im/acme/ops?at=5f",
            "https://docs.google.com/document/d/1",
            "https://eu-west-1.console.aws.amazon.com/ecs/v2",
            "https://github.com/acme/shop/actions/runs/42",
            "https://ci.acme.example/job/shop/job/main/63/",
            "https://logging.acme.example/app/discover#/?_g=()",
            "https://acme.pagerduty.com/incidents/Q0",
            "https://sentry.io/organizations/acme/issues/3",
            "https://matrix.to/#/!room:acme.example/$x",
        ] {
            assert!(is_ephemeral(url), "{url}");
        }
    }

    #[test]
    fn places_that_last() {
        for url in [
            "https://docs.sentry.io/product/alerts",
            "https://api.slack.com/methods",
            "https://grafana.com/docs/grafana/latest",
            "https://github.com/acme/shop/issues/42",
            "https://github.com/acme/actions/pull/1",
            "https://www.pagerduty.com/blog",
            "https://status.acme.example/incidents/1",
            "https://ci.acme.example/",
            "mailto:kim@acme.example",
            "runs/42",
            "",
        ] {
            assert!(!is_ephemeral(url), "{url}");
        }
    }
}
