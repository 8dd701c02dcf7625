//! The files of workspaces: any secret id has one, on whatever disk.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::domain::base::dice::hash;

/// The longest name, before its ending; no file system has fewer letters.
const LONGEST: usize = 200;

/// Capital letters are escaped too: some disks do not tell them from small ones.
const ESCAPED: &AsciiSet = &{
    let mut set = NON_ALPHANUMERIC.remove(b'-');
    let mut letter = b'A';
    while letter <= b'Z' {
        set = set.add(letter);
        letter += 1;
    }
    set
};

/// The file of a workspace. What belongs to nobody has the name that no other has; an id that is too long has its hash.
pub(super) fn file_of(workspace: &str) -> String {
    let name = utf8_percent_encode(workspace, ESCAPED).to_string();
    match name.len() {
        0 => "_nobody.json".to_owned(),
        1..=LONGEST => format!("{}.json", name.to_ascii_lowercase()),
        _ => format!("_{}.json", hex(&hash(&[workspace.as_bytes()]))),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_workspaces_share_a_file_on_any_disk() {
        let long = "é".repeat(64);
        let names =
            ["", "a", "A", "../a", "a/b", "a%2fb", "nobody", "_nobody", ".", "con", &long, &"x".repeat(128)];
        let files = names.map(file_of);
        for (place, file) in files.iter().enumerate() {
            assert!(!files[..place].contains(file), "{file}");
            let legal =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-%_.".contains(&byte);
            assert!(file.len() <= 205 && file.bytes().all(legal), "{file}");
        }
    }
}
