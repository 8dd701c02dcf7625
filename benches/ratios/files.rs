//! A folder of a thousand scenario files: read at the start, and again after one has changed.

use std::path::Path;
use std::time::{Duration, Instant};

use hyper::Method;
use serde_json::json;

use crate::Fallible;
use crate::calls::control;
use crate::load;
use crate::measure::{Goal, Measure, milliseconds};
use crate::process::Server;

const FILES: usize = 1_000;
/// A change that is not seen by then is not seen at all.
const SEEN_BY: Duration = Duration::from_secs(10);

pub fn measure(emulator: &Path, rounds: usize) -> Fallible<Vec<Measure>> {
    let folder = tempfile::tempdir()?;
    for at in 0..FILES {
        write(folder.path(), &format!("team-{at}"))?;
    }
    let path = folder.path().to_str().ok_or("no path")?;
    let mut loaded =
        Measure::new(format!("start with {FILES} scenario files, beside none"), "ms", Goal::AtMost(100.0));
    let mut again = Measure::new("a changed file in force", "ms", Goal::None);
    for round in 0..rounds {
        let server = Server::emulator_with(emulator, &["--scenarios", path, "--watch"])?;
        load::ask(&server.address, &control(Method::PUT, "scenario", &json!({ "name": "team-999" })))?;
        let bare = Server::emulator(emulator)?;
        loaded.emulator.push(milliseconds(server.started_in) - milliseconds(bare.started_in));
        let name = format!("changed-{round}");
        let begun = Instant::now();
        write(folder.path(), &name)?;
        until_known(&server.address, &name, begun)?;
        again.emulator.push(milliseconds(begun.elapsed()));
    }
    Ok(vec![loaded, again])
}

fn write(folder: &Path, name: &str) -> Fallible<()> {
    let text = format!(
        "version: 1\ntitle: {name} connects\nwidget:\n  play: by_itself\n  steps:\n    - accept\n    - choose: any\n    - submit: success\n    - finish\n"
    );
    Ok(std::fs::write(folder.join(format!("{name}.yaml")), text)?)
}

fn until_known(address: &str, name: &str, begun: Instant) -> Fallible<()> {
    let put = control(Method::PUT, "scenario", &json!({ "name": name }));
    loop {
        match load::ask(address, &put) {
            Ok(_) => return Ok(()),
            Err(why) if begun.elapsed() > SEEN_BY => return Err(why),
            Err(_) => std::thread::sleep(Duration::from_millis(2)),
        }
    }
}
