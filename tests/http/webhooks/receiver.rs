//! A receiver of webhooks, as an application's server is one: it answers as it is told to, and shows what it got.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver as Channel, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;

/// How it answers one call; when none is left it says 200.
#[derive(Clone, Debug)]
pub enum Answer {
    /// With this status and body.
    Status(u16, String),
    /// It breaks off without a word.
    Reset,
    /// It says 200, and never ends what it goes on to say.
    Drips,
    /// It says nothing until the other side gives up.
    Silence,
}

/// One call that it got.
#[derive(Debug)]
pub struct Got {
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub raw: String,
}

impl Got {
    pub fn body(&self) -> Value {
        serde_json::from_str(&self.raw).expect("JSON")
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| &**value)
    }
}

pub struct Receiver {
    pub url: String,
    calls: Channel<Got>,
    answers: Arc<Mutex<VecDeque<Answer>>>,
}

impl Receiver {
    pub fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        Self::at("127.0.0.1:0", answers)
    }

    /// Where a server was before.
    pub fn at(place: &str, answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind(place).expect("a port");
        let url = format!("http://{}/hooks?from=belvo", listener.local_addr().expect("an address"));
        let (tell, calls) = channel();
        let answers = Arc::new(Mutex::new(answers.into_iter().collect::<VecDeque<_>>()));
        let script = answers.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let answer = script.lock().expect("answers").pop_front();
                serve(stream.expect("a call"), answer, &tell);
            }
        });
        Self { url, calls, answers }
    }

    pub fn next(&self) -> Got {
        self.calls.recv_timeout(Duration::from_secs(20)).expect("a webhook")
    }

    /// What has come so far, besides what was asked for.
    pub fn rest(&self) -> Vec<Got> {
        self.calls.try_iter().collect()
    }

    pub fn answers(&self, answers: impl IntoIterator<Item = Answer>) {
        self.answers.lock().expect("answers").extend(answers);
    }
}

fn serve(mut stream: TcpStream, answer: Option<Answer>, tell: &Sender<Got>) {
    let got = read(&stream);
    let answer = answer.unwrap_or_else(|| Answer::Status(200, String::new()));
    let said = tell.send(got);
    match answer {
        Answer::Status(status, body) => {
            let length = body.len();
            let head = format!(
                "HTTP/1.1 {status} X\r\ncontent-length: {length}\r\nlocation: http://127.0.0.1:1/\r\n\r\n"
            );
            // A caller that has read enough may be gone.
            let _cut = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes()));
        }
        Answer::Drips => {
            let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\ndrip";
            let _cut = stream.write_all(head.as_bytes());
            drop(stream.read(&mut [0]));
        }
        Answer::Reset => drop(stream),
        Answer::Silence => drop(stream.read(&mut [0])),
    }
    drop(said);
}

fn read(stream: &TcpStream) -> Got {
    let mut lines = BufReader::new(stream);
    let mut line = || {
        let mut text = String::new();
        lines.read_line(&mut text).expect("a line");
        text.trim_end().to_owned()
    };
    let path = line().split(' ').nth(1).unwrap_or_default().to_owned();
    let mut headers = Vec::new();
    loop {
        let header = line();
        match header.split_once(": ") {
            Some((name, value)) => headers.push((name.to_owned(), value.to_owned())),
            None => break,
        }
    }
    let length = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length = length.and_then(|(_, length)| length.parse().ok()).unwrap_or(0);
    let mut raw = vec![0; length];
    lines.read_exact(&mut raw).expect("the body");
    Got { path, headers, raw: String::from_utf8(raw).expect("UTF-8") }
}
