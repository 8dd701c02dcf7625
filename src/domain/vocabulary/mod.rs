//! Belvo's words as types: each from one table with one row a word, so that what is compared is a value and what is sent
//! is its text. What prints, reads or lists the words goes through the table, so that a new word is one row, and the
//! compiler names the places that have to decide on it.
//!
//! | file | what is in it |
//! |---|---|
//! | `pages.rs` | the screens: names, pages of PAGE_LOAD, how sure each is |
//! | `acts.rs` | the acts of a person, with their values; the answers of the survey |
//! | `events.rs` | the names of events |
//! | `journal.rs` | the kinds of entries in the journal, what time brings about |
//! | `link.rs` | what a link is: status, access mode, refresh rate |
//! | `retention.rs` | how long credentials and data are kept |
//! | `institution.rs` | what an institution is, how it is reached, whether it can be chosen |
//! | `scope.rs` | what the bearer of a widget token may do |

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

pub(super) use named;

pub mod acts;
pub mod events;
mod institution;
mod journal;
mod link;
pub mod pages;
mod retention;
mod scope;

pub use institution::{InstitutionStatus, InstitutionType, IntegrationType};
pub use journal::{DueKind, EntryKind};
pub use link::{AccessMode, LinkStatus, RefreshRate};
pub use retention::{Days, Retention};
pub use scope::Scope;
