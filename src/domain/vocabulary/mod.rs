//! Belvo's words as types: each from one table of text and value, so that what is compared is a value and what is sent
//! is the text.

mod institution;
mod link;
mod retention;
mod scope;

pub use institution::{InstitutionStatus, InstitutionType, IntegrationType};
pub use link::{AccessMode, LinkStatus, RefreshRate};
pub use retention::{Days, Retention};
pub use scope::Scope;

/// A type of words from its table. With `as`, its schema has a name of its own in the OpenAPI document.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $value:ident $text:literal),* $(,)? }) => {
        $crate::domain::vocabulary::words! { $(#[$about])* $name as "" { $($(#[$doc])* $value $text),* } }
    };
    ($(#[$about:meta])* $name:ident as $schema:literal { $($(#[$doc:meta])* $value:ident $text:literal),* $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $text)] $value),* }

        impl $name {
            /// Every value, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$value),*];
            /// Their texts, in the same order.
            pub const WORDS: &[&str] = &[$($text),*];

            /// Its text.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$value => $text),* }
            }

            /// The value of a text.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name() == text)
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
pub(in crate::domain) use words;
