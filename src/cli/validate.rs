//! `belvo-emulator validate`: every fault of every scenario file, at once.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::output::{INVALID, failed, print};
use crate::emulator::{Builder, StartError};

#[derive(Args)]
pub(super) struct Validate {
    /// Scenario files, or directories of them. Without: the shipped ones.
    paths: Vec<PathBuf>,
    /// How faults are told.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum, PartialEq)]
enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// As annotations of a GitHub workflow.
    Github,
}

pub(super) fn run(validate: Validate) -> ExitCode {
    match (Builder::default().validate(&validate.paths), validate.format) {
        (Ok(count), Format::Text) => print(&format!("{count} scenarios are valid")),
        (Ok(_), Format::Json) => print("[]"),
        (Ok(_), Format::Github) => ExitCode::SUCCESS,
        (Err(StartError::Scenarios(faults)), Format::Json) => invalid(&format!("{:#}", faults.to_json())),
        (Err(StartError::Scenarios(faults)), Format::Github) => invalid(&faults.to_github()),
        (Err(error), _) => failed(&error),
    }
}

fn invalid(text: &str) -> ExitCode {
    print(text);
    ExitCode::from(INVALID)
}
