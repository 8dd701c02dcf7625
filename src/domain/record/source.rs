//! Where a link's records come from: the institution, the user, and the moment of asking.

use jiff::civil::Date;
use uuid::Uuid;

use crate::domain::institution::Institution;
use crate::domain::link::Link;
use crate::domain::options::Options;
use crate::domain::rng::hash;
use crate::domain::time::Timestamp;

/// What records are drawn from.
pub struct Source<'a> {
    /// The link.
    pub link: &'a Link,
    /// Its institution.
    pub institution: &'a Institution,
    /// The moment at which the institution is asked.
    pub now: Timestamp,
    /// The settings in force.
    pub options: &'a Options,
    /// Where to find what the emulator serves itself: `http://127.0.0.1:2358` is not known here, a path is.
    pub secret: [u8; 32],
}

impl Source<'_> {
    /// The day of asking.
    pub fn today(&self) -> Date {
        self.now.date()
    }

    /// The id of one thing of this link, told from all others by its kind and key.
    pub fn id(&self, kind: &str, key: &str) -> Uuid {
        let digest = hash(&[&self.secret, self.link.id.as_bytes(), kind.as_bytes(), key.as_bytes()]);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }

    /// The moment of asking, as records carry it (R-BASE-08).
    pub fn stamp(&self) -> String {
        self.now.iso_micros()
    }
}
