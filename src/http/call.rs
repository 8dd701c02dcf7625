//! A request as the handlers see it: decoded path, query, body, and the address it was sent to.

use std::cell::{Cell, OnceCell};
use std::net::IpAddr;

use http::{HeaderMap, HeaderValue, Method, header};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::message::Request;
use super::service::Service;
use super::work::Ready;
use crate::domain::base::json;
use crate::domain::base::limits::DEEPEST;
use crate::domain::base::weight::is_deeper;
use crate::domain::token::tokens::Claims;
use crate::domain::vocabulary::answers::Refusal;
use crate::domain::vocabulary::catalogue::{Code, varying};
use crate::domain::vocabulary::failure::{Failure, type_name};

/// What the names in the braces of a route stand for in a path.
pub(super) type Params = Vec<(&'static str, String)>;

/// One call.
pub struct Call<'r> {
    /// The method.
    pub method: Method,
    /// The path with single slashes and a trailing one, whatever the caller wrote (R-BASE-03, 04); decoded, but for the
    /// control API's.
    pub path: String,
    /// The query, decoded, in order.
    pub query: Vec<(String, String)>,
    /// The query as it came.
    pub raw_query: &'r str,
    /// The headers.
    pub headers: &'r HeaderMap,
    /// `host:port` as the caller addressed it.
    pub host: String,
    /// `scheme://host:port` for links in answers.
    pub base: String,
    /// Whether the path as it came ends in a slash.
    pub slashed: bool,
    /// What has been made for it before it is answered; nothing while nobody knows whether it takes long.
    pub(super) ready: Option<Cell<Ready>>,
    /// Whether it waits, and has been asked before.
    pub(super) is_asked_again: bool,
    /// Whether its body takes the place of a workspace, which says itself how deep it may be.
    pub(super) replaces_workspace: bool,
    /// The path of the route that was found.
    pub(super) route: Option<&'static str>,
    /// The address that it came from.
    pub(super) peer: Option<IpAddr>,
    counted: Cell<bool>,
    params: Params,
    target: &'r str,
    body: &'r [u8],
    parsed: OnceCell<Result<Value, Failure>>,
    proved: OnceCell<Claims>,
}

impl<'r> Call<'r> {
    pub(super) fn new(service: &Service, request: &'r Request) -> Self {
        let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
        let host = host(&request.headers).unwrap_or_else(|| service.settings.address.clone());
        let base = service.settings.base(&host, request.secure);
        Self {
            method: request.method.clone(),
            path: normal_path(path),
            query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            raw_query: query,
            headers: &request.headers,
            host,
            base,
            slashed: path.ends_with('/') || path.to_ascii_lowercase().ends_with("%2f"),
            ready: None,
            is_asked_again: false,
            replaces_workspace: false,
            route: None,
            peer: request.peer,
            counted: Cell::new(false),
            params: Vec::new(),
            target: &request.target,
            body: &request.body,
            parsed: OnceCell::new(),
            proved: OnceCell::new(),
        }
    }

    /// What has been made for it; whoever takes it has it alone.
    pub(super) fn take_ready(&self) -> Ready {
        self.ready.as_ref().map(Cell::take).unwrap_or_default()
    }

    /// Whether it is to be counted: a call once, in however many slices it is answered.
    pub(super) fn is_to_be_counted(&self) -> bool {
        self.ready.is_none() && !self.counted.replace(true)
    }

    /// The path, with a slash at its end where the caller has written one.
    pub(super) fn path_as_sent(&self) -> &str {
        if self.slashed { &self.path } else { self.path.trim_end_matches('/') }
    }

    /// Whether it is for the control API.
    pub(super) fn is_control(&self) -> bool {
        self.path.starts_with(CONTROL)
    }

    /// Takes the route that was found, and its parameters.
    pub(super) fn take(&mut self, route: &'static str, params: Params) {
        self.route = Some(route);
        let decoded = |text: String| percent_decode_str(&text).decode_utf8_lossy().into_owned();
        self.params = match self.is_control() {
            true => params.into_iter().map(|(name, value)| (name, decoded(value))).collect(),
            false => params,
        };
    }

    /// A parameter of the route; empty when the route has none of that name.
    pub fn param(&self, name: &str) -> &str {
        self.params.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// The token that the call brings is signed by us and claims this.
    pub(super) fn has_proved(&self, claims: Claims) {
        let _first_counts = self.proved.set(claims);
    }

    /// What the token of the call claims, once its signature was found to be ours.
    pub(super) fn proved(&self) -> Option<Claims> {
        self.proved.get().copied()
    }

    /// What tells it from other calls, as bytes: method, address, keys and body.
    pub(super) fn parts(&self) -> [&[u8]; 4] {
        let keys = self.headers.get(header::AUTHORIZATION).map(HeaderValue::as_bytes);
        [self.method.as_str().as_bytes(), self.target.as_bytes(), keys.unwrap_or_default(), self.body]
    }

    /// Whether it has a body at all.
    pub(super) fn has_body(&self) -> bool {
        !self.body.trim_ascii().is_empty()
    }

    /// Whether the work is to go on after the answer; the word is case-sensitive (R-ASYNC-01, 02).
    pub fn is_asynchronous(&self) -> bool {
        self.headers.get("x-belvo-request-mode").is_some_and(|mode| mode == "async")
    }

    /// The first value of a query parameter.
    pub fn asked(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The last value of a query parameter: of one that is repeated, it is the one that counts.
    pub fn last(&self, name: &str) -> Option<&str> {
        self.query.iter().rfind(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON whatever its type says: the page's own door sends JSON as plain text.
    pub fn plain_json(&self) -> Result<&Value, Failure> {
        self.parsed.get_or_init(|| self.json()).as_ref().map_err(Clone::clone)
    }

    /// The body of a call of the REST API as an object, read by its content type.
    pub fn object(&self) -> Result<&Map<String, Value>, Failure> {
        let value = self.parsed.get_or_init(|| self.by_type()).as_ref().map_err(Clone::clone)?;
        value.as_object().ok_or_else(|| {
            let message = varying::NO_DICTIONARY.with(type_name(value));
            Failure::Coded(Refusal { code: Code::Invalid, message })
        })
    }

    fn by_type(&self) -> Result<Value, Failure> {
        if self.body.is_empty() {
            return Ok(Value::Object(Map::new()));
        }
        match self.content_type().as_str() {
            "application/json" | "" => self.json(),
            "application/x-www-form-urlencoded" => Ok(form(self.body)),
            other => Err(Failure::MediaType(other.to_owned())),
        }
    }

    /// A workspace says itself how deep it may be. In a control call each key stands once; Belvo keeps the last of two.
    fn json(&self) -> Result<Value, Failure> {
        let read = if self.is_control() { json::read(self.body) } else { serde_json::from_slice(self.body) };
        let value = read.map_err(|why| unreadable(self.body, &why))?;
        if !self.replaces_workspace && is_deeper(&value, DEEPEST) {
            return Err(Failure::Parse(format!("it is nested more than {DEEPEST} levels deep")));
        }
        Ok(value)
    }

    fn content_type(&self) -> String {
        let text =
            self.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// The commonest slip with curl: `-d '{…}'` without a content type arrives as a form.
    pub fn looks_like_mislabelled_json(&self) -> bool {
        self.content_type() == "application/x-www-form-urlencoded"
            && self.body.trim_ascii_start().starts_with(b"{")
    }
}

/// The caller's `Host`, if it is one that may stand in a link.
fn host(headers: &HeaderMap) -> Option<String> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let legal = |c: u8| c.is_ascii_alphanumeric() || b".-:[]_".contains(&c);
    (!host.is_empty() && host.len() <= 255 && host.bytes().all(legal)).then(|| host.to_owned())
}

/// Where the control API begins.
const CONTROL: &str = "/_emulator/";

/// A control path keeps its encoding until it is routed: the name of a workspace may hold a slash.
pub(super) fn normal_path(path: &str) -> String {
    let encoded = single_slashes(path);
    if encoded.starts_with(CONTROL) {
        return encoded;
    }
    single_slashes(&percent_decode_str(path).decode_utf8_lossy())
}

fn single_slashes(path: &str) -> String {
    let mut normal = String::with_capacity(path.len() + 2);
    for part in path.split('/').filter(|part| !part.is_empty()) {
        normal.push('/');
        normal.push_str(part);
    }
    normal.push('/');
    normal
}

fn unreadable(body: &[u8], why: &serde_json::Error) -> Failure {
    let text = why.to_string();
    let reason = text.rsplit_once(" at line").map_or(text.as_str(), |(reason, _)| reason);
    let lines = body.split_inclusive(|byte| *byte == b'\n');
    let before: usize = lines.take(why.line().saturating_sub(1)).map(<[u8]>::len).sum();
    let char = before + why.column().saturating_sub(1);
    Failure::Parse(format!("{reason}: line {} column {} (char {char})", why.line(), why.column()))
}

/// A form: a repeated key is a list, `fetch_resources` always is one.
fn form(body: &[u8]) -> Value {
    let mut map = Map::new();
    for (key, value) in form_urlencoded::parse(body) {
        let value = Value::String(value.into_owned());
        match map.get_mut(key.as_ref()) {
            Some(Value::Array(list)) => list.push(value),
            Some(other) => *other = Value::Array(vec![other.take(), value]),
            None if key == "fetch_resources" => drop(map.insert(key.into_owned(), Value::Array(vec![value]))),
            None => drop(map.insert(key.into_owned(), value)),
        }
    }
    Value::Object(map)
}
