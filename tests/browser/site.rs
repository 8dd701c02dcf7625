//! The reader's own application: a server of another origin with pages and, as Belvo's documentation wants it, a
//! `/get-access-token` that asks for the token with keys that the browser never sees.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use belvo_emulator::Emulator;

use crate::support::token_request;

#[derive(Clone)]
struct Page {
    headers: String,
    body: String,
}

/// A running server; its threads end with the process.
pub struct Site {
    /// Its origin.
    pub url: String,
    pages: Arc<Mutex<BTreeMap<String, Page>>>,
}

impl Site {
    /// Serves on a free port; its tokens come from this emulator.
    pub fn start(emulator: &Emulator) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let pages: Arc<Mutex<BTreeMap<String, Page>>> = Arc::default();
        let (served, token_url) = (pages.clone(), format!("{}/api/token/", emulator.url()));
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (pages, token_url) = (served.clone(), token_url.clone());
                // A browser opens connections ahead of time and may never use them.
                std::thread::spawn(move || answer(stream, &pages, &token_url));
            }
        });
        Self { url, pages }
    }

    /// Puts a page there and says where.
    pub fn put(&self, path: &str, body: impl Into<String>) -> String {
        self.put_with(path, "", body)
    }

    /// Puts a page there that comes with a header.
    pub fn put_with(&self, path: &str, header: &str, body: impl Into<String>) -> String {
        let headers = if header.is_empty() { String::new() } else { format!("{header}\r\n") };
        let page = Page { headers, body: body.into() };
        self.pages.lock().expect("the pages").insert(path.to_owned(), page);
        format!("{}{path}", self.url)
    }
}

fn answer(stream: TcpStream, pages: &Mutex<BTreeMap<String, Page>>, token_url: &str) -> io::Result<()> {
    let mut lines = BufReader::new(&stream).lines();
    let Some(request) = lines.next().transpose()? else { return Ok(()) };
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let path = request.split([' ', '?']).nth(1).unwrap_or("/");
    let found = pages.lock().expect("the pages").get(path).cloned();
    let (status, kind, page) = match (path, found) {
        ("/get-access-token", _) => {
            let body = access_token(token_url).map_err(io::Error::other)?;
            // An application's own server may stand on another origin than its pages.
            let headers = "Access-Control-Allow-Origin: *\r\n".to_owned();
            (200, "application/json", Page { headers, body })
        }
        (path, Some(page)) if path.ends_with(".svg") => (200, "image/svg+xml", page),
        (_, Some(page)) => (200, "text/html; charset=utf-8", page),
        _ => (204, "text/plain", Page { headers: String::new(), body: String::new() }),
    };
    let Page { headers, body } = page;
    let length = body.len();
    write!(
        &stream,
        "HTTP/1.1 {status} -\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{headers}Connection: close\r\n\r\n{body}"
    )
}

/// What Belvo's documentation leaves to the reader's server.
fn access_token(url: &str) -> reqwest::Result<String> {
    reqwest::blocking::Client::new().post(url).json(&token_request()).send()?.error_for_status()?.text()
}
