//! Names of objects.

use std::fmt;
use std::str::FromStr;

use git2::{ObjectType, Oid};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The name of a commit or of the bytes of a file: SHA-1, or SHA-256 where Git itself reads the repository.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    bytes: [u8; 32],
    len: u8,
}

impl Id {
    /// The name that Git gives to these bytes of a file in a repository of SHA-1.
    pub fn of_bytes(bytes: &[u8]) -> Id {
        let hash = Oid::hash_object(ObjectType::Blob, bytes);
        Id::from(hash.unwrap_or(Oid::ZERO_SHA1))
    }

    /// From the bytes of a hash, at most 32 of them.
    pub(super) fn of(hash: &[u8]) -> Option<Id> {
        let mut bytes = [0; 32];
        bytes.get_mut(..hash.len())?.copy_from_slice(hash);
        let len = u8::try_from(hash.len()).ok()?;
        Some(Id { bytes, len })
    }

    /// Whether these are the bytes that it names. False, too, for a hash of another kind than SHA-1.
    pub(super) fn is_of(self, bytes: &[u8]) -> bool {
        Id::of_bytes(bytes) == self
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.len)).unwrap_or_default()
    }

    /// The name as libgit2 knows it.
    pub(super) fn oid(self) -> Result<Oid, git2::Error> {
        Oid::from_bytes(self.as_bytes())
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
        Id::of(oid.as_bytes()).unwrap_or(Id {
            bytes: [0; 32],
            len: 20,
        })
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = self.as_bytes().iter();
        bytes.try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({self})")
    }
}

impl FromStr for Id {
    type Err = String;

    fn from_str(hex: &str) -> Result<Id, String> {
        let digits = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
        let bytes: Option<Vec<u8>> = (0..hex.len()).step_by(2).map(digits).collect();
        let bytes = bytes.filter(|bytes| [20, 32].contains(&bytes.len()));
        let id = bytes.and_then(|bytes| Id::of(&bytes));
        id.ok_or_else(|| "is no name of an object".to_owned())
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match to.is_human_readable() {
            true => to.collect_str(self),
            false => to.serialize_bytes(self.as_bytes()),
        }
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Id, D::Error> {
        if from.is_human_readable() {
            let digits = std::borrow::Cow::<'de, str>::deserialize(from)?;
            return digits.parse().map_err(serde::de::Error::custom);
        }
        let bytes = <&[u8]>::deserialize(from)?;
        Id::of(bytes).ok_or_else(|| serde::de::Error::custom("is no name of an object"))
    }
}

#[cfg(test)]
mod tests {
    use super::Id;

    #[test]
    fn digits_come_back() {
        for hex in [
            "00ff10".to_owned() + &"ab".repeat(17),
            "0123456789abcdef".repeat(4),
        ] {
            let id: Result<Id, _> = hex.parse();
            assert_eq!(id.map(|id| id.to_string()), Ok(hex));
        }
        for none in ["", "0x", "+1", &"00".repeat(19), &"00".repeat(33)] {
            assert!(none.parse::<Id>().is_err(), "{none}");
        }
    }

    #[test]
    fn what_is_kept_comes_back() {
        let id = Id::of_bytes(b"whys");
        let kept = postcard::to_stdvec(&id).unwrap_or_default();
        assert_eq!(kept.len(), 21, "its length and 20 bytes");
        assert_eq!(postcard::from_bytes(&kept), Ok(id));
        assert!(postcard::from_bytes::<Id>(&[33; 34]).is_err());
    }

    #[test]
    fn bytes_have_the_name_that_git_gives_them() {
        let id = Id::of_bytes(b"whys\n");
        assert!(id.is_of(b"whys\n") && !id.is_of(b"whys"));
        // `git hash-object` says so of an empty file.
        let empty = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
        assert_eq!(Id::of_bytes(b"").to_string(), empty);
    }
}
