//! Values for the keys and parameters of the document: such as fit, and such as no caller should send.

use std::collections::{BTreeMap, BTreeSet};

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};

pub const SECRET_ID: &str = "fuzz";
pub const PASSWORD: &str = "secret";

pub const LINKS: &str = "/api/links/";

const INSTITUTIONS: [&str; 7] = [
    "erebor_mx_retail",
    "gringotts_co_retail",
    "heimdall_br_retail",
    "ironbank_br_business",
    "ofmockbank_br_retail",
    "planet_mx_employment",
    "tatooine_mx_fiscal",
];

const USERS: [&str; 8] = [
    "bnk100",
    "bnk101",
    "bnk103",
    "mfa_default",
    "err_login_a",
    "76109277673",
    "BLPM951331IONVGR54",
    "PFIS010101000",
];

/// Chance, and what the answers so far have named.
pub struct Dice {
    chance: ChaCha8Rng,
    /// Whether values that do not fit are sent as well.
    pub rude: bool,
    /// Ids by the collection that they are of; sessions and tokens.
    known: BTreeMap<String, BTreeSet<String>>,
}

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self { chance: ChaCha8Rng::seed_from_u64(seed), rude: true, known: BTreeMap::new() }
    }

    pub fn one_in(&mut self, of: u32) -> bool {
        self.chance.random_range(0..of) == 0
    }

    pub fn pick<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.chance.random_range(0..items.len())].clone()
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.chance.random_range(0..=at));
        }
    }

    /// Remembers what an answer of a collection names.
    pub fn learn(&mut self, collection: &str, answer: &Value) {
        match answer {
            Value::Array(items) => items.iter().take(3).for_each(|item| self.learn(collection, item)),
            Value::Object(map) => {
                for (key, of) in [
                    ("id", collection),
                    ("link", LINKS),
                    ("session", "session"),
                    ("access", "token"),
                    ("refresh", "refresh"),
                ] {
                    let Some(word) = map.get(key) else { continue };
                    let word = word.as_str().map_or_else(|| word.to_string(), str::to_owned);
                    self.known.entry(of.to_owned()).or_default().insert(word);
                }
                map.get("results").into_iter().for_each(|rows| self.learn(collection, rows));
            }
            _ => {}
        }
    }

    /// Something that an answer has named: mostly of a kind, else of any.
    pub fn known(&mut self, kind: &str) -> String {
        let any = self.one_in(6) || !self.known.contains_key(kind);
        let kinds = self.known.iter().filter(|(of, _)| any || *of == kind);
        let words: Vec<String> = kinds.flat_map(|(_, words)| words.iter().cloned()).collect();
        if words.is_empty() { "1004".to_owned() } else { self.pick(&words) }
    }

    /// A value for a key; of a rude caller, one in eight does not fit.
    pub fn value(&mut self, name: &str, schema: &Value) -> Value {
        if self.rude && self.one_in(8) { self.odd() } else { self.fitting(name, schema) }
    }

    fn fitting(&mut self, name: &str, schema: &Value) -> Value {
        match name {
            "institution" => json!(self.pick(&INSTITUTIONS)),
            "username" => json!(self.pick(&USERS)),
            "id" if schema["format"].is_null() => json!(SECRET_ID),
            "password" => json!(PASSWORD),
            "link" | "link__in" => json!(self.known(LINKS)),
            "date_from" => json!(self.pick(&["2025-12-01", "2025-02-01"])),
            "date_to" => json!(self.pick(&["2026-01-30", "2025-12-31"])),
            "session" | "refresh" => json!(self.known(name)),
            "token" => json!(self.pick(&["111111", "999999", "5"])),
            "scopes" => json!(self.pick(&["read_institutions,write_links", "read_links,delete_links"])),
            "fetch_resources" => json!([self.pick(&["ACCOUNTS", "OWNERS", "INVOICES"])]),
            "stale_in" | "credentials_storage" => json!(self.pick(&["30d", "store", "365d", "nostore"])),
            "widget" => json!({ "branding": { "company_name": "ACME" }, "callback_urls": {} }),
            "fields" | "omit" => json!(self.pick(&["id", "id,name", "account__id", "link"])),
            "page" | "page_size" => self.pick(&[json!(1), json!(2), json!(1000), json!(7)]),
            _ => self.by_type(schema),
        }
    }

    fn by_type(&mut self, schema: &Value) -> Value {
        if let Some(words) = schema["enum"].as_array() {
            return self.pick(words);
        }
        let kinds = schema["type"].as_array().cloned().unwrap_or_else(|| vec![schema["type"].clone()]);
        match (kinds[0].as_str(), schema["format"].as_str()) {
            (Some("boolean"), _) => json!(self.one_in(2)),
            (Some("integer" | "number"), _) => self.pick(&[json!(1), json!(2025), json!(-3.5)]),
            (Some("array"), _) => {
                let count = self.pick(&[1, 2]);
                (0..count).map(|_| self.by_type(&schema["items"])).collect()
            }
            (Some("object"), _) => json!({ "key": "value" }),
            (_, Some("date")) => json!(self.pick(&["2026-01-30", "2025-12-01"])),
            _ if schema["pattern"].is_string() => json!(self.pick(&["2025", "3", "2026-01-30", "30d"])),
            (_, Some("uuid")) => json!(self.known("/api/accounts/")),
            _ => json!(self.pick(&[
                "valid",
                "INFLOW",
                "BRL",
                "2026-01-30T12:00:00.000000Z",
                "CHECKING_ACCOUNT"
            ])),
        }
    }

    /// What no caller should send.
    pub fn odd(&mut self) -> Value {
        match self.chance.random_range(0..6) {
            0 => json!(self.odd_text()),
            1 => {
                self.pick(&[json!(0), json!(-1), json!(u64::MAX), json!(i64::MIN), json!(1e308), json!(0.1)])
            }
            2 => self.pick(&[json!([]), json!({}), json!([null]), json!([[]]), json!({ "": {} })]),
            3 => (0..self.pick(&[2, 90])).fold(json!("core"), |inner, _| json!([{ "deep": inner }])),
            4 => json!(vec!["many"; 2_000]),
            _ => self.pick(&[Value::Null, json!(true), json!(false)]),
        }
    }

    pub fn odd_text(&mut self) -> String {
        let texts = [
            "",
            " ",
            "\u{0}",
            "\u{202e}\u{1f600}é",
            "null",
            "0",
            "-1",
            "99999999999999999999",
            "2026-02-30",
            "2026-03-01",
            "-9999-12-31",
            "+275760-09-13",
            "%00",
            "%2F..%2F",
            "__proto__",
            "a,b,,",
            ",",
            "'\"<>&;--",
            "00000000-0000-0000-0000-000000000000",
            "{}",
            "\r\n\tx",
        ];
        let text = self.pick(&texts).to_owned();
        if self.one_in(8) { text.repeat(3_000) } else { text }
    }
}
