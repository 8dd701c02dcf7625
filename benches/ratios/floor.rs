//! The floor: what the same work costs on bare hyper, without workspaces, options, journal or checks.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::RwLock;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use ring::hmac;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::Fallible;

struct Floor {
    key: hmac::Key,
    tokens: AtomicU64,
    script: RwLock<Bytes>,
    rows: RwLock<HashMap<String, Vec<Value>>>,
}

/// Serves until it is killed.
pub fn serve() -> Fallible<()> {
    let key = hmac::Key::new(hmac::HMAC_SHA512, b"the signing key of the floor");
    let floor = Floor { key, tokens: AtomicU64::new(0), script: RwLock::default(), rows: RwLock::default() };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(accept(Arc::new(floor)))
}

async fn accept(floor: Arc<Floor>) -> Fallible<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("READY {}", json!({ "api_url": format!("http://{}", listener.local_addr()?) }));
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let floor = floor.clone();
        let answering = service_fn(move |request| {
            let floor = floor.clone();
            async move { Ok::<_, Infallible>(floor.answer(request).await) }
        });
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), answering));
    }
}

impl Floor {
    async fn answer(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let (head, body) = request.into_parts();
        let Ok(body) = body.collect().await.map(|body| body.to_bytes()) else { return plain(400, "") };
        match (&head.method, head.uri.path()) {
            (&Method::GET, "/live") => plain(200, r#"{"status":"live"}"#),
            (&Method::POST, "/token") => self.token(&body),
            (&Method::GET, "/script") => plain(200, read(&self.script).clone()),
            (&Method::GET, path) if path.starts_with("/rows/") => self.list(path),
            (&Method::GET, path) if path.starts_with("/long/") => long(&path["/long/".len()..]).await,
            (&Method::PUT, "/script") => put(&self.script, body),
            (&Method::PUT, path) => self.keep(path, &body),
            _ => plain(404, ""),
        }
    }

    /// Reads the request, signs two sets of 14 claims, keeps nothing.
    fn token(&self, body: &[u8]) -> Response<Full<Bytes>> {
        let Ok(asked) = serde_json::from_slice::<Asked>(body) else { return plain(400, "") };
        let [access, refresh] = ["access", "refresh"].map(|kind| self.sign(&self.claims(kind, &asked)));
        plain(200, json!({ "access": access, "refresh": refresh }).to_string())
    }

    fn claims<'a>(&self, token_type: &'static str, asked: &'a Asked) -> Claims<'a> {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
        Claims {
            token_type,
            exp: now + 600,
            iat: now,
            jti: format!("{:032x}", self.tokens.fetch_add(1, Relaxed)),
            user_id: "00000000-0000-4000-8000-000000000000",
            organization_name: "Belvo Emulator",
            organization_id: "00000000-0000-4000-8000-000000000000",
            scopes: asked.scopes.split(',').collect(),
            environment: "sandbox",
            api_url: "127.0.0.1:12345",
            credentials_storage: &asked.credentials_storage,
            stale_in: &asked.stale_in,
            fetch_resources: &asked.fetch_resources,
            iss: "127.0.0.1:12345",
        }
    }

    fn sign(&self, claims: &Claims<'_>) -> String {
        let claims = serde_json::to_vec(claims).unwrap_or_default();
        let header = r#"{"alg":"HS512","typ":"JWT"}"#;
        let text = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
        let tag = hmac::sign(&self.key, text.as_bytes());
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(tag))
    }

    fn list(&self, path: &str) -> Response<Full<Bytes>> {
        let rows = read(&self.rows);
        let Some(rows) = rows.get(path) else { return plain(404, "") };
        let page = Page { count: rows.len(), next: None, previous: None, results: rows };
        plain(200, serde_json::to_string(&page).unwrap_or_default())
    }

    fn keep(&self, path: &str, body: &[u8]) -> Response<Full<Bytes>> {
        let Ok(rows) = serde_json::from_slice(body) else { return plain(400, "") };
        self.rows.write().unwrap_or_else(std::sync::PoisonError::into_inner).insert(path.to_owned(), rows);
        plain(200, "{}")
    }
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "read as the emulator reads them")]
struct Asked {
    id: String,
    password: String,
    scopes: String,
    fetch_resources: Vec<String>,
    credentials_storage: String,
    stale_in: String,
}

#[derive(Serialize)]
struct Claims<'a> {
    token_type: &'static str,
    exp: u64,
    iat: u64,
    jti: String,
    user_id: &'static str,
    organization_name: &'static str,
    organization_id: &'static str,
    scopes: Vec<&'a str>,
    environment: &'static str,
    api_url: &'static str,
    credentials_storage: &'a str,
    stale_in: &'a str,
    fetch_resources: &'a [String],
    iss: &'static str,
}

#[derive(Serialize)]
struct Page<'a> {
    count: usize,
    next: Option<&'a str>,
    previous: Option<&'a str>,
    results: &'a [Value],
}

/// Computes for so many milliseconds, beside the threads that serve.
async fn long(milliseconds: &str) -> Response<Full<Bytes>> {
    let over = Instant::now() + Duration::from_millis(milliseconds.parse().unwrap_or(0));
    let spin = move || {
        while Instant::now() < over {
            std::hint::spin_loop()
        }
    };
    match tokio::task::spawn_blocking(spin).await {
        Ok(()) => plain(200, "{}"),
        Err(_) => plain(500, ""),
    }
}

fn plain(status: u16, body: impl Into<Bytes>) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(body.into()));
    *response.status_mut() = hyper::StatusCode::from_u16(status).unwrap_or_default();
    response
        .headers_mut()
        .insert("content-type", hyper::header::HeaderValue::from_static("application/json"));
    response
}

fn read<T>(place: &RwLock<T>) -> std::sync::RwLockReadGuard<'_, T> {
    place.read().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn put<T>(place: &RwLock<T>, value: T) -> Response<Full<Bytes>> {
    *place.write().unwrap_or_else(std::sync::PoisonError::into_inner) = value;
    plain(200, "{}")
}
