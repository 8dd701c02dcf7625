//! `@FILE` in place of an argument of `ctl`: what stands in the file, or with `@-` on standard input.

#![expect(clippy::disallowed_methods, reason = "files and standard input of whoever types")]

use std::ffi::OsString;
use std::fs::File;
use std::io::Read;

/// So much a request can have anyway: a snapshot.
const LARGEST: u64 = 64 * 1024 * 1024;

/// The words with what stands in the files that they name; `@@` begins a word with `@`.
pub(super) fn filled(words: Vec<OsString>) -> Result<Vec<OsString>, String> {
    if words.get(1).is_none_or(|command| command != "ctl") {
        return Ok(words);
    }
    words.into_iter().map(filled_word).collect()
}

fn filled_word(word: OsString) -> Result<OsString, String> {
    match word.to_str().and_then(|text| text.strip_prefix('@')) {
        None | Some("") => Ok(word),
        Some(escaped) if escaped.starts_with('@') => Ok(escaped.into()),
        Some("-") => text_of("standard input", std::io::stdin()).map(OsString::from),
        Some(path) => {
            let file = File::open(path).map_err(|why| format!("{path}: {why}"))?;
            text_of(path, file).map(OsString::from)
        }
    }
}

fn text_of(name: &str, from: impl Read) -> Result<String, String> {
    let mut text = String::new();
    let read = from.take(LARGEST + 1).read_to_string(&mut text);
    read.map_err(|why| format!("{name}: {why}"))?;
    if text.len() as u64 > LARGEST {
        return Err(format!("{name} is larger than {LARGEST} bytes: no call takes that much"));
    }
    Ok(text)
}
