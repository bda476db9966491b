//! Who is at the keyboard, as Git knows it.

use git2::{Config, Repository};

/// A person as commits name them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Identity {
    /// `user.name`
    pub name: Option<String>,
    /// `user.email`
    pub email: Option<String>,
}

/// The author of the next commit. Nothing where Git is not set up: whoever asks has to do without.
pub fn identity() -> Identity {
    let config = Repository::discover(".")
        .and_then(|repository| repository.config())
        .or_else(|_| Config::open_default());
    let configured = |key: &str| {
        let value = config.as_ref().ok()?.get_string(key).ok()?;
        Some(value.trim().to_owned()).filter(|value| !value.is_empty())
    };
    let told = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    Identity {
        name: told("GIT_AUTHOR_NAME").or_else(|| configured("user.name")),
        email: told("GIT_AUTHOR_EMAIL").or_else(|| configured("user.email")),
    }
}
