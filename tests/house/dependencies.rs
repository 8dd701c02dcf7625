//! The policy of dependencies: licences, sources, crates that stay out, and no crate twice in what is shipped.
//! `deny.toml` says the same to `cargo deny`.

#![allow(
    clippy::disallowed_methods,
    reason = "a test of the package asks cargo and reads the package's files"
)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "this is a test")]

mod licence;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use cargo_metadata::semver::Version;
use cargo_metadata::{Metadata, MetadataCommand, Package};

/// The licences that any dependency may be used under, on any platform, whether it is shipped or builds or tests.
const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Crates that stay out: second crypto backends and C libraries, known advisories, a second notion of time.
const BANNED: &[&str] =
    &["aws-lc-rs", "aws-lc-sys", "chrono", "native-tls", "openssl", "openssl-sys", "rsa", "serde_yaml"];

/// The older versions of a crate that is shipped in two, and why.
const TWICE: &[(&str, &str)] =
    &[("syn@2", "macro crates move to 3 one by one; it runs in the compiler and is not shipped")];

/// Everything that cargo knows of: shipped, building and testing, on all platforms.
fn metadata() -> Metadata {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let options = vec![String::from("--locked")];
    MetadataCommand::new()
        .manifest_path(manifest)
        .other_options(options)
        .exec()
        .expect("cargo metadata --locked")
}

/// All packages but our own.
fn dependencies() -> Vec<Package> {
    let metadata = metadata();
    let own = metadata.root_package().expect("a package").id.clone();
    let found: Vec<Package> = metadata.packages.into_iter().filter(|package| package.id != own).collect();
    assert!(found.len() > 20, "only {} dependencies were found", found.len());
    found
}

/// What the program is built from, on all platforms, with the features that it is shipped with.
fn shipped() -> BTreeSet<(String, Version)> {
    // Signals and process groups are Unix's: the program is built for Linux and macOS, not for Windows.
    let targets = ["--target", "x86_64-unknown-linux-gnu", "--target", "aarch64-apple-darwin"];
    let arguments = ["tree", "--locked", "--edges", "normal", "--prefix", "none"].into_iter().chain(targets);
    let cargo = Command::new(env!("CARGO")).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    let output = cargo.expect("cargo tree");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("text from cargo tree");
    let packages = text.lines().filter(|line| !line.is_empty()).map(|line| {
        let mut words = line.split(' ');
        let name = words.next().expect("a name");
        let version = words.next().and_then(|word| word.strip_prefix('v')).expect("a version");
        (name.to_owned(), Version::parse(version).expect("a version that can be read"))
    });
    packages.collect()
}

/// What cargo takes for the same line of versions: `1`, `0.52`, `0.0.3`.
fn line_of(version: &Version) -> String {
    match (version.major, version.minor, version.patch) {
        (0, 0, patch) => format!("0.0.{patch}"),
        (0, minor, _) => format!("0.{minor}"),
        (major, _, _) => major.to_string(),
    }
}

/// Of each crate that is there in several lines of versions, all lines but the newest: `syn@2`.
fn older_lines(packages: &BTreeSet<(String, Version)>) -> BTreeSet<String> {
    let mut newest: BTreeMap<&str, &Version> = BTreeMap::new();
    for (name, version) in packages {
        let kept = newest.entry(name).or_insert(version);
        *kept = (*kept).max(version);
    }
    let older = packages.iter().filter(|(name, version)| line_of(version) != line_of(newest[name.as_str()]));
    older.map(|(name, version)| format!("{name}@{}", line_of(version))).collect()
}

#[track_caller]
fn must_be_empty(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_licence_is_allowed() {
    let judged = dependencies().into_iter().filter_map(|package| {
        let at = format!("{} {}", package.name, package.version);
        match package.license.as_deref().map(|expression| (expression, licence::is_met(expression, LICENCES)))
        {
            None => Some(format!("{at}: names no licence")),
            Some((_, Ok(true))) => None,
            Some((expression, Ok(false))) => Some(format!("{at}: {expression} is not allowed")),
            Some((_, Err(fault))) => Some(format!("{at}: {fault}")),
        }
    });
    must_be_empty(&judged.collect::<Vec<_>>());
}

#[test]
fn every_crate_comes_from_the_default_registry() {
    let foreign = |package: &Package| !package.source.as_ref().is_some_and(|source| source.is_crates_io());
    let found = dependencies().into_iter().filter(foreign);
    must_be_empty(
        &found.map(|package| format!("{} comes from {:?}", package.name, package.source)).collect::<Vec<_>>(),
    );
}

#[test]
fn what_is_banned_is_absent() {
    let found = dependencies().into_iter().filter(|package| BANNED.contains(&package.name.as_str()));
    must_be_empty(
        &found.map(|package| format!("{} {} is banned", package.name, package.version)).collect::<Vec<_>>(),
    );
}

#[test]
fn no_crate_is_shipped_twice_without_a_reason() {
    let shipped = shipped();
    assert!(shipped.iter().any(|(name, _)| name == "tokio"), "the shipped tree was not read");
    let allowed: BTreeSet<String> = TWICE.iter().map(|(line, _)| (*line).to_owned()).collect();
    assert_eq!(
        older_lines(&shipped),
        allowed,
        "left: shipped in an older line too; right: the list that allows it"
    );
}

#[test]
fn lines_of_versions_are_told_apart_as_cargo_does() {
    let packages = ["a 1.2.0", "a 1.9.0", "b 0.3.1", "b 0.4.0", "c 0.0.1", "c 0.0.2", "d 1.0.0", "d 2.0.0"];
    let packages = packages.map(|text| text.split_once(' ').expect("a name and a version"));
    let packages =
        packages.map(|(name, version)| (name.to_owned(), Version::parse(version).expect("a version")));
    let expected = ["b@0.3", "c@0.0.1", "d@1"].map(String::from);
    assert_eq!(older_lines(&BTreeSet::from(packages)), BTreeSet::from(expected));
}

/// The strings in the list of this name in `deny.toml`; of a table, its first.
fn listed(deny: &str, list: &str) -> Vec<String> {
    let begin = format!("{list} = [");
    let lines = deny.lines().skip_while(|line| **line != begin).skip(1).take_while(|line| *line != "]");
    lines.map(|line| line.split('"').nth(1).expect("a string in quotes").to_owned()).collect()
}

#[test]
fn deny_toml_says_the_same() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/deny.toml");
    let deny = std::fs::read_to_string(path).expect("deny.toml");
    assert_eq!(listed(&deny, "allow"), LICENCES);
    assert_eq!(listed(&deny, "deny"), BANNED);
    assert_eq!(listed(&deny, "skip"), TWICE.iter().map(|(line, _)| *line).collect::<Vec<_>>());
}
