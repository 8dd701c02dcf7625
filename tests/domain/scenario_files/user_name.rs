//! The user name of a file that plays by itself.

use super::{HEAD, must_read, must_refuse, validator};
use belvo_emulator::scenario_file;

/// As text, for `007` is a name and no number.
#[test]
fn a_user_name_is_text_and_as_long_as_a_name() {
    let with = |name: &str| format!("{HEAD}widget:\n  username: {name}\n  steps: [accept]\n");
    assert_eq!(must_read(&with("\"007\"")).widget.username.as_deref(), Some("007"));
    assert_eq!(must_read(&with("student_2")).widget.username.as_deref(), Some("student_2"));
    assert_eq!(must_read(&with(&"a".repeat(64))).widget.username.map(|name| name.len()), Some(64));
    for (wrong, why, help) in [
        ("5551234", "`username` is a number", "write it in quotes: `username: \"5551234\"`"),
        ("true", "`username` is a truth value", "write it in quotes: `username: \"true\"`"),
        ("[student]", "`username` is a list", "expected text"),
        ("\" \"", "`username` is blank", "expected text"),
        (&"a".repeat(65), "`username` is too long", "expected at most 64 characters"),
    ] {
        let told = must_refuse(with(wrong));
        assert!(told.contains(why) && told.contains(help), "{told}");
        let value = scenario_file::to_json("wrong", with(wrong).as_bytes()).expect("a document");
        assert!(!validator().is_valid(&value), "{wrong}: the schema says the same");
    }
    let told = must_refuse(format!("{HEAD}widget:\n  user_name: ana\n  steps: [accept]\n"));
    assert!(told.contains("did you mean `username`?"), "{told}");
}
