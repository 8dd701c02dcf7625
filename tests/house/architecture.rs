//! The rules of the house, read from the sources: who may use whom, what may not reach outside, and how long a file
//! may be. The rules are the tables in `architecture/rules.rs`.

#![allow(clippy::disallowed_methods, reason = "a test of the sources reads the sources")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "this is a test")]

mod checker;
mod graph;
mod reader;
mod resolver;
mod rules;

use std::fs;
use std::path::Path;

use checker::{Source, check};
use graph::Graph;

/// No file is longer.
const MOST_LINES: usize = 400;

/// The files under a folder of the package with one of these endings.
fn files(folder: &str, endings: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).unwrap_or_else(|fault| panic!("{}: {fault}", folder.display()));
        for path in entries.map(|entry| entry.expect("an entry of a folder").path()) {
            let name = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                folders.push(path);
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                let text = fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{name}: {fault}"));
                found.push(Source { path: name, text });
            }
        }
    }
    assert!(!found.is_empty(), "no file in {folder} ends with any of {endings:?}");
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

/// All files that people write.
fn written() -> Vec<Source> {
    let scripts = files("assets/widget", &[".js", ".css"]);
    files("src", &[".rs"]).into_iter().chain(scripts).chain(files("tests", &[".rs", ".js"])).collect()
}

#[track_caller]
fn must_be_empty(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}

/// What is found in these sources when nothing else is there.
fn found(sources: &[(&str, &str)]) -> Vec<String> {
    let sources: Vec<Source> = sources.iter().map(|(path, text)| source(path, text)).collect();
    check(&sources).iter().map(ToString::to_string).collect()
}

#[track_caller]
fn must_catch(sources: &[(&str, &str)], expected: &str) {
    let found = found(sources);
    assert!(found.iter().any(|fault| fault.contains(expected)), "{expected} is not among {found:#?}");
}

#[track_caller]
fn must_pass(sources: &[(&str, &str)]) {
    must_be_empty(&found(sources));
}

#[test]
fn the_sources_keep_the_rules() {
    let sources = files("src", &[".rs"]);
    assert!(sources.iter().any(|source| source.path == "src/domain/mod.rs"), "where is the domain?");
    must_be_empty(&check(&sources).iter().map(ToString::to_string).collect::<Vec<_>>());
}

#[test]
fn the_table_points_inward_only() {
    for (at, room) in rules::ROOMS.iter().enumerate() {
        for used in room.may_use {
            let inner = rules::ROOMS.iter().position(|room| room.name == *used);
            assert!(inner.is_some_and(|inner| inner < at), "{} may not be allowed to use {used}", room.name);
        }
    }
}

#[test]
fn a_reach_outside_is_caught_however_it_is_written() {
    let domain = |text| [("src/domain/link.rs", text)];
    let clock = "link.rs:1: `std::time::SystemTime::now` reaches std::time::SystemTime: `now` is an argument";
    must_catch(&domain("fn f() { std::time::SystemTime::now(); }"), clock);
    must_catch(&domain("\n\nfn f() { std::fs::read(\"x\"); }"), "link.rs:3: `std::fs::read` reaches std::fs");
    must_catch(
        &domain("use std::time as t;\nfn f() { t::Instant::now(); }"),
        "link.rs:2: `t::Instant::now` reaches",
    );
    must_catch(
        &domain("use std as s; use s::time as t; fn f() { t::Instant::now(); }"),
        "`t::Instant::now` reaches",
    );
    must_catch(
        &domain("use std::{fmt, time::{self}}; fn f() { time::Instant::now(); }"),
        "`time::Instant::now` reaches",
    );
    must_catch(
        &domain("use std::time::*; fn f() { Instant::now(); }"),
        "`std::time` reaches std::time::SystemTime",
    );
    must_catch(&domain("fn f() { ::std::thread::sleep(d) }"), "`std::thread::sleep` reaches");
    must_catch(&domain("fn f() { println_to!(std::fs::read(\"x\")) }"), "`std::fs::read` reaches");
    must_catch(&domain("fn f(x: Vec<std::net::TcpStream>) {}"), "`std::net::TcpStream` reaches");
    must_catch(&domain("fn f() { <std::time::Instant>::now(); }"), "`std::time::Instant` reaches");
    must_catch(&domain("extern crate tokio as t; fn f() { t::spawn(x) }"), "`tokio` reaches");
    must_catch(
        &domain("mod x { use super::t; fn f() { t::args(); } } use std::env as t;"),
        "`t::args` reaches std::env",
    );
    must_catch(&domain("fn f() { println!(\"x\") }"), "`println!` writes to the terminal");
    must_catch(&domain("include!(\"hidden.rs\");"), "`include!`");
    must_catch(&domain("#[path = \"../store.rs\"] mod hidden;"), "`#[path]`");
}

#[test]
fn a_name_that_another_file_lends_is_followed() {
    let lender = ("src/domain/mod.rs", "use std::time as t; mod link;");
    let named = ("src/domain/link.rs", "use super::t; fn f() { t::Instant::now(); }");
    must_catch(&[lender, named], "link.rs:1: `t::Instant::now` reaches");
    let all = ("src/domain/link.rs", "use super::*; fn f() { t::Instant::now(); }");
    must_catch(&[lender, all], "link.rs:1: `t::Instant::now` reaches");
    let root = ("src/lib.rs", "pub mod store; pub use store::Store;");
    let store = ("src/store.rs", "pub struct Store;");
    must_catch(
        &[root, store, ("src/domain/link.rs", "use crate::Store;")],
        "`crate::Store`: domain may not use store",
    );
}

#[test]
fn an_import_that_points_outward_is_caught_however_it_is_written() {
    let domain = |text| [("src/domain/link.rs", text), ("src/store.rs", "pub struct Store;")];
    must_catch(&domain("use crate::store::Store;"), "`crate::store::Store`: domain may not use store");
    must_catch(
        &domain("fn f() { super::super::store::open() }"),
        "`super::super::store::open`: domain may not",
    );
    must_catch(&domain("use super::super::store;"), "`super::super::store`: domain may not use store");
    must_catch(
        &domain("use crate::{domain::time, store::{self as s}};"),
        "`crate::store`: domain may not use store",
    );
    must_catch(
        &domain("use crate as home; fn f() { home::store::open() }"),
        "`home::store::open`: domain may not",
    );
    must_catch(&domain("mod tests { use super::super::super::store::Store; }"), "domain may not use store");
    must_catch(&domain("fn f() { belvo_emulator::store::open() }"), "domain may not use store");
    must_catch(&domain("macro_rules! m { () => { $crate::store::open() } }"), "domain may not use store");
    must_catch(&domain("use crate::*;"), "takes in the whole crate");
    must_catch(&domain("use crate::nowhere::X;"), "may not use the root of the crate");
    must_catch(&[("src/server.rs", "use crate::delivery::Outbox;")], "server may not use delivery");
    must_catch(&[("src/main.rs", "use belvo_emulator::emulator::start;")], "main may not use emulator");
    must_catch(&[("src/attic.rs", "")], "stands in no room");
}

#[test]
fn the_domain_speaks_no_http() {
    let domain = |text| [("src/domain/failure.rs", text)];
    must_catch(&domain("use http::Method;"), "`http::Method` reaches http");
    must_catch(&domain("fn f() -> StatusCode {}"), "`StatusCode`: an HTTP status in domain");
    must_catch(&domain("const GONE: u16 = 404;"), "404: an HTTP status in domain");
    must_catch(&domain("const OK: Row = Row { status: 200 };"), "200: an HTTP status in domain");
    must_catch(&[("src/scenario_file.rs", "fn f() { std::fs::read(\"x\") }")], "`std::fs::read` reaches");
    must_catch(&[("src/server.rs", "use serde_saphyr::from_str;")], "may be named in scenario_file alone");
    must_pass(&[("src/http/failure.rs", "use http::StatusCode; const GONE: u16 = 404;")]);
}

#[test]
fn what_is_allowed_is_not_caught() {
    let text = r#"
        //! Says std::fs::read and use crate::store in passing.
        use std::time::Duration; use super::time::{self, Span}; use Kind::{A, B};
        /// `std::time::SystemTime::now()`
        fn f(store: &Journal, http: u8) -> u64 { let t = "std::env::var"; store.http + time::later(200) }
        fn most() -> Range { 0..crate::domain::MOST }
        mod tests { use super::*; fn g() { time::later(Span::secs(500)) } }
    "#;
    must_pass(&[("src/domain/link.rs", text), ("src/domain/time.rs", "pub struct Span;")]);
    must_pass(&[(
        "src/http/links.rs",
        "use crate::{domain, store}; fn f() { domain::link::open(http::Method::GET) }",
    )]);
    must_pass(&[("src/store.rs", "fn f() { std::time::SystemTime::now(); }")]);
    must_pass(&[("src/cli/run.rs", "fn f() { std::env::args(); }")]);
    must_pass(&[("src/lib.rs", "pub mod domain; pub use emulator::Emulator;")]);
    must_pass(&[("src/main.rs", "fn main() { belvo_emulator::cli::run() }")]);
    let lent = ("src/emulator.rs", "pub use crate::http::Request;");
    must_pass(&[lent, ("src/cli/mod.rs", "use crate::emulator::Request; fn f() { Request::new() }")]);
}

#[test]
fn no_file_is_too_long() {
    let lengths = written().into_iter().map(|source| (source.text.lines().count(), source.path));
    let long = lengths.filter(|(lines, _)| *lines > MOST_LINES);
    let faults: Vec<String> =
        long.map(|(lines, path)| format!("{path}: {lines} lines, {MOST_LINES} at most")).collect();
    must_be_empty(&faults);
}

/// The marks of unfinished work in a text, with their lines.
fn marks(source: &Source) -> Vec<String> {
    let marks =
        [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("to", "do!"), concat!("unimple", "mented!")];
    let word = |line: &str, at: usize| {
        !line[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_')
    };
    let lines = source.text.lines().enumerate();
    let marked =
        lines.filter(|(_, line)| marks.iter().any(|mark| line.find(mark).is_some_and(|at| word(line, at))));
    marked.map(|(at, line)| format!("{}:{}: {}", source.path, at + 1, line.trim())).collect()
}

#[test]
fn nothing_is_marked_as_unfinished() {
    let planted =
        source("src/x.rs", concat!("fn f() {\n    to", "do!()\n}\n// FIX", "ME later\nlet METODO = 1;"));
    assert_eq!(marks(&planted).len(), 2, "{:?}", marks(&planted));
    must_be_empty(&written().iter().flat_map(marks).collect::<Vec<_>>());
}

/// `cargo test --test house imports -- --nocapture` prints which room imports from which.
#[test]
fn the_imports_run_in_no_circle_and_never_upward() {
    let graph = Graph::of(&files("src", &[".rs"]));
    for (room, imports) in graph.rooms() {
        println!("{room} imports from {}", imports.into_iter().collect::<Vec<_>>().join(", "));
    }
    must_be_empty(&graph.circles().iter().map(|circle| circle.join("\n   ")).collect::<Vec<_>>());
    must_be_empty(&graph.upward());
}

#[test]
fn a_circle_and_an_import_upward_are_found() {
    let graph = |texts: &[(&str, &str)]| {
        Graph::of(&texts.iter().map(|(path, text)| source(path, text)).collect::<Vec<_>>())
    };
    let circle = graph(&[
        ("src/domain/base/a.rs", "use super::b::B; pub struct A;"),
        ("src/domain/base/b.rs", "pub struct B(super::a::A);"),
    ]);
    assert_eq!(circle.circles(), [["crate::domain::base::a", "crate::domain::base::b"]]);
    let upward = graph(&[
        ("src/domain/base/a.rs", "use crate::domain::link::b; fn f() { b::g() }"),
        ("src/domain/link/b.rs", "pub fn g() {}"),
    ]);
    assert_eq!(upward.upward(), ["crate::domain::base::a imports from crate::domain::link::b"]);
    let fine = graph(&[
        ("src/domain/base/a.rs", "pub struct A;"),
        ("src/domain/link/b.rs", "use crate::domain::base::a::A; mod tests { use super::super::c::C; }"),
        ("src/domain/link/c.rs", "pub use super::b::B; pub struct C;"),
    ]);
    assert_eq!((fine.circles().len(), fine.upward().len()), (0, 0));
}

/// The paths in backquotes that a head names.
fn paths(head: &str) -> impl Iterator<Item = &str> {
    head.split('`').skip(1).step_by(2).filter(|word| word.contains('/') && word.ends_with(".rs"))
}

#[test]
fn the_files_that_the_head_of_the_library_names_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("src/lib.rs")).expect("the head");
    let head: String = text.lines().take_while(|line| line.starts_with("//!")).collect();
    let named: Vec<&str> = paths(&head).collect();
    assert!(named.len() >= 9, "{named:?}");
    let lost: Vec<&&str> = named.iter().filter(|path| !root.join("src").join(path).exists()).collect();
    assert!(lost.is_empty(), "{lost:?}");
}
