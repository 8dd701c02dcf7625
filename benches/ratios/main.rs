//! What the emulator costs: beside a bare hyper program that does the same work, where one can; both run in one go, in turn,
//! on one core, with the load on the other.
//!
//! `cargo bench --bench ratios` prints a table; `-- --only PART` measures one part (`starts`, `requests`, `memory`,
//! `growth`, `files`, `runs`), `-- --json FILE` also writes the figures, `-- --rounds N` takes other than 5,
//! `-- --emulator PATH` measures another binary. Linux only: it reads `/proc`.

mod calls;
mod files;
mod floor;
mod growth;
mod load;
mod measure;
mod memory;
mod process;
mod requests;
mod runs;
mod starts;
mod table;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use measure::Measure;

/// What any step of the bench can fail with.
type Fallible<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

type Part = fn(&Path, usize) -> Fallible<Vec<Measure>>;

const PARTS: [(&str, Part); 6] = [
    ("starts", starts::measure),
    ("requests", requests::measure),
    ("memory", memory::measure),
    ("growth", growth::measure),
    ("files", files::measure),
    ("runs", runs::measure),
];

struct Asked {
    rounds: usize,
    json: Option<PathBuf>,
    emulator: PathBuf,
    only: Option<String>,
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).peekable();
    let done = if arguments.next_if_eq(process::FLOOR).is_some() {
        floor::serve()
    } else {
        asked(arguments).and_then(|asked| compare(&asked))
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("ratios: {why}");
            ExitCode::FAILURE
        }
    }
}

fn asked(mut arguments: impl Iterator<Item = String>) -> Fallible<Asked> {
    let emulator = PathBuf::from(env!("CARGO_BIN_EXE_belvo-emulator"));
    let mut asked = Asked { rounds: 5, json: None, emulator, only: None };
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            // What cargo tells every bench.
            "--bench" => {}
            "--rounds" => asked.rounds = value()?.parse::<usize>()?.max(1),
            "--json" => asked.json = Some(value()?.into()),
            "--emulator" => asked.emulator = value()?.into(),
            "--only" => asked.only = Some(value()?),
            other => return Err(format!("unknown argument {other}").into()),
        }
    }
    Ok(asked)
}

fn compare(asked: &Asked) -> Fallible<()> {
    let wanted = |name: &str| asked.only.as_deref().is_none_or(|only| only == name);
    let parts: Vec<_> = PARTS.into_iter().filter(|(name, _)| wanted(name)).collect();
    if parts.is_empty() {
        return Err(format!("--only takes one of {}", PARTS.map(|(name, _)| name).join(", ")).into());
    }
    process::keep_to(process::LOAD_CORE)?;
    println!("{}", table::head());
    let mut measured = Vec::new();
    for (name, part) in parts {
        eprintln!("{name} ...");
        let part = part(&asked.emulator, asked.rounds)?;
        part.iter().for_each(|measure| println!("{}", table::text(measure)));
        measured.extend(part);
    }
    if let Some(path) = &asked.json {
        std::fs::write(path, table::json(&measured))?;
    }
    Ok(())
}
