//! Closed lists of words: one definition for what is read, what is written and what a schema enumerates.

/// An enum whose values have each a word: in front matter, in `whys.toml`, on pages of rules, in JSON.
macro_rules! worded {
    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $word:literal),+ $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $vis enum $name { $($(#[$variant_meta])* $variant),+ }

        impl $name {
            /// The words of all values, in order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];
            /// All values, in order.
            pub const ALL: [$name; $name::WORDS.len()] = [$($name::$variant),+];

            /// Its word.
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// The value that this very word names, as a schema has it.
            pub fn exact(word: &str) -> Option<Self> {
                $name::ALL.into_iter().find(|one| one.word() == word)
            }

            /// The value that a word names, whatever its case.
            pub fn parse(word: &str) -> Option<Self> {
                let word = word.trim();
                $name::ALL.into_iter().find(|one| one.word().eq_ignore_ascii_case(word))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                match to.is_human_readable() {
                    true => to.serialize_str(self.word()),
                    // In what whys keeps for itself, where only the program that wrote it reads it.
                    false => to.serialize_u8(*self as u8),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                if !from.is_human_readable() {
                    let at = <u8 as serde::Deserialize>::deserialize(from)?;
                    let value = $name::ALL.get(usize::from(at)).copied();
                    return value.ok_or_else(|| serde::de::Error::custom("no such value"));
                }
                let word = <String as serde::Deserialize>::deserialize(from)?;
                $name::parse(&word).ok_or_else(|| {
                    let known = $name::WORDS.join(", ");
                    serde::de::Error::custom(format!("`{word}` is none of {known}"))
                })
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": $name::WORDS })
            }
        }
    };
}

pub(crate) use worded;
