//! How the value of a key is written: how it is read, and what may stand there.

use super::reader::Reader;
use crate::domain::base::options::Options;

/// What may stand in a key.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A function with this signature, in TypeScript's words.
    Function(&'static str),
    /// `true` or `false`.
    Flag,
    /// Any text.
    Text,
    /// One of these words.
    Word(Union),
    /// A list of texts, of these words where they are named.
    List(Option<Union>),
}

impl Shape {
    /// What may stand there, for people.
    pub fn describe(&self) -> String {
        match self {
            Self::Function(_) => "a function".to_owned(),
            Self::Flag => "true or false".to_owned(),
            Self::Text => "a text".to_owned(),
            Self::Word(union) => union.words.join(", "),
            Self::List(None) => "a list of texts".to_owned(),
            Self::List(Some(union)) => format!("a list of {}", union.words.join(", ")),
        }
    }
}

/// The words that a key knows.
#[derive(Clone, Copy, Debug)]
pub struct Union {
    /// What TypeScript calls them; empty where they have no name.
    pub name: &'static str,
    /// The words.
    pub words: &'static [&'static str],
}

/// One of these words, or what the settings say.
pub(super) struct Word(pub(super) Union, pub(super) fn(&Options) -> &'static str);

impl Word {
    pub(super) const fn shape(&self) -> Shape {
        Shape::Word(self.0)
    }

    pub(super) fn read(&self, key: &str, reader: &mut Reader<'_>, options: &Options) -> &'static str {
        reader.word(key, self.0.words).unwrap_or_else(|| (self.1)(options))
    }
}

/// One of these words as what it stands for, or this when there is none.
pub(super) struct Typed<T>(pub(super) Union, pub(super) fn(&str) -> Option<T>, pub(super) T);

impl<T: Copy> Typed<T> {
    pub(super) const fn shape(&self) -> Shape {
        Shape::Word(self.0)
    }

    pub(super) fn read(&self, key: &str, reader: &mut Reader<'_>, _: &Options) -> T {
        reader.word(key, self.0.words).and_then(self.1).unwrap_or(self.2)
    }
}

/// One of these words, or nothing.
pub(super) struct Choice(pub(super) Union);

impl Choice {
    pub(super) const fn shape(&self) -> Shape {
        Shape::Word(self.0)
    }

    pub(super) fn read(&self, key: &str, reader: &mut Reader<'_>, _: &Options) -> Option<&'static str> {
        reader.word(key, self.0.words)
    }
}

/// A list of these words; others are told.
pub(super) struct Words(pub(super) Union);

impl Words {
    pub(super) const fn shape(&self) -> Shape {
        Shape::List(Some(self.0))
    }

    pub(super) fn read(&self, key: &str, reader: &mut Reader<'_>, _: &Options) -> Vec<String> {
        reader.words(key, self.0.words)
    }
}

/// A list of texts; the words are those that Belvo names, and others are read as well.
pub(super) struct List(pub(super) Option<Union>);

impl List {
    pub(super) const fn shape(&self) -> Shape {
        Shape::List(self.0)
    }

    pub(super) fn read(&self, key: &str, reader: &mut Reader<'_>, _: &Options) -> Vec<String> {
        reader.list(key)
    }
}

/// A single text, where applications write a list as well.
pub(super) struct One;

impl One {
    pub(super) const fn shape(&self) -> Shape {
        Shape::Text
    }

    pub(super) fn read(&self, key: &str, reader: &mut Reader<'_>, _: &Options) -> Vec<String> {
        reader.list(key)
    }
}

/// A text that is null when there is a fault in it.
pub(super) struct Text(pub(super) fn(&str) -> Option<String>);

impl Text {
    pub(super) const fn shape(&self) -> Shape {
        Shape::Text
    }

    pub(super) fn read(&self, key: &str, reader: &mut Reader<'_>, _: &Options) -> Option<String> {
        let text = reader.text(key)?;
        let Some(why) = (self.0)(&text) else { return Some(text) };
        reader.warnings.push(format!("`{key}` is stored as null: {why}"));
        None
    }
}

/// Yes or no, and what holds when the key is absent.
pub(super) struct Flag(pub(super) bool);

impl Flag {
    pub(super) const fn shape(&self) -> Shape {
        Shape::Flag
    }

    pub(super) fn read(&self, key: &str, reader: &mut Reader<'_>, _: &Options) -> bool {
        reader.flag(key).unwrap_or(self.0)
    }
}
