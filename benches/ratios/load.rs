//! Requests: one, many over a number of connections, or one every few milliseconds to see how long each waits.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::Fallible;

/// How often somebody else asks while a long call runs.
const EVERY: Duration = Duration::from_millis(2);
const OTHERS: u32 = 4;

/// A request that can be sent again and again.
#[derive(Clone)]
pub struct Call {
    pub method: Method,
    pub path: String,
    pub authorization: Option<&'static str>,
    pub body: Bytes,
    /// Whether another answer than a success is one too.
    pub may_fail: bool,
}

impl Call {
    pub fn get(path: impl Into<String>) -> Self {
        Self {
            method: Method::GET,
            path: path.into(),
            authorization: None,
            body: Bytes::new(),
            may_fail: false,
        }
    }

    fn request(&self, address: &str) -> Fallible<Request<Full<Bytes>>> {
        let mut request =
            Request::builder().method(&self.method).uri(self.path.as_str()).header("host", address);
        if let Some(authorization) = self.authorization {
            request = request.header("authorization", authorization);
        }
        if !self.body.is_empty() {
            request = request.header("content-type", "application/json");
        }
        Ok(request.body(Full::new(self.body.clone()))?)
    }
}

/// The first request of a server's life, without any machinery of ours.
pub fn get_once(address: &str, path: &str) -> Fallible<()> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n")?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line)?;
    if line.starts_with("HTTP/1.1 200 ") { Ok(()) } else { Err(format!("GET {path}: {line}").into()) }
}

struct Connection {
    sender: SendRequest<Full<Bytes>>,
    address: String,
}

impl Connection {
    async fn open(address: &str) -> Fallible<Self> {
        let stream = tokio::net::TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self { sender, address: address.to_owned() })
    }

    async fn ask(&mut self, call: &Call) -> Fallible<Bytes> {
        self.sender.ready().await?;
        let answer = self.sender.send_request(call.request(&self.address)?).await?;
        let status = answer.status();
        let body = answer.into_body().collect().await?.to_bytes();
        if status.is_success() || call.may_fail {
            return Ok(body);
        }
        Err(format!("{} {}: {status} {}", call.method, call.path, String::from_utf8_lossy(&body)).into())
    }
}

fn wait<T>(work: impl Future<Output = Fallible<T>>) -> Fallible<T> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work)
}

/// One request and its answer.
pub fn ask(address: &str, call: &Call) -> Fallible<Bytes> {
    wait(async { Connection::open(address).await?.ask(call).await })
}

/// What many requests waited for, and how long all took.
pub struct Flood {
    pub waits: Vec<Duration>,
    pub took: Duration,
}

/// So many requests over so many connections, as fast as they are answered.
pub fn flood(address: &str, call: &Call, count: usize, connections: usize) -> Fallible<Flood> {
    wait(async {
        let left = Arc::new(AtomicUsize::new(count));
        let mut all = JoinSet::new();
        let mut open = Vec::new();
        for _ in 0..connections {
            open.push(Connection::open(address).await?);
        }
        let begun = Instant::now();
        for mut connection in open {
            let (call, left) = (call.clone(), left.clone());
            all.spawn(async move {
                let mut waits = Vec::new();
                while left.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(1)).is_ok() {
                    let begun = Instant::now();
                    connection.ask(&call).await?;
                    waits.push(begun.elapsed());
                }
                Fallible::Ok(waits)
            });
        }
        let waits = finish(all).await?.concat();
        Ok(Flood { waits, took: begun.elapsed() })
    })
}

/// Each of these calls, one after the other.
pub fn each(address: &str, calls: &[Call]) -> Fallible<()> {
    wait(async {
        let mut connection = Connection::open(address).await?;
        for call in calls {
            connection.ask(call).await?;
        }
        Ok(())
    })
}

/// What this part of them waited for at most, in milliseconds.
pub fn percentile(waits: &[Duration], part: f64) -> f64 {
    let mut sorted = waits.to_vec();
    sorted.sort();
    let at = ((sorted.len() as f64 * part).ceil() as usize).saturating_sub(1);
    sorted.get(at).map_or(f64::NAN, |wait| wait.as_secs_f64() * 1e3)
}

async fn finish<T: 'static>(mut all: JoinSet<Fallible<T>>) -> Fallible<Vec<T>> {
    let mut done = Vec::new();
    while let Some(one) = all.join_next().await {
        done.push(one??);
    }
    Ok(done)
}

/// What others wait while a call runs.
pub struct Others {
    /// How long each answer took, counted from when it was to be asked for: one that waits delays the next ones too.
    pub waits: Vec<Duration>,
    /// How long the call itself took.
    pub call: Duration,
}

impl Others {
    /// What one in a hundred waits for longer, in milliseconds.
    pub fn p99(self) -> f64 {
        percentile(&self.waits, 0.99)
    }
}

/// Asks one thing on several connections, evenly spread, for as long as another call runs.
pub fn beside(address: &str, call: &Call, other: &Call) -> Fallible<Others> {
    meanwhile(address, other, async { Connection::open(address).await?.ask(call).await.map(drop) })
}

/// The same beside any work.
pub fn meanwhile(address: &str, other: &Call, work: impl Future<Output = Fallible<()>>) -> Fallible<Others> {
    wait(async {
        let over = Arc::new(AtomicBool::new(false));
        let mut all = JoinSet::new();
        for place in 0..OTHERS {
            let (connection, other) = (Connection::open(address).await?, other.clone());
            let begin = Instant::now() + EVERY * place;
            all.spawn(probe(connection, other, begin, over.clone()));
        }
        let begun = Instant::now();
        work.await?;
        let took = begun.elapsed();
        over.store(true, Relaxed);
        Ok(Others { waits: finish(all).await?.concat(), call: took })
    })
}

async fn probe(
    mut connection: Connection,
    other: Call,
    mut due: Instant,
    over: Arc<AtomicBool>,
) -> Fallible<Vec<Duration>> {
    let mut waits = Vec::new();
    while !over.load(Relaxed) || waits.is_empty() {
        tokio::time::sleep_until(due).await;
        connection.ask(&other).await?;
        waits.push(due.elapsed());
        due += EVERY * OTHERS;
    }
    Ok(waits)
}
