//! How a snapshot writes what JSON has no form of its own for: hashes, maps whose keys are no texts, and texts of the
//! program's own tables. `#[serde(with = "saved")]` on a field says so.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// A text of one of the program's own tables. By this name a derived reader does not take it for one that it borrows.
pub type Word = &'static str;

/// Finds a text in the program's own tables.
pub type FindWord = fn(&str) -> Option<&'static str>;

thread_local! {
    /// A reader gets no arguments, and the tables stand in rooms above this one.
    static FIND: Cell<FindWord> = const { Cell::new(|_| None) };
}

/// Reads something with the texts that can be found so.
pub fn with_words<T>(find: FindWord, read: impl FnOnce() -> T) -> T {
    let before = FIND.replace(find);
    let done = read();
    FIND.set(before);
    done
}

/// What is written in another form than its own.
pub trait Saved: Sized {
    /// The form.
    type Form: Serialize + DeserializeOwned;

    /// Writes it.
    fn form(&self) -> Self::Form;

    /// Reads it; why it cannot be read.
    fn read(form: Self::Form) -> Result<Self, String>;
}

/// Writes it in its form.
pub fn serialize<T: Saved, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
    value.form().serialize(to)
}

/// Reads it from its form.
pub fn deserialize<'de, T: Saved, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    T::read(T::Form::deserialize(from)?).map_err(D::Error::custom)
}

impl Saved for &'static str {
    type Form = String;

    fn form(&self) -> String {
        (*self).to_owned()
    }

    fn read(form: String) -> Result<Self, String> {
        let unknown = || format!("`{}` is no word of this program", super::text::shown(&form));
        (FIND.get())(&form).ok_or_else(unknown)
    }
}

impl Saved for [u8; 32] {
    type Form = String;

    fn form(&self) -> String {
        self.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn read(form: String) -> Result<Self, String> {
        let wrong = || "64 hex digits were expected".to_owned();
        let mut bytes = [0; 32];
        if form.len() != 64 || !form.is_ascii() {
            return Err(wrong());
        }
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&form[2 * place..2 * place + 2], 16).map_err(|_| wrong())?;
        }
        // `+f` is a number too.
        if bytes.form() == form { Ok(bytes) } else { Err(wrong()) }
    }
}

impl<T: Saved> Saved for Option<T> {
    type Form = Option<T::Form>;

    fn form(&self) -> Self::Form {
        self.as_ref().map(T::form)
    }

    fn read(form: Self::Form) -> Result<Self, String> {
        form.map(T::read).transpose()
    }
}

impl Saved for Vec<&'static str> {
    type Form = Vec<String>;

    fn form(&self) -> Self::Form {
        self.iter().map(Saved::form).collect()
    }

    fn read(form: Self::Form) -> Result<Self, String> {
        form.into_iter().map(Saved::read).collect()
    }
}

impl<V: Clone + Serialize + DeserializeOwned> Saved for Vec<(&'static str, V)> {
    type Form = Vec<(String, V)>;

    fn form(&self) -> Self::Form {
        self.iter().map(|(word, value)| (word.form(), value.clone())).collect()
    }

    fn read(form: Self::Form) -> Result<Self, String> {
        form.into_iter().map(|(word, value)| Ok((Saved::read(word)?, value))).collect()
    }
}

impl<V: Clone + Serialize + DeserializeOwned> Saved for (&'static str, V) {
    type Form = (String, V);

    fn form(&self) -> Self::Form {
        (self.0.form(), self.1.clone())
    }

    fn read(form: Self::Form) -> Result<Self, String> {
        Ok((Saved::read(form.0)?, form.1))
    }
}

impl<V: Clone + Serialize + DeserializeOwned> Saved for IndexMap<&'static str, V> {
    type Form = IndexMap<String, V>;

    fn form(&self) -> Self::Form {
        self.iter().map(|(word, value)| (word.form(), value.clone())).collect()
    }

    fn read(form: Self::Form) -> Result<Self, String> {
        form.into_iter().map(|(word, value)| Ok((Saved::read(word)?, value))).collect()
    }
}

impl<V: Clone + Serialize + DeserializeOwned> Saved for BTreeMap<(&'static str, Uuid), V> {
    type Form = Vec<(String, Uuid, V)>;

    fn form(&self) -> Self::Form {
        self.iter().map(|((word, id), value)| (word.form(), *id, value.clone())).collect()
    }

    fn read(form: Self::Form) -> Result<Self, String> {
        let keyed = |(word, id, value): (String, Uuid, V)| Ok(((Saved::read(word)?, id), value));
        map_of(form.into_iter().map(keyed).collect::<Result<Vec<_>, String>>()?)
    }
}

impl Saved for BTreeSet<(&'static str, Uuid)> {
    type Form = Vec<(String, Uuid)>;

    fn form(&self) -> Self::Form {
        self.iter().map(|(word, id)| (word.form(), *id)).collect()
    }

    fn read(form: Self::Form) -> Result<Self, String> {
        form.into_iter().map(|(word, id)| Ok((Saved::read(word)?, id))).collect()
    }
}

impl Saved for BTreeMap<String, [u8; 32]> {
    type Form = BTreeMap<String, String>;

    fn form(&self) -> Self::Form {
        self.iter().map(|(name, hash)| (name.clone(), hash.form())).collect()
    }

    fn read(form: Self::Form) -> Result<Self, String> {
        form.into_iter().map(|(name, hash)| Ok((name, Saved::read(hash)?))).collect()
    }
}

/// No key may stand twice.
pub(super) fn map_of<K: Ord, V>(pairs: Vec<(K, V)>) -> Result<BTreeMap<K, V>, String> {
    let count = pairs.len();
    let map: BTreeMap<K, V> = pairs.into_iter().collect();
    if map.len() == count { Ok(map) } else { Err("the same key stands twice".to_owned()) }
}
