//! The key that signs tokens: of a file, or of the host's entropy, anew at each start.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use ring::rand::{SecureRandom, SystemRandom};

use super::StartError;

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
    let unread = |why| StartError::Read { path: path.to_owned(), why };
    // Opening a pipe would wait for somebody who writes into it.
    if !path.metadata().map_err(unread)?.is_file() {
        return Err(wrong(path, "is no regular file"));
    }
    let mut key = Vec::new();
    let most = LONGEST as u64 + 1;
    File::open(path).and_then(|file| file.take(most).read_to_end(&mut key)).map_err(unread)?;
    match key.len() {
        SHORTEST..=LONGEST => Ok(key),
        0..SHORTEST => Err(wrong(path, &format!("has {} bytes, fewer than {SHORTEST}", key.len()))),
        _ => Err(wrong(path, &format!("has more than {LONGEST} bytes"))),
    }
}

fn wrong(path: &Path, what: &str) -> StartError {
    StartError::Setting(format!(
        "the signing key {} {what}\n  help: make one of {MADE} bytes with `head -c {MADE} /dev/urandom > {}`",
        path.display(),
        path.display()
    ))
}
