//! Whose actions are asked for.

use super::version::Item;
use crate::git::Identity;

/// Somebody under the names that documents may use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    names: Vec<String>,
}

impl Owner {
    /// Somebody by name.
    pub fn named(name: &str) -> Self {
        Self::known_as([name.to_owned()])
    }

    /// Whoever commits here: the name of the configuration, and what Git calls them; none when nobody is known.
    pub fn me(configured: Option<String>, identity: &Identity) -> Option<Self> {
        let mailbox = identity
            .email
            .as_deref()
            .and_then(|email| email.split('@').next());
        let names = [
            configured,
            identity.name.clone(),
            mailbox.map(str::to_owned),
        ];
        let me = Self::known_as(names.into_iter().flatten());
        (!me.names.is_empty()).then_some(me)
    }

    fn known_as(names: impl IntoIterator<Item = String>) -> Self {
        let names = names.into_iter().map(|name| plain(&name));
        Self {
            names: names.filter(|name| !name.is_empty()).collect(),
        }
    }

    /// Whether an action is theirs, perhaps with others.
    pub fn owns(&self, item: &Item) -> bool {
        item.owners.iter().any(|owner| self.is(owner))
    }

    /// Whether a document means them: by the whole name, or by the first.
    fn is(&self, written: &str) -> bool {
        let written = plain(written);
        let first = written.split_whitespace().next().unwrap_or_default();
        self.names
            .iter()
            .any(|name| *name == written || name == first)
    }
}

fn plain(name: &str) -> String {
    name.trim().trim_start_matches('@').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_handles_and_as_first_names() {
        let ana = Owner::named("@Ana");
        assert!(ana.is("ana") && ana.is("Ana Lopez") && !ana.is("Anabel"));
        let identity = Identity {
            name: Some("Ana Lopez".to_owned()),
            email: Some("alopez@larkspur.example".to_owned()),
        };
        let me = Owner::me(None, &identity).expect("somebody");
        assert!(me.is("@alopez") && me.is("Ana Lopez") && !me.is("ana"));
        assert_eq!(Owner::me(None, &Identity::default()), None);
    }
}
