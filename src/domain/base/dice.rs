//! The dice of a workspace: one seed, one stream for each kind of thing, so that one more draw for one shifts no other.
//!
//! Ids come anew after a reset; what people type and own does not.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rand::rngs::ChaCha8Rng;
use rand::{Rng, RngExt, SeedableRng};
use ring::digest::{Context, SHA256};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::named::named;
use super::saved;
use super::saved::Saved;

/// Streams of chance that depend on the seed, the workspace and its resets alone.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dice {
    #[serde(with = "saved")]
    root: [u8; 32],
    #[serde(with = "saved")]
    people: [u8; 32],
    generation: Generation,
    streams: BTreeMap<Cow<'static, str>, Stream>,
}

/// How often all workspaces were reset, and how often this one alone since: each generation has ids of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Generation {
    all: u32,
    own: u32,
}

named! {
    /// Which ids a workspace has after a reset.
    #[derive(Default)]
    Ids {
        /// Such as it never had: what was known before the reset names nothing any more.
        #[default]
        Fresh "fresh"
        /// Those that it had after the start, in the same order.
        Repeat "repeat"
    }
}

impl Generation {
    /// After a reset of all workspaces.
    #[must_use]
    pub fn after_all(self, ids: Ids) -> Self {
        match ids {
            Ids::Fresh => Self { all: self.all.wrapping_add(1), own: 0 },
            Ids::Repeat => Self::default(),
        }
    }

    /// After a reset of this workspace.
    #[must_use]
    pub fn after_own(self, ids: Ids) -> Self {
        match ids {
            Ids::Fresh => Self { own: self.own.wrapping_add(1), ..self },
            Ids::Repeat => Self::default(),
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(try_from = "Place", into = "Place")]
struct Stream(ChaCha8Rng);

/// The seed of a stream in hex, and how many words it has given.
type Place = (String, u64);

impl Stream {
    fn new(seed: &[&[u8]]) -> Self {
        Self(ChaCha8Rng::from_seed(hash(seed)))
    }

    fn rng(&mut self) -> &mut ChaCha8Rng {
        &mut self.0
    }
}

/// The generator is not `Clone`: its seed and how many words it has given are the whole of it.
impl Clone for Stream {
    fn clone(&self) -> Self {
        let mut copy = ChaCha8Rng::from_seed(self.0.get_seed());
        copy.set_word_pos(self.0.get_word_pos());
        Self(copy)
    }
}

impl From<Stream> for Place {
    fn from(stream: Stream) -> Self {
        // No workspace draws 2^64 words.
        (stream.0.get_seed().form(), u64::try_from(stream.0.get_word_pos()).unwrap_or(u64::MAX))
    }
}

impl TryFrom<Place> for Stream {
    type Error = String;

    fn try_from((seed, words): Place) -> Result<Self, String> {
        let mut stream = ChaCha8Rng::from_seed(Saved::read(seed)?);
        stream.set_word_pos(words.into());
        Ok(Self(stream))
    }
}

/// SHA-256 over parts that cannot run into each other.
pub fn hash(parts: &[&[u8]]) -> [u8; 32] {
    let mut context = Context::new(&SHA256);
    for part in parts {
        context.update(&(part.len() as u64).to_le_bytes());
        context.update(part);
    }
    let mut out = [0; 32];
    out.copy_from_slice(context.finish().as_ref());
    out
}

impl Dice {
    /// The dice of one workspace under a seed, as they are after its resets.
    pub fn new(seed: u64, workspace: &str, generation: Generation) -> Self {
        Self {
            root: hash(&[b"belvo-emulator", &seed.to_le_bytes(), workspace.as_bytes()]),
            people: hash(&[b"belvo-emulator", &seed.to_le_bytes(), b"people"]),
            generation,
            streams: BTreeMap::new(),
        }
    }

    /// The resets that these dice have seen.
    pub fn generation(&self) -> Generation {
        self.generation
    }

    /// 32 bytes for `label` that are always the same: for keys and identities, not for draws.
    pub fn fixed(&self, label: &str) -> [u8; 32] {
        hash(&[&self.root, b"fixed", label.as_bytes()])
    }

    /// What people are made of: the same in all workspaces under a seed, so that one user is one person everywhere.
    pub fn people(&self) -> [u8; 32] {
        self.people
    }

    /// An identity that is always the same for `label`.
    pub fn fixed_uuid(&self, label: &str) -> Uuid {
        uuid_of(&self.fixed(label))
    }

    /// An identity of its own for these parts: it shifts no stream.
    pub fn uuid_for(&self, label: &str, parts: &[&[u8]]) -> Uuid {
        let whole: Vec<&[u8]> =
            [&self.root[..], b"for", label.as_bytes()].iter().chain(parts).copied().collect();
        uuid_of(&hash(&whole))
    }

    fn values(&mut self, name: &'static str) -> &mut ChaCha8Rng {
        let root = &self.root;
        self.streams
            .entry(name.into())
            .or_insert_with(|| Stream::new(&[root, b"stream", name.as_bytes()]))
            .rng()
    }

    fn ids(&mut self, name: &'static str) -> &mut ChaCha8Rng {
        let (root, Generation { all, own }) = (&self.root, self.generation);
        if self.generation == Generation::default() {
            return self.values(name);
        }
        let counts = [all.to_le_bytes(), own.to_le_bytes()].concat();
        let fresh = || Stream::new(&[root, b"stream", name.as_bytes(), &counts]);
        self.streams.entry(name.into()).or_insert_with(fresh).rng()
    }

    /// The next UUIDv4 of a stream of ids.
    pub fn uuid(&mut self, stream: &'static str) -> Uuid {
        let mut bytes = [0; 16];
        self.ids(stream).fill_bytes(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }

    /// The next 32 lower-case hex digits of a stream of ids (R-BASE-06).
    pub fn hex32(&mut self, stream: &'static str) -> String {
        self.uuid(stream).simple().to_string()
    }

    /// The next `count` decimal digits of a stream; none is zero.
    pub fn digits(&mut self, stream: &'static str, count: usize) -> String {
        let dice = self.values(stream);
        (0..count).map(|_| char::from(dice.random_range(b'1'..=b'9'))).collect()
    }
}

fn uuid_of(digest: &[u8; 32]) -> Uuid {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dice(seed: u64, workspace: &str) -> Dice {
        Dice::new(seed, workspace, Generation::default())
    }

    #[test]
    fn a_draw_from_one_stream_shifts_no_other() {
        let (mut one, mut two) = (dice(1, "a"), dice(1, "a"));
        two.uuid("other");
        assert_eq!(one.uuid("links"), two.uuid("links"));
        assert_ne!(one.uuid("links"), dice(1, "b").uuid("links"));
        assert_ne!(dice(1, "a").uuid("links"), dice(2, "a").uuid("links"));
    }

    #[test]
    fn a_copy_goes_on_where_the_original_stood() {
        let mut dice = dice(1, "a");
        dice.digits("credentials", 3);
        let mut copy = dice.clone();
        assert_eq!(dice.digits("credentials", 20), copy.digits("credentials", 20));
    }

    #[test]
    fn the_streams_are_the_same_in_every_release() {
        let mut dice = dice(1, "golden");
        assert_eq!(dice.uuid("links").to_string(), "a0674d5f-d2ec-447a-afe6-11efe5eb6bb7");
        assert_eq!(dice.digits("credentials", 11), "79452173549");
    }

    #[test]
    fn a_reset_brings_ids_that_no_reset_before_it_has_brought_and_the_same_people() {
        let start = Generation::default();
        let [own, all] = [start.after_own(Ids::Fresh), start.after_all(Ids::Fresh)];
        let generations = [start, own, own.after_own(Ids::Fresh), all, all.after_own(Ids::Fresh)];
        let dice = generations.map(|generation| Dice::new(1, "a", generation));
        let ids: std::collections::BTreeSet<Uuid> =
            dice.clone().iter_mut().map(|dice| dice.uuid("links")).collect();
        assert_eq!(ids.len(), generations.len());
        for mut dice in dice {
            assert_eq!(dice.digits("credentials", 11), Dice::new(1, "a", start).digits("credentials", 11));
            assert_eq!(dice.fixed_uuid("user"), Dice::new(1, "a", start).fixed_uuid("user"));
            assert_eq!(dice.generation().after_own(Ids::Repeat), start);
            assert_eq!(dice.generation().after_all(Ids::Repeat), start);
        }
    }
}
