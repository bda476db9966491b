//! Names of objects.

use std::fmt;
use std::str::FromStr;

use git2::{ObjectType, Oid};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The name of a commit or of the bytes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id([u8; 20]);

impl Id {
    /// The name that Git gives to these bytes of a file.
    pub fn of_bytes(bytes: &[u8]) -> Id {
        Oid::hash_object(ObjectType::Blob, bytes).map_or(Id([0; 20]), Id::from)
    }

    pub(super) fn from_raw(raw: &[u8]) -> Option<Id> {
        raw.try_into().ok().map(Id)
    }

    pub(super) fn oid(self) -> Option<Oid> {
        Oid::from_bytes(&self.0).ok()
    }

    /// Its first digits, by which people name it.
    pub fn short(self) -> String {
        let mut digits = self.to_string();
        digits.truncate(8);
        digits
    }
}

impl From<Oid> for Id {
    fn from(oid: Oid) -> Id {
        Id::from_raw(oid.as_bytes()).unwrap_or(Id([0; 20]))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Id {
    type Err = String;

    fn from_str(digits: &str) -> Result<Id, String> {
        let oid = Oid::from_str(digits).map_err(|error| error.message().to_owned())?;
        Ok(Id::from(oid))
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Id, D::Error> {
        let digits = std::borrow::Cow::<'de, str>::deserialize(from)?;
        digits.parse().map_err(serde::de::Error::custom)
    }
}
