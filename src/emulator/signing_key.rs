//! The key that signs tokens: of a file, or of the host's entropy, anew at each start.

use std::io;
use std::path::Path;

use ring::rand::{SecureRandom, SystemRandom};

use super::error::StartError;
use crate::assets;

/// As long as the signature: what HS512 asks for.
const MADE: usize = 64;
const SHORTEST: usize = 32;
const LONGEST: usize = 4_096;

pub(super) fn read_or_make(file: Option<&Path>) -> Result<Vec<u8>, StartError> {
    match file {
        Some(path) => read(path),
        None => make(),
    }
}

fn make() -> Result<Vec<u8>, StartError> {
    let mut key = vec![0; MADE];
    let none = |_| StartError::Host(io::Error::other("the host gives no entropy for a signing key"));
    SystemRandom::new().fill(&mut key).map_err(none)?;
    Ok(key)
}

fn read(path: &Path) -> Result<Vec<u8>, StartError> {
    let key = assets::one(path, LONGEST)?.bytes.into_owned();
    match key.len() {
        SHORTEST.. => Ok(key),
        short => Err(wrong(path, &format!("has {short} bytes, fewer than {SHORTEST}"))),
    }
}

fn wrong(path: &Path, what: &str) -> StartError {
    StartError::Setting(format!(
        "the signing key {} {what}\n  help: make one of {MADE} bytes with `head -c {MADE} /dev/urandom > {}`",
        path.display(),
        path.display()
    ))
}
