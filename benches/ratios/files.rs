//! A folder of a thousand scenario files, read at the start.

use std::path::Path;

use hyper::Method;
use serde_json::json;

use crate::Fallible;
use crate::calls::control;
use crate::load;
use crate::measure::{Goal, Measure, milliseconds};
use crate::process::Server;

const FILES: usize = 1_000;
pub fn measure(emulator: &Path, rounds: usize) -> Fallible<Vec<Measure>> {
    let folder = tempfile::tempdir()?;
    for at in 0..FILES {
        write(folder.path(), &format!("team-{at}"))?;
    }
    let path = folder.path().to_str().ok_or("no path")?;
    let mut loaded =
        Measure::new(format!("start with {FILES} scenario files, beside none"), "ms", Goal::AtMost(100.0));
    for _ in 0..rounds {
        let server = Server::emulator_with(emulator, &["--scenarios", path])?;
        load::ask(&server.address, &control(Method::PUT, "scenario", &json!({ "name": "team-999" })))?;
        let bare = Server::emulator(emulator)?;
        loaded.emulator.push(milliseconds(server.started_in) - milliseconds(bare.started_in));
    }
    Ok(vec![loaded])
}

fn write(folder: &Path, name: &str) -> Fallible<()> {
    let text = format!(
        "version: 1\ntitle: {name} connects\nwidget:\n  play: by_itself\n  steps:\n    - accept\n    - choose: any\n    - submit: success\n    - finish\n"
    );
    Ok(std::fs::write(folder.join(format!("{name}.yaml")), text)?)
}
