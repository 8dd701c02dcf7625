//! The package of the crate: what it is built from, and nothing of what lies beside it.

#![allow(clippy::disallowed_methods, reason = "a test of the package asks cargo")]

use std::process::Command;

/// A pattern of `include` without a slash in front would fit in every folder: `README.md` in those of npm's packages too.
#[test]
fn the_package_holds_what_the_crate_is_built_from_and_nothing_else() {
    let arguments = ["package", "--list", "--allow-dirty", "--offline"];
    let listed = Command::new(env!("CARGO")).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    let listed = listed.expect("cargo package");
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let files = String::from_utf8(listed.stdout).expect("text");
    let folders = ["src/", "assets/", "scenarios/", "docs/"];
    let (inside, beside): (Vec<&str>, Vec<&str>) =
        files.lines().partition(|file| folders.iter().any(|folder| file.starts_with(folder)));
    for needed in ["src/lib.rs", "assets/docs.html", "docs/test.md", "docs/README.es.md"] {
        assert!(inside.contains(&needed), "{needed} is not in the package");
    }
    let known = [
        ".cargo_vcs_info.json",
        "CHANGELOG.md",
        "Cargo.lock",
        "Cargo.toml",
        "Cargo.toml.orig",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "build.rs",
    ];
    let others: Vec<&&str> = beside.iter().filter(|file| !known.contains(file)).collect();
    assert!(others.is_empty(), "not in `include` of Cargo.toml on purpose: {others:?}");
}
