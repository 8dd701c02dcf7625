//! `./test needs` tells what is missing or too old, all at once, each with the command that brings it.

#![allow(clippy::disallowed_methods, reason = "`./test` is a program of its own")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

/// What `./test` uses to find out.
const TOOLS: [&str; 9] = ["bash", "env", "dirname", "sed", "grep", "head", "curl", "timeout", "cat"];

/// A program of which nothing but the version is asked.
const NEW: [(&str, &str); 6] = [
    ("cargo", "cargo 1.95.0"),
    ("rustc", "rustc 1.95.0 (59807616e 2026-04-14)"),
    ("cc", "cc (Debian 12.2.0-14) 12.2.0"),
    ("node", "v22.12.0"),
    ("npm", "9.2.0"),
    ("python3", "Python 3.9.0"),
];

/// Runs `./test needs` where these programs are all that there is; whether it is content, and what it says.
fn needs(programs: &[(&str, &str)]) -> (bool, String) {
    let there = tempfile::tempdir().expect("a directory");
    let path = std::env::var_os("PATH").unwrap_or_default();
    for tool in TOOLS {
        let real = std::env::split_paths(&path).map(|folder| folder.join(tool)).find(|file| file.is_file());
        symlink(real.unwrap_or_else(|| panic!("`{tool}` is missing")), there.path().join(tool))
            .expect("a link");
    }
    for (name, version) in programs {
        let file = there.path().join(name);
        fs::write(&file, format!("#!/usr/bin/env bash\necho '{version}'\n")).expect("a program");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("it can be run");
    }
    let test = Path::new(env!("CARGO_MANIFEST_DIR")).join("test");
    let run = Command::new(test).arg("needs").env("PATH", there.path()).output().expect("it starts");
    let told = [run.stdout, run.stderr].concat();
    (run.status.success(), String::from_utf8_lossy(&told).into_owned())
}

/// The programs of [`NEW`] with another version of one, or without it where there is none.
fn but(name: &str, version: Option<&'static str>) -> (bool, String) {
    let others = NEW.into_iter().filter(|(other, _)| *other != name);
    let all: Vec<(&str, &str)> = others.chain(version.map(|version| (name, version))).collect();
    needs(&all)
}

#[test]
fn what_is_there_and_new_enough_is_told_with_its_version() {
    let (content, told) = needs(&NEW);
    assert!(content, "{told}");
    assert!(told.contains("rust 1.95.0, cc, node 22.12.0, npm 9.2.0, python 3.9.0"), "{told}");
    for node in ["v20.19.0", "v20.19.5", "v24.1.0"] {
        assert!(but("node", Some(node)).0, "{node}");
    }
}

#[test]
fn what_is_missing_or_too_old_is_told_with_the_command_that_brings_it() {
    for (name, version, wanted) in [
        (
            "rustc",
            Some("rustc 1.94.1"),
            "Rust 1.94.1 is too old, 1.95 or newer is needed. Bring it with: rustup update stable",
        ),
        ("cargo", None, "Rust 1.95 or newer is missing. Bring it with: rustup toolchain install stable"),
        ("cc", None, "A C compiler (cc) is missing. Bring it with: apt-get install -y gcc libc6-dev"),
        (
            "node",
            Some("v18.20.4"),
            "Node.js 18.20.4 is none of ^20.19.0 || >=22.12.0. Bring it with: npm install --global node@22",
        ),
        ("node", Some("v20.9.0"), "Node.js 20.9.0 is none of"),
        ("node", Some("v22.11.0"), "Node.js 22.11.0 is none of"),
        (
            "npm",
            None,
            "Node.js or npm is missing. Bring it with: apt-get install -y nodejs npm && npm install --global node@22",
        ),
        ("python3", Some("Python 3.8.10"), "Python 3.8.10 is too old, 3.9 or newer is needed"),
    ] {
        let (content, told) = but(name, version);
        assert!(!content && told.contains(wanted), "{name} {version:?}: {told}");
    }
    let (content, told) = needs(&[]);
    assert!(!content);
    assert_eq!(told.matches("Bring it with:").count(), 4, "all at once: {told}");
}
