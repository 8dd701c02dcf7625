//! The library changes nothing of the process around it. What a process can do once is done in a process of its own.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use belvo_emulator::{Emulator, Request};
use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::signature::{Error, Signer, Verifier};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde_json::{Value, json};

use crate::support::{must_get_token, still};

/// Says which of the tests below this process is there for.
const ORDER: &str = "BELVO_TEST_ORDER";

/// Runs one test of this binary alone in a process of its own.
#[track_caller]
fn alone(test: &str, order: &str) {
    let binary = std::env::current_exe().expect("this binary");
    let output = Command::new(binary)
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(ORDER, order)
        .output()
        .expect("it runs");
    let out = String::from_utf8_lossy(&output.stdout);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && out.contains("1 passed"), "{order}\n{out}{err}");
}

static SIGNED: AtomicUsize = AtomicUsize::new(0);

/// The application's own way to sign: a sum, so that nobody else can have made it.
struct Sum(Algorithm, u8);

impl Sum {
    fn of(&self, message: &[u8]) -> Vec<u8> {
        vec![message.iter().fold(self.1, |sum, byte| sum.wrapping_add(*byte))]
    }
}

impl Signer<Vec<u8>> for Sum {
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        SIGNED.fetch_add(1, Ordering::Relaxed);
        Ok(self.of(message))
    }
}

impl Verifier<Vec<u8>> for Sum {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), Error> {
        if *signature == self.of(message) { Ok(()) } else { Err(Error::new()) }
    }
}

impl JwtSigner for Sum {
    fn algorithm(&self) -> Algorithm {
        self.0
    }
}

impl JwtVerifier for Sum {
    fn algorithm(&self) -> Algorithm {
        self.0
    }
}

static APPLICATION: CryptoProvider = CryptoProvider {
    signer_factory: |algorithm, key| Ok(Box::new(Sum(*algorithm, key.as_bytes()[0]))),
    verifier_factory: |algorithm, key| Ok(Box::new(Sum(*algorithm, key.try_get_as_bytes()?[0]))),
    key_utils: KeyUtils::new_unimplemented(),
};

#[track_caller]
fn install() {
    assert!(APPLICATION.install_default().is_ok(), "the place is free");
}

#[track_caller]
fn must_sign_its_own(signed: usize) {
    for algorithm in [Algorithm::HS256, Algorithm::HS512] {
        let claims = json!({ "sub": "application", "exp": 4_000_000_000_u64 });
        let token = jsonwebtoken::encode(&Header::new(algorithm), &claims, &EncodingKey::from_secret(b"k"));
        let token = token.expect("a token");
        let key = DecodingKey::from_secret(b"k");
        let read = jsonwebtoken::decode::<Value>(&token, &key, &Validation::new(algorithm));
        assert_eq!(read.expect("its own token").claims, claims);
    }
    assert_eq!(SIGNED.load(Ordering::Relaxed), signed, "the application's provider signs for it alone");
}

fn must_serve(emulator: &Emulator) {
    let bearer = format!("Bearer {}", must_get_token(emulator));
    let list = Request::get("/api/institutions/").header("authorization", &bearer);
    assert_eq!(emulator.handle(&list).status, 200);
}

#[test]
fn an_application_has_its_own_jwt_provider_before_or_after() {
    let test = "quiet::an_application_has_its_own_jwt_provider_before_or_after";
    match std::env::var(ORDER).as_deref() {
        Ok("before") => {
            install();
            must_sign_its_own(2);
            must_serve(&still().start().expect("an emulator"));
            must_sign_its_own(4);
        }
        Ok("after") => {
            let emulator = still().start().expect("an emulator");
            must_serve(&emulator);
            install();
            must_sign_its_own(2);
            must_serve(&emulator);
            must_sign_its_own(4);
        }
        _ => ["before", "after"].into_iter().for_each(|order| alone(test, order)),
    }
}

/// The signals that this process ignores or handles itself.
fn signals() -> Vec<String> {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let rows = status.lines().filter(|row| row.starts_with("SigIgn") || row.starts_with("SigCgt"));
    rows.map(str::to_owned).collect()
}

fn environment() -> BTreeMap<OsString, OsString> {
    std::env::vars_os().collect()
}

#[test]
fn signals_environment_folder_and_panic_hook_stay_as_they_were() {
    let test = "quiet::signals_environment_folder_and_panic_hook_stay_as_they_were";
    if std::env::var(ORDER).is_err() {
        return alone(test, "alone");
    }
    static PANICS: AtomicUsize = AtomicUsize::new(0);
    std::panic::set_hook(Box::new(|_| {
        PANICS.fetch_add(1, Ordering::Relaxed);
    }));
    let state = || (signals(), environment(), std::env::current_dir().expect("a folder"));
    let before = state();
    let emulator = still().start().expect("an emulator");
    must_serve(&emulator);
    assert_eq!(state(), before);
    assert!(std::thread::spawn(|| panic!("the application's own")).join().is_err());
    assert_eq!(PANICS.load(Ordering::Relaxed), 1, "the hook of the application");
    emulator.stop().expect("an orderly stop");
    assert_eq!(state(), before);
}
