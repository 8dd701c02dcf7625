//! The script for bash completes in bash.

use std::process::Command;

use super::must_print;

/// What bash offers for the last of these words.
#[track_caller]
fn offered(words: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let script = folder.path().join("completions.bash");
    std::fs::write(&script, must_print(&["completions", "bash"])).expect("a file");
    let asked = r#"
        source "$1"; shift
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
        _belvo__emulator "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\n' "${COMPREPLY[@]}""#;
    let mut bash = Command::new("bash");
    bash.args(["--norc", "-c", asked, "bash"]).arg(&script).args(words);
    let output = bash.output().expect("bash runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text").lines().map(str::to_owned).collect()
}

#[test]
fn each_level_of_commands_is_completed() {
    for (words, expected) in [
        (&["belvo-emulator", "ct"][..], &["ctl"][..]),
        (&["belvo-emulator", "ctl", "jour"], &["journal"]),
        (&["belvo-emulator", "ctl", "journal", "wai"], &["wait"]),
        (&["belvo-emulator", "ctl", "journal", "--ki"], &["--kind"]),
        (&["belvo-emulator", "ctl", "openapi-"], &["openapi-belvo"]),
        (&["belvo-emulator", "exec", "--scenario"], &["--scenario", "--scenarios"]),
        (&["belvo-emulator", "list", "entr"], &["entries"]),
        (&["/opt/belvo-emulator", "serve", "--fre"], &["--freeze"]),
    ] {
        let mut offered = offered(words);
        offered.sort_unstable();
        assert_eq!(offered, expected, "{words:?}");
    }
}
