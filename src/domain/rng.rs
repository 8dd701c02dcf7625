//! The dice of a workspace: one seed, one stream for each kind of thing, so that one more draw for one shifts no other.

use std::collections::BTreeMap;

use rand::rngs::ChaCha8Rng;
use rand::{Rng, RngExt, SeedableRng};
use ring::digest::{SHA256, digest};
use uuid::Uuid;

/// Streams of chance that depend on the seed and the workspace alone.
#[derive(Clone, Debug)]
pub struct Dice {
    root: [u8; 32],
    streams: BTreeMap<&'static str, Stream>,
}

#[derive(Debug)]
struct Stream(ChaCha8Rng);

/// The generator is not `Clone`: its seed and how many words it has given are the whole of it.
impl Clone for Stream {
    fn clone(&self) -> Self {
        let mut copy = ChaCha8Rng::from_seed(self.0.get_seed());
        copy.set_word_pos(self.0.get_word_pos());
        Self(copy)
    }
}

/// SHA-256 over parts that cannot run into each other.
pub fn hash(parts: &[&[u8]]) -> [u8; 32] {
    let mut text = Vec::new();
    for part in parts {
        text.extend((part.len() as u64).to_le_bytes());
        text.extend(*part);
    }
    let mut out = [0; 32];
    out.copy_from_slice(digest(&SHA256, &text).as_ref());
    out
}

impl Dice {
    /// The dice of one workspace under a seed.
    pub fn new(seed: u64, workspace: &str) -> Self {
        Self {
            root: hash(&[b"belvo-emulator", &seed.to_le_bytes(), workspace.as_bytes()]),
            streams: BTreeMap::new(),
        }
    }

    /// 32 bytes for `label` that are always the same: for keys and identities, not for draws.
    pub fn fixed(&self, label: &str) -> [u8; 32] {
        hash(&[&self.root, b"fixed", label.as_bytes()])
    }

    /// An identity that is always the same for `label`.
    pub fn fixed_uuid(&self, label: &str) -> Uuid {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&self.fixed(label)[..16]);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }

    fn stream(&mut self, name: &'static str) -> &mut ChaCha8Rng {
        let root = &self.root;
        let fresh = || Stream(ChaCha8Rng::from_seed(hash(&[root, b"stream", name.as_bytes()])));
        &mut self.streams.entry(name).or_insert_with(fresh).0
    }

    /// The next UUIDv4 of a stream.
    pub fn uuid(&mut self, stream: &'static str) -> Uuid {
        let mut bytes = [0; 16];
        self.stream(stream).fill_bytes(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }

    /// The next 32 lower-case hex digits of a stream (R-BASE-06).
    pub fn hex32(&mut self, stream: &'static str) -> String {
        self.uuid(stream).simple().to_string()
    }

    /// The next `count` decimal digits of a stream; none is zero.
    pub fn digits(&mut self, stream: &'static str, count: usize) -> String {
        let dice = self.stream(stream);
        (0..count).map(|_| char::from(dice.random_range(b'1'..=b'9'))).collect()
    }

    /// The next `count` upper-case letters of a stream.
    pub fn letters(&mut self, stream: &'static str, count: usize) -> String {
        let dice = self.stream(stream);
        (0..count).map(|_| char::from(dice.random_range(b'A'..=b'Z'))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_from_one_stream_shifts_no_other() {
        let (mut one, mut two) = (Dice::new(1, "a"), Dice::new(1, "a"));
        two.uuid("other");
        assert_eq!(one.uuid("links"), two.uuid("links"));
        assert_ne!(one.uuid("links"), Dice::new(1, "b").uuid("links"));
        assert_ne!(Dice::new(1, "a").uuid("links"), Dice::new(2, "a").uuid("links"));
    }

    #[test]
    fn a_copy_goes_on_where_the_original_stood() {
        let mut dice = Dice::new(1, "a");
        dice.digits("credentials", 3);
        let mut copy = dice.clone();
        assert_eq!(dice.digits("credentials", 20), copy.digits("credentials", 20));
    }

    #[test]
    fn the_streams_are_the_same_in_every_release() {
        let mut dice = Dice::new(1, "golden");
        assert_eq!(dice.uuid("links").to_string(), "a0674d5f-d2ec-447a-afe6-11efe5eb6bb7");
        assert_eq!(dice.digits("credentials", 11), "79452173549");
    }
}
