//! Who forges, replays or guesses a token gets nothing: a token opens what the workspace that has issued it allows.

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use belvo_emulator::{Emulator, Request};
use http::Method;
use ring::hmac;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::program::{Running, must_exit};
use crate::support::{NOON, PASSWORD, SECRET_ID, still, token_request};

/// Every scope that there is: what a forger would want.
const SCOPES: &str = "read_institutions,write_links,read_links,delete_links";

/// A running program, asked over its socket.
struct Served(Running, reqwest::blocking::Client);

impl Served {
    fn start(more: &[&str]) -> Self {
        let running = Running::on_free_port(&[&["--now", NOON, "--freeze"], more].concat());
        Self(running, reqwest::blocking::Client::builder().no_proxy().build().expect("a client"))
    }

    fn ask(&self, request: &Request) -> (u16, Value) {
        let url = format!("{}{}", self.0.url(), request.target);
        let sent = self.1.request(request.method.clone(), url).headers(request.headers.clone());
        let answer = sent.body(request.body.clone()).send().expect("an answer");
        let status = answer.status().as_u16();
        (status, serde_json::from_str(&answer.text().expect("text")).unwrap_or_default())
    }

    #[track_caller]
    fn must_issue(&self) -> [String; 2] {
        let (status, pair) = self.ask(&Request::post("/api/token/", &token_request()));
        assert_eq!(status, 200, "{pair}");
        pair_of(&pair)
    }

    /// Neither reads nor deletes nor brings another token, and the widget says that it is foreign.
    #[track_caller]
    fn must_refuse(&self, token: &str) {
        let bearer = format!("Bearer {token}");
        let link = "/api/links/00000000-0000-4000-8000-000000000000/";
        let calls = [
            Request::get("/api/links/").header("authorization", &bearer),
            Request::get("/api/institutions/").header("authorization", &bearer),
            Request::new(Method::DELETE, link).header("authorization", &bearer),
            Request::post("/api/token/refresh/", &json!({ "refresh": token })),
            Request::post("/api/token/", &json!({ "refresh": token })),
            Request::post("/api/token/verify/", &json!({ "token": token })),
        ];
        for call in calls {
            let (status, answer) = self.ask(&call);
            assert_eq!((status, &answer[0]["code"]), (401, &json!("token_not_valid")), "{}", call.target);
        }
        let (status, opened) = self.ask(&Request::post("/widget/v1/open/", &opening(token)));
        assert_eq!((status, &opened["frames"][0]["screen"]["name"]), (200, &json!("error")), "{opened}");
        assert_eq!(opened["frames"][0]["screen"]["code"], "ACCESS_TOKEN_NOT_VALID");
    }
}

fn opening(token: &str) -> Value {
    json!({ "token": token, "config": {}, "handlers": ["callback"], "query": {} })
}

fn pair_of(pair: &Value) -> [String; 2] {
    ["access", "refresh"].map(|kind| pair[kind].as_str().expect("a token").to_owned())
}

fn claims(token: &str) -> Value {
    let claims = token.split('.').nth(1).and_then(|part| URL_SAFE_NO_PAD.decode(part).ok());
    serde_json::from_slice(&claims.expect("base64")).expect("claims")
}

/// A token as the emulator makes it, signed with this secret.
fn signed(secret: &[u8], claims: &Value) -> String {
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let message = format!("{}.{}", part(r#"{"alg":"HS512","typ":"JWT"}"#), part(&claims.to_string()));
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA512, secret), message.as_bytes());
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(tag))
}

fn key_file(bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("signing.key");
    std::fs::write(&path, bytes).expect("a file");
    (folder, path)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// What the emulator with the same seed, times and calls has claimed, to the `jti`.
#[test]
fn what_follows_from_the_seed_forges_no_token() {
    let served = Served::start(&[]);
    let issued = served.must_issue();
    let twin = still().start().expect("an emulator");
    let twins = pair_of(&twin.handle(&Request::post("/api/token/", &token_request())).value());
    for (ours, theirs) in issued.iter().zip(&twins) {
        let mut same = claims(theirs);
        for host in ["api_url", "iss"] {
            same[host] = claims(ours)[host].clone();
        }
        assert_eq!(claims(ours), same, "the claims can be guessed");
        served.must_refuse(theirs);
        served.must_refuse(&signed(b"belvo-emulator signing key 1", &same));
        served.must_refuse(&signed(b"", &same));
    }
    let (status, list) = served.ask(&Request::get("/api/links/").keys(SECRET_ID, PASSWORD));
    assert_eq!((status, &list["count"]), (200, &json!(0)));
}

#[test]
fn ids_alone_open_nothing() {
    let served = Served::start(&[]);
    let [access, _] = served.must_issue();
    let (_, opened) = served.ask(&Request::post("/widget/v1/open/", &opening(&access)));
    let widget = opened["widget"].as_str().expect("a widget");
    let jti = claims(&access)["jti"].as_str().expect("a jti").to_owned();
    for token in [jti.as_str(), widget, SECRET_ID, &access[..access.rfind('.').expect("a dot")]] {
        served.must_refuse(token);
        for verb in ["acts", "report"] {
            let body = json!({ "token": token, "act": "accept", "ended": "pagehide", "after": 0 });
            let (status, answer) = served.ask(&Request::post(format!("/widget/v1/{widget}/{verb}/"), &body));
            assert_eq!((status, &answer["frames"]), (404, &json!([])), "{verb}");
        }
        let runs = json!({ "runs": [{ "widget": widget, "token": token, "after": 0 }] });
        let (_, answer) = served.ask(&Request::post("/widget/v1/frames/", &runs));
        let run = &answer["runs"][0];
        assert_eq!((&run["gone"]["status"], &run["frames"]), (&json!(404), &json!([])), "frames");
    }
    let (status, _) = served.ask(&Request::post(
        format!("/widget/v1/{widget}/acts/"),
        &json!({ "token": access, "act": "accept", "after": 0 }),
    ));
    assert_eq!(status, 200, "nothing of that has touched the run");
}

#[test]
fn who_has_the_key_still_needs_a_token_that_was_issued() {
    let key = [7; 32];
    let (_folder, path) = key_file(&key);
    let served = Served::start(&["--signing-key-file", text(&path)]);
    let [access, refresh] = served.must_issue();
    assert_eq!(signed(&key, &claims(&access)), access, "this is how it signs");
    let changed = |token: &str, name: &str, value: Value| {
        let mut claims = claims(token);
        claims[name] = value;
        signed(&key, &claims)
    };
    for token in [&access, &refresh] {
        served.must_refuse(&changed(token, "jti", json!("0".repeat(32))));
        served.must_refuse(&changed(token, "exp", json!(4_000_000_000_u64)));
        served.must_refuse(&changed(token, "iat", json!(0)));
    }
    served.must_refuse(&changed(&access, "token_type", json!("refresh")));
    // More scopes than were asked for: the workspace's own record decides.
    let wider = changed(&access, "scopes", json!(SCOPES.split(',').collect::<Vec<_>>()));
    let bearer = format!("Bearer {wider}");
    let (status, answer) = served.ask(&Request::get("/api/links/").header("authorization", &bearer));
    assert_eq!((status, &answer[0]["code"]), (403, &json!("permission_denied")));
}

#[test]
fn a_token_from_before_a_reset_is_refused_also_when_ids_repeat() {
    let (_folder, path) = key_file(&[7; 64]);
    let served = Served::start(&["--signing-key-file", text(&path)]);
    for reset in [vec!["reset"], vec!["--workspace", SECRET_ID, "reset"], vec!["reset", "--ids", "repeat"]] {
        let tokens = served.must_issue();
        served.0.must_ctl(&reset);
        tokens.iter().for_each(|token| served.must_refuse(token));
        let (status, _) = served.ask(&Request::get("/api/").keys(SECRET_ID, PASSWORD));
        assert_eq!(status, 200);
        tokens.iter().for_each(|token| served.must_refuse(token));
    }
}

/// R-BASE-15
#[test]
fn the_same_key_makes_the_same_tokens_and_no_key_makes_others_at_each_start() {
    let (_folder, path) = key_file(b"thirty-two bytes, as they are: \n");
    let with_key = || Served::start(&["--signing-key-file", text(&path)]);
    let signature = |token: String| token.split('.').nth(2).map(str::to_owned).expect("a signature");
    let pair = |served: &Served| {
        let request = Request::post("/api/token/", &token_request()).header("host", "e.test");
        pair_of(&served.ask(&request).1)
    };
    let one = pair(&with_key());
    assert_eq!(one, pair(&with_key()));
    let builder = still().signing_key_file(&path).start().expect("an emulator");
    let asked = Request::post("/api/token/", &token_request()).header("host", "e.test");
    assert_eq!(one, pair_of(&builder.handle(&asked).value()), "the library and the program");
    let others = [pair(&Served::start(&[])), pair(&Served::start(&[]))];
    for other in &others {
        assert_eq!(claims(&other[0]), claims(&one[0]), "all but the signature");
        assert_ne!(signature(other[0].clone()), signature(one[0].clone()));
    }
    assert_ne!(others[0], others[1]);
}

#[test]
fn a_signing_key_that_is_none_stops_the_start_and_says_why() {
    let (folder, short) = key_file(&[1; 31]);
    let long = folder.path().join("long.key");
    std::fs::write(&long, [1; 4_097]).expect("a file");
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    let missing = folder.path().join("missing");
    let cases = [
        (short.as_path(), "has 31 bytes, fewer than 32"),
        (&long, "it has 4097 bytes, more than the 4096 that are read"),
        (folder.path(), "it is a directory, not a regular file"),
        (&pipe, "it is a pipe, not a regular file"),
        (&missing, "cannot read"),
    ];
    for (path, why) in cases {
        let said = must_exit(&["serve", "--port", "0", "--signing-key-file", text(path)], 3);
        assert!(said.err.contains(why) && said.err.contains(text(path)), "{path:?}: {}", said.err);
        let fault = Emulator::builder().signing_key_file(path).start().err().expect("no start").to_string();
        assert!(fault.contains(why), "{fault}");
    }
}

/// R-TOK-13
#[test]
fn a_refresh_gives_what_the_first_token_had_but_for_its_link() {
    let emulator = still().start().expect("an emulator");
    let ask = |path: &str, body: &Value| {
        let reply = emulator.handle(&Request::post(path, body));
        assert!(reply.status.is_success(), "{path}: {}", reply.text());
        reply.value()
    };
    let bank = json!({ "institution": "erebor_mx_retail", "username": "somebody", "password": "secret" });
    let made = emulator.handle(&Request::post("/api/links/", &bank).keys(SECRET_ID, PASSWORD)).value();
    let mut body = token_request();
    body["scopes"] = json!(SCOPES);
    body["link_id"] = made["id"].clone();
    body["widget"] = json!({ "branding": { "company_name": "Casa" } });
    let [access, refresh] = pair_of(&ask("/api/token/", &body));
    for path in ["/api/token/refresh/", "/api/token/"] {
        let answer = ask(path, &json!({ "refresh": refresh }));
        assert_eq!(answer.as_object().map(serde_json::Map::len), Some(1), "an access token alone: {answer}");
        let again = answer["access"].as_str().expect("a token");
        let (mut first, mut second) = (claims(&access), claims(again));
        assert_ne!(first["jti"].take(), second["jti"].take());
        assert_eq!(
            first.as_object_mut().and_then(|claims| claims.remove("link")).expect("a link")["id"],
            made["id"]
        );
        assert_eq!(first, second);
        let opened = ask("/widget/v1/open/", &opening(again));
        assert_eq!(opened["brand"]["company_name"], "Casa", "its looks");
        assert_eq!(opened["frames"][0]["screen"]["name"], "consent", "no link to update");
        let bearer = format!("Bearer {again}");
        let list = emulator.handle(&Request::get("/api/links/").header("authorization", &bearer));
        assert_eq!(list.status, 200, "its scopes");
    }
}
