//! Belvo's words as types: the widget's screens with the pages that events name, and what a person can do on them.
//!
//! Each table has one row a word: the value, its name, and what is known of it. What prints, reads or lists the words
//! goes through the table, so that a new word is one row, and the compiler names the places that have to decide on it.
//!
//! | file | what is in it |
//! |---|---|
//! | `pages.rs` | the screens: names, pages of PAGE_LOAD, how sure each is |
//! | `acts.rs` | the acts of a person, with their values; the answers of the survey |
//! | `events.rs` | the names of events |

/// An enum whose values have a name each: one row a value.
macro_rules! named {
    ($(#[$about:meta])* $name:ident { $($(#[$row:meta])* $variant:ident $word:literal)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        pub enum $name { $($(#[$row])* $variant),* }

        impl $name {
            /// All of them, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The one of this name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

pub mod acts;
pub mod events;
pub mod pages;
