//! How much more the emulator costs than a bare hyper program that does the same work: both run side by side, in turn,
//! on one core, with the load on the other.
//!
//! `cargo bench --bench ratios` prints a table; `-- --json FILE` also writes the figures, `-- --rounds N` takes other
//! than 5, `-- --emulator PATH` measures another binary. Linux only: it reads `/proc`.

mod floor;
mod load;
mod process;
mod rounds;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;

/// What any step of the bench can fail with.
type Fallible<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

struct Asked {
    rounds: usize,
    json: Option<PathBuf>,
    emulator: PathBuf,
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
    let mut asked = Asked { rounds: 5, json: None, emulator };
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            // What cargo tells every bench.
            "--bench" => {}
            "--rounds" => asked.rounds = value()?.parse()?,
            "--json" => asked.json = Some(value()?.into()),
            "--emulator" => asked.emulator = value()?.into(),
            other => return Err(format!("unknown argument {other}").into()),
        }
    }
    Ok(asked)
}

fn compare(asked: &Asked) -> Fallible<()> {
    process::keep_to(process::LOAD_CORE)?;
    let measured = rounds::measure(&asked.emulator, asked.rounds.max(1))?;
    print!("{}", table::text(&measured));
    if let Some(path) = &asked.json {
        std::fs::write(path, table::json(&measured))?;
    }
    Ok(())
}
