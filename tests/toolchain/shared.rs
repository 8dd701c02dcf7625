//! A shared installation, as the docs set it up: processes behind HAProxy, each team by its host name.

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use reqwest::blocking::{Client, RequestBuilder};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::docs::blocks;
use crate::support::program::{Running, program};

const TEAMS: usize = 30;
/// The ports that the docs name.
const REPLICAS: [&str; 3] = ["2361", "2362", "2363"];
const PROXY: &str = "8080";

/// A process of the installation: its port and its directory stay when it starts again.
struct Replica {
    port: String,
    running: Option<Running>,
}

struct Installation {
    directory: TempDir,
    replicas: Vec<Replica>,
    port: String,
}

fn the_block() -> String {
    let mut found = blocks("haproxy");
    assert_eq!(found.len(), 1, "one block of HAProxy");
    found.remove(0)
}

impl Replica {
    /// Starts as the first line of the docs' block says.
    fn start(directory: &Path, named: &str, port: &str) -> Running {
        let block = the_block();
        let line =
            block.lines().next().and_then(|line| line.strip_prefix("# belvo-emulator ")).expect("a command");
        let line = line.replace(&format!("--port {}", REPLICAS[0]), &format!("--port {port}"));
        let line = line.replace(REPLICAS[0], named).replace('\'', "");
        let words: Vec<&str> = line.split(' ').collect();
        Running::start(program(&words).current_dir(directory))
    }

    fn stop(&mut self) {
        let said = self.running.take().expect("it runs").told("TERM");
        assert_eq!(said.code, 0, "{}", said.err);
    }
}

impl Installation {
    fn start() -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let replicas = REPLICAS.map(|named| {
            let running = Replica::start(directory.path(), named, "0");
            Replica { port: running.port().to_string(), running: Some(running) }
        });
        let port = proxy(&directory, &replicas);
        Self { directory, replicas: replicas.into(), port }
    }

    /// Ends a process in an orderly way and starts it again.
    fn restart(&mut self, at: usize) {
        let replica = &mut self.replicas[at];
        replica.stop();
        replica.running = Some(Replica::start(self.directory.path(), REPLICAS[at], &replica.port));
    }

    /// The workspaces of each process.
    fn workspaces(&self) -> Vec<Vec<String>> {
        let of = |replica: &Replica| {
            let info = replica.running.as_ref().expect("it runs").must_ctl(&["info"]);
            let names = info["workspaces"].as_array().expect("workspaces").iter();
            names.map(|name| name.as_str().expect("a name").to_owned()).collect()
        };
        self.replicas.iter().map(of).collect()
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        let pid = std::fs::read_to_string(self.directory.path().join("haproxy.pid")).unwrap_or_default();
        let _gone = Command::new("kill").arg(pid.trim()).status();
    }
}

/// Starts HAProxy with the docs' block; it goes into the background when it listens.
fn proxy(directory: &TempDir, replicas: &[Replica]) -> String {
    let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
    let mut block = the_block().replace(PROXY, &port.to_string());
    for (named, replica) in REPLICAS.iter().zip(replicas) {
        block = block.replace(&format!(":{named}"), &format!(":{}", replica.port));
    }
    let file = directory.path().join("haproxy.cfg");
    std::fs::write(&file, block).expect("a file");
    let mut haproxy = Command::new("haproxy");
    haproxy.current_dir(directory.path()).args(["-D", "-p", "haproxy.pid", "-f", "haproxy.cfg"]);
    let started =
        haproxy.output().unwrap_or_else(|why| panic!("haproxy: {why}; bring it with: ./test setup"));
    assert!(started.status.success(), "{}", String::from_utf8_lossy(&started.stderr));
    port.to_string()
}

/// A team: it knows the address of the installation and its own name.
struct Team {
    number: usize,
    base: String,
    client: Client,
}

impl Team {
    fn of(installation: &Installation, number: usize) -> Self {
        let base = format!("http://127.0.0.1:{}", installation.port);
        Self { number, base, client: Client::new() }
    }

    fn id(&self) -> String {
        format!("team-{}", self.number)
    }

    fn host(&self) -> String {
        format!("{}.belvo.test", self.id())
    }

    #[track_caller]
    fn must(&self, request: RequestBuilder) -> Value {
        let answer = request.header("host", self.host()).send().expect("an answer");
        let status = answer.status();
        let text = answer.text().expect("text");
        assert!(status.is_success(), "{}: {status} {text}", self.id());
        serde_json::from_str(&text).unwrap_or_default()
    }

    #[track_caller]
    fn get(&self, path: &str) -> Value {
        self.must(self.client.get(format!("{}{path}", self.base)).basic_auth(self.id(), Some("any")))
    }

    #[track_caller]
    fn post(&self, path: &str, body: &Value) -> Value {
        self.must(self.client.post(format!("{}{path}", self.base)).json(body))
    }

    #[track_caller]
    fn control(&self, path: &str, body: &Value) -> Value {
        let at = format!("{}/_emulator/workspaces/{}/{path}", self.base, self.id());
        self.must(self.client.put(at).json(body))
    }

    /// A user connects in the widget of this team; the callback's link.
    #[track_caller]
    fn connect(&self, token: &str) -> String {
        let body =
            json!({ "token": token, "config": {}, "handlers": ["callback"], "arguments": 2, "query": {} });
        let opened = self.post("/widget/v1/open", &body);
        let frames = opened["frames"].as_array().cloned().unwrap_or_default();
        let emissions =
            frames.iter().flat_map(|frame| frame["emissions"].as_array().cloned().unwrap_or_default());
        let callback = emissions.into_iter().find(|emission| emission["to"] == "callback");
        callback.expect("a callback")["args"][0].as_str().expect("a link").to_owned()
    }

    #[track_caller]
    fn token(&self) -> String {
        let keys = json!({ "id": self.id(), "password": "any", "scopes": "read_institutions,write_links" });
        self.post("/api/token/", &keys)["access"].as_str().expect("a token").to_owned()
    }

    /// The day at which this team's clock stands.
    fn now(&self) -> String {
        format!("2026-01-{:02}T12:00:00Z", self.number + 1)
    }

    fn links(&self) -> Vec<String> {
        let rows = self.get("/api/links/")["results"].as_array().cloned().unwrap_or_default();
        rows.iter().map(|row| row["id"].as_str().expect("an id").to_owned()).collect()
    }
}

/// A first user connects.
fn begins(team: &Team) -> (String, String) {
    team.control("clock", &json!({ "now": team.now(), "mode": "frozen" }));
    team.control("scenario", &json!({ "name": "success" }));
    let link = team.connect(&team.token());
    assert_eq!(team.links(), [&*link], "{}: its own link alone", team.id());
    (link, team.token())
}

/// It works on while its process may be on its way down or up: the proxy waits for it.
fn goes_on(team: &Team, link: &str, waiting: &str, restarted: &AtomicBool) {
    while !restarted.load(Ordering::Relaxed) {
        assert_eq!(team.links(), [link], "{}: nothing is lost", team.id());
    }
    let second = team.connect(waiting);
    assert_eq!(team.links(), [&second, link], "{}: the token still opens a widget", team.id());
    let clock = team.get(&format!("/_emulator/workspaces/{}/clock", team.id()));
    assert_eq!(clock["now"].as_str().map(|now| &now[..19]), Some(&team.now()[..19]), "{clock}");
    let script = team.get(&format!("/_emulator/workspaces/{}/info", team.id()))["widget_url"].clone();
    assert_eq!(script, format!("http://{}/belvo-widget-1-stable.js", team.host()));
}

#[test]
fn each_of_thirty_teams_sees_its_own_and_a_restart_loses_nothing() {
    let mut installation = Installation::start();
    let teams: Vec<Team> = (0..TEAMS).map(|number| Team::of(&installation, number)).collect();
    let begun: Vec<(String, String)> = std::thread::scope(|scope| {
        let all: Vec<_> = teams.iter().map(|team| scope.spawn(|| begins(team))).collect();
        all.into_iter().map(|team| team.join().expect("a team")).collect()
    });
    let restarted = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for (team, (link, waiting)) in teams.iter().zip(&begun) {
            let restarted = &restarted;
            scope.spawn(move || goes_on(team, link, waiting, restarted));
        }
        installation.restart(0);
        restarted.store(true, Ordering::Relaxed);
    });
    let kept = installation.workspaces();
    assert!(kept.iter().all(|names| !names.is_empty()), "each process has teams: {kept:?}");
    let mut all: Vec<String> = kept.concat();
    all.sort();
    let mut expected: Vec<String> = teams.iter().map(Team::id).collect();
    expected.sort();
    assert_eq!(all, expected, "each team is in one process");
    no_caller_names_its_host_itself(&installation);
}

/// A page that comes by a name of its own can send any header, and is none the better for it.
fn no_caller_names_its_host_itself(installation: &Installation) {
    let info = format!("http://127.0.0.1:{}/_emulator/info", installation.port);
    let rebound =
        Client::new().get(info).header("host", "evil.test").header("x-forwarded-host", "team-1.belvo.test");
    assert_eq!(rebound.send().expect("an answer").status(), 403);
}
