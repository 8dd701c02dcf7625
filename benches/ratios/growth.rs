//! How cost grows with what a workspace holds: each at three sizes, as processor time of the emulator.

use std::path::Path;

use hyper::Method;
use serde_json::{Value, json};

use crate::Fallible;
use crate::calls::{LIVE, control, link, read, text_of};
use crate::load::{self, Call};
use crate::measure::{Goal, Measure};
use crate::process::Server;

/// How many recurrent links the workspace has.
const SIZES: [usize; 3] = [10, 100, 1_000];

pub fn measure(emulator: &Path, _: usize) -> Fallible<Vec<Measure>> {
    let mut measured = Vec::new();
    for links in SIZES {
        measured.extend(of(emulator, links)?);
    }
    Ok(measured)
}

struct Workspace {
    server: Server,
    links: usize,
    measured: Vec<Measure>,
}

fn of(emulator: &Path, links: usize) -> Fallible<Vec<Measure>> {
    let arguments =
        ["--set", "page.link_required=off,data.fetch_delay=0ms", "--now", "2026-07-01T12:00:00Z", "--freeze"];
    let server = Server::emulator_with(emulator, &arguments)?;
    let mut workspace = Workspace { server, links, measured: Vec::new() };
    workspace.run()?;
    Ok(workspace.measured)
}

impl Workspace {
    fn run(&mut self) -> Fallible<()> {
        let links = self.links;
        let address = self.server.address.clone();
        self.take("made", || load::flood(&address, &link("recurrent"), links, 8).map(drop))?;
        let first = load::ask(&address, &read("/api/links/?page_size=100"))?;
        let one = text_of(&first, "/results/0/id")?;
        let ids = self.ids(&address)?;
        self.beside("the first list over all", &read("/api/transactions/"))?;
        self.calls("a list over all again", &read("/api/transactions/"))?;
        self.calls("one link's page", &read(format!("/api/transactions/?link={one}")))?;
        self.calls("a page of all by link__in", &read(format!("/api/transactions/?link__in={ids}")))?;
        self.calls(
            "an unknown balance",
            &Call { may_fail: true, ..read("/api/balances/00000000-0000-4000-8000-000000000000/") },
        )?;
        self.beside(
            "a clock advanced by 5 years",
            &control(Method::POST, "clock/advance", &json!({ "by": "1825d" })),
        )?;
        self.beside("a list over all then", &read("/api/transactions/"))?;
        self.beside("reset", &control(Method::POST, "reset", &json!({})))
    }

    /// As many ids as a filter takes.
    fn ids(&self, address: &str) -> Fallible<String> {
        let mut ids = Vec::new();
        for page in 1..=self.links.div_ceil(100) {
            let answer = load::ask(address, &read(format!("/api/links/?page_size=100&page={page}")))?;
            let answer: Value = serde_json::from_slice(&answer)?;
            let rows = answer["results"].as_array().ok_or("no links")?;
            ids.extend(rows.iter().filter_map(|row| row["id"].as_str()).map(str::to_owned));
        }
        Ok(ids.join(","))
    }

    fn name(&self, what: &str) -> String {
        format!("{} links: {what}", self.links)
    }

    fn take(&mut self, what: &str, act: impl FnOnce() -> Fallible<()>) -> Fallible<()> {
        let used = self.server.cpu_while(act)? / 1e3;
        self.measured.push(Measure::once(self.name(what), "ms", Goal::None, used));
        Ok(())
    }

    /// One of a hundred calls.
    fn calls(&mut self, what: &str, call: &Call) -> Fallible<()> {
        let address = self.server.address.as_str();
        let used = self.server.cpu_while(|| load::flood(address, call, 100, 1).map(drop))? / 1e3 / 100.0;
        self.measured.push(Measure::once(self.name(what), "ms", Goal::None, used));
        Ok(())
    }

    /// One call, and what others wait meanwhile.
    fn beside(&mut self, what: &str, call: &Call) -> Fallible<()> {
        let mut p99 = f64::NAN;
        let address = self.server.address.clone();
        let beside = || load::beside(&address, call, &Call::get(LIVE)).map(|others| p99 = others.p99());
        let used = self.server.cpu_while(beside)? / 1e3;
        let others = format!("{what}, p99 of others");
        self.measured.push(Measure::once(self.name(what), "ms", Goal::None, used));
        self.measured.push(Measure::once(self.name(&others), "ms", Goal::AtMost(10.0), p99));
        Ok(())
    }
}
