//! What an option can be set to: each kind of setting reads its texts, writes them, and says what it takes.

use std::borrow::Cow;
use std::ops::Deref;

use crate::domain::base::time::Span;

/// What an option can be set to.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// `on` or `off`.
    Switch,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A duration with a unit, or one of these words.
    Span(&'static [&'static str]),
    /// A whole number between these.
    Count(u32, u32),
}

impl Kind {
    /// What can be set, for people.
    pub fn describe(self) -> String {
        match self {
            Self::Switch => "on or off".to_owned(),
            Self::Choice(words) => words.join(", "),
            Self::Span([]) => "a duration with a unit (500ms, 3s, 10m)".to_owned(),
            Self::Span(words) => format!("a duration with a unit (500ms, 3s, 10m) or {}", words.join(", ")),
            Self::Count(least, most) => format!("a whole number from {least} to {most}"),
        }
    }
}

/// The type of a setting.
pub trait Setting: Sized + Default {
    /// Reads a text; nothing when it is none of those that fit.
    fn read(text: &str) -> Option<Self>;
    /// The setting as text.
    fn text(&self) -> Cow<'_, str>;
    /// What fits.
    const KIND: Kind;
}

/// `on` or `off`; `true` and `false` are taken too.
impl Setting for bool {
    const KIND: Kind = Kind::Switch;

    fn read(text: &str) -> Option<Self> {
        match text {
            "on" | "true" => Some(true),
            "off" | "false" => Some(false),
            _ => None,
        }
    }

    fn text(&self) -> Cow<'_, str> {
        if *self { "on" } else { "off" }.into()
    }
}

/// How long something takes, with the text that said so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lasting {
    span: Span,
    text: String,
}

impl Deref for Lasting {
    type Target = Span;

    fn deref(&self) -> &Span {
        &self.span
    }
}

impl Setting for Lasting {
    const KIND: Kind = Kind::Span(&[]);

    fn read(text: &str) -> Option<Self> {
        Span::parse(text).ok().map(|span| Self { span, text: text.to_owned() })
    }

    fn text(&self) -> Cow<'_, str> {
        self.text.as_str().into()
    }
}

/// How long something takes, or `never`.
impl Setting for Option<Lasting> {
    const KIND: Kind = Kind::Span(&["never"]);

    fn read(text: &str) -> Option<Self> {
        if text == "never" { Some(None) } else { Lasting::read(text).map(Some) }
    }

    fn text(&self) -> Cow<'_, str> {
        self.as_ref().map_or("never".into(), Lasting::text)
    }
}

/// A whole number within bounds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count<const LEAST: u32, const MOST: u32>(u32);

impl<const LEAST: u32, const MOST: u32> Count<LEAST, MOST> {
    /// The number.
    pub fn number(self) -> u32 {
        self.0
    }
}

impl<const LEAST: u32, const MOST: u32> Setting for Count<LEAST, MOST> {
    const KIND: Kind = Kind::Count(LEAST, MOST);

    fn read(text: &str) -> Option<Self> {
        text.parse().ok().filter(|number| (LEAST..=MOST).contains(number)).map(Self)
    }

    fn text(&self) -> Cow<'_, str> {
        self.0.to_string().into()
    }
}

/// A setting that is one of some words; the first is what it is without a word.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $first:ident = $first_word:literal $(, $other:ident = $word:literal)* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each is its word")]
        pub enum $name { #[default] $first, $($other),* }

        impl $name {
            /// The word.
            pub fn as_str(self) -> &'static str {
                match self {
                    Self::$first => $first_word,
                    $(Self::$other => $word),*
                }
            }
        }

        impl $crate::domain::base::options::setting::Setting for $name {
            const KIND: $crate::domain::base::options::setting::Kind =
                $crate::domain::base::options::setting::Kind::Choice(&[$first_word, $($word),*]);

            fn read(text: &str) -> Option<Self> {
                [Self::$first, $(Self::$other),*].into_iter().find(|choice| choice.as_str() == text)
            }

            fn text(&self) -> std::borrow::Cow<'_, str> {
                self.as_str().into()
            }
        }
    };
}
pub(super) use choice;
