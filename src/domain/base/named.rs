//! Enums from one table of words each.

/// An enum whose values have a name each: one row a value. With `as`, its schema has a name of its own in the OpenAPI
/// document.
macro_rules! named {
    ($(#[$about:meta])* $name:ident { $($(#[$row:meta])* $variant:ident $word:literal)* }) => {
        named! { $(#[$about])* $name as "" { $($(#[$row])* $variant $word)* } }
    };
    ($(#[$about:meta])* $name:ident as $schema:literal { $($(#[$row:meta])* $variant:ident $word:literal)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$row])* #[serde(rename = $word)] $variant),* }

        impl $name {
            /// All of them, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// Their names, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// Its name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The one of this name.
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                to.write_str(self.name())
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $schema.into()
            }

            fn inline_schema() -> bool {
                $schema.is_empty()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": Self::WORDS })
            }
        }
    };
}

/// The same; what is said of each value can be told to people.
macro_rules! named_and_told {
    ($(#[$about:meta])* $name:ident { $(#[doc = $row:literal] $variant:ident $word:literal)* }) => {
        named! { $(#[$about])* $name { $(#[doc = $row] $variant $word)* } }

        impl $name {
            /// What it means.
            pub const fn about(self) -> &'static str {
                match self { $(Self::$variant => $row.trim_ascii()),* }
            }
        }
    };
}

pub(in crate::domain) use {named, named_and_told};
