//! The rules: who may use whom, and who may reach what outside.

/// The name that `main` and the tests know the library by.
pub(crate) const OWN_NAME: &str = "belvo_emulator";

/// The room of `src/lib.rs`, which names all others.
pub(crate) const ROOT: &str = "lib";

/// A part of the crate: a file or a folder under `src/`.
#[derive(Debug)]
pub(crate) struct Room {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it may use besides itself.
    pub(crate) may_use: &'static [&'static str],
    /// It computes: nothing outside reaches it but through arguments.
    pub(crate) pure: bool,
}

/// Inward only: no row names a room that stands below it.
pub(crate) const ROOMS: &[Room] = &[
    Room { name: "domain", may_use: &[], pure: true },
    Room { name: "scenario_file", may_use: &["domain"], pure: true },
    Room { name: "host", may_use: &[], pure: false },
    Room { name: "assets", may_use: &["host"], pure: false },
    Room { name: "store", may_use: &["domain"], pure: false },
    Room { name: "http", may_use: &["domain", "scenario_file", "store"], pure: true },
    Room { name: "server", may_use: &["domain", "http", "store"], pure: false },
    Room { name: "delivery", may_use: &["domain", "http", "store"], pure: false },
    Room {
        name: "emulator",
        may_use: &["domain", "scenario_file", "host", "assets", "store", "http", "server", "delivery"],
        pure: false,
    },
    Room { name: "cli", may_use: &["host", "emulator"], pure: false },
    Room { name: "main", may_use: &["cli"], pure: false },
    Room { name: ROOT, may_use: &[], pure: false },
];

/// The rooms of the domain, from the ground up, with those that each may import from.
pub(crate) const DOMAIN: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("vocabulary", &["base"]),
    ("person", &["base", "vocabulary"]),
    ("token", &["base", "vocabulary"]),
    ("link", &["base", "vocabulary", "person"]),
    ("record", &["base", "vocabulary", "person", "token", "link"]),
    ("scenario", &["base", "vocabulary", "record"]),
    ("webhook", &["base", "vocabulary", "link", "record", "scenario"]),
    ("core", &["base", "vocabulary", "link", "token", "record", "scenario", "webhook"]),
    ("widget", &["base", "vocabulary", "token", "link", "scenario", "core"]),
    (
        "workspace",
        &["base", "vocabulary", "token", "link", "record", "scenario", "webhook", "core", "widget"],
    ),
];

/// What the pure rooms may not reach, and why.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("`now` is an argument", &["std::time::SystemTime", "std::time::Instant", "std::time::UNIX_EPOCH"]),
    ("`now` is an argument", &["jiff::Timestamp::now", "jiff::Zoned::now", "jiff::tz::TimeZone::system"]),
    ("files are read by the shells", &["std::fs", "std::os", "tempfile", "include_dir"]),
    ("connections are made by the shells", &["std::net::TcpListener", "std::net::TcpStream"]),
    (
        "connections are made by the shells",
        &["std::net::UdpSocket", "std::net::ToSocketAddrs", "socket2", "mio"],
    ),
    ("the environment is read by the command line", &["std::env"]),
    ("every draw comes from the seed", &["rand::rng", "rand::random", "rand::make_rng", "rand::thread_rng"]),
    ("every draw comes from the seed", &["rand::random_range", "rand::random_bool", "rand::random_iter"]),
    ("every draw comes from the seed", &["rand::rngs::SysRng", "rand::rngs::OsRng", "rand::rngs::ThreadRng"]),
    ("every draw comes from the seed", &["getrandom", "ring::rand", "std::hash::RandomState"]),
    ("every draw comes from the seed", &["uuid::Uuid::new_v4", "uuid::Uuid::now_v1", "uuid::Uuid::now_v7"]),
    ("its order comes from the host's entropy", &["std::collections::HashMap", "std::collections::HashSet"]),
    (
        "its order comes from the host's entropy",
        &["std::collections::hash_map", "std::collections::hash_set"],
    ),
    ("threads are started by the shells", &["std::thread", "std::process", "rayon"]),
    ("the terminal belongs to the command line", &["std::io::stdin", "std::io::stdout", "std::io::stderr"]),
    ("nothing here waits", &["tokio", "tokio_util", "futures_util", "std::sync::mpsc", "std::sync::Condvar"]),
    ("the wire belongs to the server", &["hyper", "hyper_util", "http_body", "http_body_util", "reqwest"]),
];

/// What single rooms may not reach on top of that.
const PARTICULAR: &[(&str, &str, &[&str])] = &[
    ("domain", "the domain does not know HTTP", &["http"]),
    ("domain", "one lock, and it is the store's", &["std::sync::Mutex", "std::sync::RwLock"]),
    ("http", "one lock, and it is the store's", &["std::sync::Mutex", "std::sync::RwLock"]),
    ("domain", "paths lead to files", &["std::path"]),
    ("http", "paths lead to files", &["std::path"]),
    ("assets", "the store reads the host's clock", &["std::time::SystemTime"]),
    ("server", "the store reads the host's clock", &["std::time::SystemTime"]),
    ("delivery", "the store reads the host's clock", &["std::time::SystemTime"]),
    ("emulator", "the store reads the host's clock", &["std::time::SystemTime"]),
    ("cli", "the store reads the host's clock", &["std::time::SystemTime"]),
    ("assets", "the command line reads the environment", &["std::env"]),
    ("store", "the command line reads the environment", &["std::env"]),
    ("server", "the command line reads the environment", &["std::env"]),
    ("delivery", "the command line reads the environment", &["std::env"]),
    ("emulator", "the command line reads the environment", &["std::env"]),
];

/// A crate that few rooms may name.
#[derive(Debug)]
pub(crate) struct Reserved {
    /// The crate.
    pub(crate) name: &'static str,
    /// The rooms.
    pub(crate) rooms: &'static [&'static str],
}

/// The crates that are easy to part with because one room alone names them.
pub(crate) const RESERVED: &[Reserved] = &[
    Reserved { name: "serde_saphyr", rooms: &["scenario_file"] },
    Reserved { name: "include_dir", rooms: &["assets"] },
    // The request of a control verb is its command's arguments too: one type, one list of keys.
    Reserved { name: "clap", rooms: &["cli", "http"] },
];

/// The macros that write to the terminal.
pub(crate) const TERMINAL_MACROS: &[&str] = &["print", "println", "eprint", "eprintln", "dbg"];

/// Rooms that do not know of HTTP statuses.
pub(crate) const NO_HTTP: &[&str] = &["domain"];

/// Files that write a status into a text that Belvo sends: the bodies of webhooks.
pub(crate) const TELLS_STATUSES: &[&str] = &["src/domain/webhook/table.rs"];

/// Words that mean an HTTP status, in small letters and without underscores.
pub(crate) const HTTP_WORDS: &[&str] = &["statuscode", "httpstatus", "httpcode"];

/// Numbers that are hardly anything but an HTTP status; 200, 400 and 500 count only beside the word "status".
pub(crate) const HTTP_NUMBERS: &[u64] =
    &[401, 403, 404, 405, 408, 409, 413, 415, 422, 428, 429, 502, 503, 504];

/// The room of this name.
pub(crate) fn room(name: &str) -> Option<&'static Room> {
    ROOMS.iter().find(|room| room.name == name)
}

/// The room that a file stands in.
pub(crate) fn room_of(path: &str) -> Option<&'static Room> {
    let first = path.strip_prefix("src/")?.split('/').next()?;
    room(first.trim_end_matches(".rs"))
}

/// All that a room may not reach outside, each with the reason.
pub(crate) fn forbidden(room: &Room) -> impl Iterator<Item = (&'static str, &'static str)> {
    let (name, pure) = (room.name, room.pure);
    let general = OUTSIDE.iter().filter(move |_| pure).map(|(why, paths)| (*why, *paths));
    let own =
        PARTICULAR.iter().filter(move |(room, _, _)| *room == name).map(|(_, why, paths)| (*why, *paths));
    general.chain(own).flat_map(|(why, paths)| paths.iter().map(move |path| (why, *path)))
}
