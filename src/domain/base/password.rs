//! A password as it is kept: enough to know it again, salted, so that equal ones look different and no table of
//! passwords that was made before finds one.

use serde::{Deserialize, Serialize};

use super::dice::hash;
use super::saved::Saved;

/// A digest of a password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct KnownPassword {
    /// Those that were kept by versions before had none.
    salt: Option<[u8; 32]>,
    digest: [u8; 32],
}

impl KnownPassword {
    /// Of a password; each place where one is kept has a salt of its own.
    pub fn of(password: &str, salt: [u8; 32]) -> Self {
        Self { salt: Some(salt), digest: hash(&[b"salted password", &salt, password.as_bytes()]) }
    }

    /// Whether it is of this password; `before` is what the place put in front of one without a salt.
    pub fn is_of(&self, password: &str, before: &str) -> bool {
        match self.salt {
            Some(salt) => *self == Self::of(password, salt),
            None => self.digest == hash(&[before.as_bytes(), password.as_bytes()]),
        }
    }
}

/// What stands between the salt and the digest.
const BETWEEN: char = ':';

impl From<KnownPassword> for String {
    fn from(KnownPassword { salt, digest }: KnownPassword) -> Self {
        match salt {
            Some(salt) => format!("{}{BETWEEN}{}", salt.form(), digest.form()),
            None => digest.form(),
        }
    }
}

impl TryFrom<String> for KnownPassword {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (salt, digest) = match text.split_once(BETWEEN) {
            Some((salt, digest)) => (Some(Saved::read(salt.to_owned())?), digest),
            None => (None, &*text),
        };
        Ok(Self { salt, digest: Saved::read(digest.to_owned())? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_known_again_and_equal_ones_look_different() {
        let [one, other] = [1, 2].map(|salt| KnownPassword::of("secret", [salt; 32]));
        assert!(one.is_of("secret", "") && !one.is_of("Secret", ""));
        assert_ne!(one.digest, other.digest);
        let text = String::from(one.clone());
        assert!(!text.contains("secret") && text.len() == 129, "{text}");
        assert_eq!(KnownPassword::try_from(text), Ok(one));
    }

    #[test]
    fn one_of_a_version_before_is_known_too() {
        let text = hash(&[b"password", b"secret"]).form();
        let old = KnownPassword::try_from(text.clone()).expect("a digest");
        assert!(old.is_of("secret", "password") && !old.is_of("other", "password"));
        assert_eq!(String::from(old), text);
        for wrong in ["", ":", "secret", &format!("{text}:"), &format!("{text}:{text}:{text}")] {
            assert!(KnownPassword::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }
}
