//! Servers as child processes on a core of their own, and the processor time that they have used.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::{Fallible, load};

/// The argument that makes this program the floor.
pub const FLOOR: &str = "floor";
/// Where servers run.
const SERVER_CORE: &str = "0";
/// Where their load is made.
pub const LOAD_CORE: &str = "1";
/// What `/proc/PID/stat` counts in.
const TICK: Duration = Duration::from_millis(10);

/// A server that answers; dropping it ends it.
pub struct Server {
    child: Child,
    /// `127.0.0.1:PORT`
    pub address: String,
    /// From the spawn to the first 200.
    pub started_in: Duration,
}

impl Server {
    pub fn emulator(program: &Path) -> Fallible<Self> {
        // So that a list may run over all links.
        Self::emulator_with(program, &["--set", "page.link_required=off,data.fetch_delay=0ms"])
    }

    pub fn emulator_with(program: &Path, arguments: &[&str]) -> Fallible<Self> {
        let mut command = Command::new(program);
        command.args(["--port", "0", "--seed", "1"]).args(arguments);
        Self::start(command, "/_emulator/health/live")
    }

    pub fn floor() -> Fallible<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg(FLOOR);
        Self::start(command, "/live")
    }

    fn start(mut command: Command, first: &str) -> Fallible<Self> {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        // Nobody's settings but those that are given.
        command.env_clear();
        let (begun, child) = on_core(SERVER_CORE, move || (Instant::now(), command.spawn()))?;
        let mut server = Self { child: child?, address: String::new(), started_in: Duration::ZERO };
        server.address = server.ready()?;
        load::get_once(&server.address, first)?;
        server.started_in = begun.elapsed();
        Ok(server)
    }

    /// Both servers print `READY {"api_url": "http://127.0.0.1:PORT", ...}` when they listen.
    fn ready(&mut self) -> Fallible<String> {
        let out = self.child.stdout.take().ok_or("no output")?;
        for line in BufReader::new(out).lines() {
            if let Some(ready) = line?.strip_prefix("READY ") {
                let ready: Value = serde_json::from_str(ready)?;
                let url = ready["api_url"].as_str().ok_or("READY without an address")?;
                return Ok(url.trim_start_matches("http://").to_owned());
            }
        }
        Err("the server has ended before it was ready".into())
    }

    /// The memory that it takes now, in kB.
    pub fn memory(&self) -> Fallible<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        Ok(line.trim_end_matches("kB").trim().parse()?)
    }

    /// Its share of the memory that it takes, where others run the same program, in kB.
    pub fn share_of_memory(&self) -> Fallible<f64> {
        let rollup = std::fs::read_to_string(format!("/proc/{}/smaps_rollup", self.child.id()))?;
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:")).ok_or("no Pss")?;
        Ok(line.trim_end_matches("kB").trim().parse()?)
    }

    /// Asks it to stop and waits until it has.
    pub fn stop(mut self) -> Fallible<()> {
        rustix::process::kill_process(
            rustix::process::Pid::from_child(&self.child),
            rustix::process::Signal::TERM,
        )?;
        self.child.wait()?;
        Ok(())
    }

    /// The processor time that it takes for something, in microseconds.
    pub fn cpu_while(&self, act: impl FnOnce() -> Fallible<()>) -> Fallible<f64> {
        let before = self.cpu()?;
        act()?;
        Ok(self.cpu()?.saturating_sub(before).as_secs_f64() * 1e6)
    }

    /// The processor time of all its threads so far.
    pub fn cpu(&self) -> Fallible<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The name in brackets may hold spaces; utime and stime are the 14th and 15th of all.
        let (_, rest) = stat.rsplit_once(')').ok_or("no stat")?;
        let ticks: u32 = rest.split_whitespace().skip(11).take(2).map(|n| n.parse().unwrap_or(0)).sum();
        Ok(TICK * ticks)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// Keeps this thread, and all that it starts, on one core.
pub fn keep_to(core: &str) -> Fallible<()> {
    let thread = std::fs::read_link("/proc/thread-self")?;
    let id = thread.file_name().ok_or("no thread")?;
    let done = Command::new("taskset").args(["-pc", core]).arg(id).stdout(Stdio::null()).status()?;
    if done.success() { Ok(()) } else { Err(format!("taskset -pc {core}: {done}").into()) }
}

/// Does something on a thread that keeps to one core.
fn on_core<T: Send + 'static>(core: &'static str, act: impl FnOnce() -> T + Send + 'static) -> Fallible<T> {
    let thread = std::thread::spawn(move || keep_to(core).map(|()| act()));
    thread.join().map_err(|_| "the thread has met a bug")?
}
