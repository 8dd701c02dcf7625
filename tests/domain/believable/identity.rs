//! One seed, one user name, one person; and names that fit the documents that were typed.

use std::collections::BTreeSet;

use belvo_emulator::domain::person::documents::mexico;
use belvo_emulator::domain::person::people::{DocumentKind, Sex};
use belvo_emulator::domain::person::{Country, Person, Subject};
use belvo_emulator::{Emulator, Request};
use http::Method;
use jiff::ToSpan;
use jiff::civil::date;
use serde_json::{Value, json};

use super::subject;
use crate::support::desk::NOW;

/// The CURP that a person's own data make, but for the two last letters, which registers give.
fn told(person: &Person) -> String {
    let given = format!("{} {}", person.first_name, person.second_name.as_deref().unwrap_or_default());
    let mother = person.second_last_name.as_deref().unwrap_or_default();
    let names = mexico::Names { given: given.trim(), father: &person.last_name, mother };
    mexico::curp(&names, person.birth_date, person.sex, person.birth_state)[..16].to_owned()
}

fn typed(at: usize, document: &str) -> Person {
    let document = Some(document.to_owned());
    Person::generate(&Subject { document, ..subject(at, Country::Mexico, false) })
}

/// CURPs of all letters, also of names that hardly anybody has.
fn curp(at: usize) -> String {
    let pick = |list: &str, step: usize| list.chars().nth(at * step % list.len()).expect("a letter");
    let (letters, vowels, consonants) = ("ABCDEFGHIJLMNOPQRSTUVYZ", "AEIOU", "BCDFGHJLMNPQRSTVZ");
    let born = date(1961, 1, 2).saturating_add((at as i64 * 97 % 14_000).days());
    let states = ["DF", "JC", "NL", "OC", "NE", "VZ", "CH"];
    let body = format!(
        "{}{}{}{}{}{}{}{}{}{}0",
        pick(letters, 1),
        pick(vowels, 3),
        pick(letters, 5),
        pick(letters, 7),
        born.strftime("%y%m%d"),
        if at.is_multiple_of(2) { "H" } else { "M" },
        states[at % states.len()],
        pick(consonants, 3),
        pick(consonants, 5),
        pick(consonants, 11),
    );
    let check = mexico::curp_digit(&body).expect("letters");
    body + check.as_str()
}

#[test]
fn names_fit_the_curp_that_was_typed() {
    for at in 0..400 {
        let own = Person::generate(&subject(at, Country::Mexico, false));
        for curp in [curp(at), own.document(DocumentKind::Curp).expect("a CURP").to_owned()] {
            let person = typed(at + 1_000, &curp);
            let rude = curp.as_bytes()[1] == b'X';
            assert!(rude || told(&person) == curp[..16], "{curp} {}", person.name());
            assert_eq!(person.document(DocumentKind::Curp), Some(curp.as_str()));
            assert_eq!(person.sex == Sex::Female, &curp[10..11] == "M");
            assert!(person.document(DocumentKind::Rfc).is_some_and(|rfc| rfc[..10] == curp[..10]));
        }
    }
}

#[test]
fn names_fit_the_rfc_that_was_typed() {
    for at in 0..200 {
        let own = Person::generate(&subject(at, Country::Mexico, false));
        let rfc = own.document(DocumentKind::Rfc).expect("an RFC");
        let person = typed(at + 1_000, rfc);
        assert_eq!((person.document(DocumentKind::Rfc), person.birth_date), (Some(rfc), own.birth_date));
        let curp = person.document(DocumentKind::Curp).expect("a CURP");
        assert!(mexico::is_curp(curp) && curp[..10] == rfc[..10], "{curp} {rfc}");
        assert_eq!(&told(&person)[..4].replace('X', ""), &rfc[..4].replace('X', ""), "{}", person.name());
    }
}

/// What an application of a workspace is answered.
fn ask(emulator: &Emulator, workspace: &str, path: &str, body: &Value) -> Value {
    answer(emulator, workspace, &Request::new(Method::POST, path).json(body))
}

fn answer(emulator: &Emulator, workspace: &str, request: &Request) -> Value {
    let reply = emulator.handle(&request.clone().header("host", "127.0.0.1").keys(workspace, "secret"));
    assert!(reply.status.is_success(), "{}", reply.text());
    reply.value()
}

const WHO: [&str; 5] = ["display_name", "email", "phone_number", "address", "document_id"];

#[test]
fn one_user_name_is_one_person_at_every_bank_and_in_every_workspace() {
    let emulator = Emulator::builder().now(NOW).freeze().start().expect("an emulator");
    for user in ["bnk100", "student_7", "maria"] {
        let (mut people, mut numbers) = (BTreeSet::new(), BTreeSet::new());
        for workspace in ["one", "two", "three"] {
            for bank in ["erebor_mx_retail", "gringotts_mx_retail"] {
                let body = json!({
                    "institution": bank, "username": user, "password": "secret", "access_mode": "single",
                });
                let made = ask(&emulator, workspace, "/api/links/", &body);
                let link = json!({ "link": made["id"] });
                let owner = ask(&emulator, workspace, "/api/owners/", &link)[0].clone();
                people.insert(WHO.map(|key| owner[key].to_string()).join(" "));
                let accounts = ask(&emulator, workspace, "/api/accounts/", &link);
                let rows = accounts.as_array().expect("accounts").iter();
                let mine: Vec<String> = rows.map(|account| account["number"].to_string()).collect();
                numbers.insert((bank, mine));
            }
        }
        assert_eq!(people.len(), 1, "{user}: {people:?}");
        assert_eq!(numbers.len(), 2, "{user} has accounts of its own at each bank: {numbers:?}");
    }
}

#[test]
fn a_link_that_keeps_no_credentials_is_of_the_same_person() {
    let emulator =
        Emulator::builder().now(NOW).freeze().option("data.fetch_delay", "0ms").start().expect("an emulator");
    let owner = |workspace: &str, storage: &str| {
        let body = json!({
            "institution": "erebor_mx_retail", "username": "maria", "password": storage, "access_mode": "single",
            "credentials_storage": storage, "fetch_resources": ["OWNERS"],
        });
        let made = ask(&emulator, workspace, "/api/links/", &body);
        let path = format!("/api/owners/?link={}", made["id"].as_str().expect("an id"));
        let owner = answer(&emulator, workspace, &Request::new(Method::GET, &path))["results"][0].clone();
        assert!(owner["display_name"].is_string(), "{owner}");
        WHO.map(|key| owner[key].clone())
    };
    assert_eq!(owner("one", "nostore"), owner("two", "store"));
}

#[test]
fn the_treasury_knows_the_same_person_as_the_bank() {
    let emulator = Emulator::builder().now(NOW).freeze().start().expect("an emulator");
    let link = |institution: &str| {
        let body = json!({
            "institution": institution, "username": "bnk100", "password": "secret", "access_mode": "single",
        });
        json!({ "link": ask(&emulator, "one", "/api/links/", &body)["id"] })
    };
    let owner = ask(&emulator, "one", "/api/owners/", &link("erebor_mx_retail"))[0].clone();
    let status = ask(&emulator, "one", "/api/tax-status/", &link("tatooine_mx_fiscal"));
    let curp = owner["document_id"]["document_number"].as_str().expect("a CURP");
    assert!(
        status["tax_payer_information"]["rfc"].as_str().is_some_and(|rfc| rfc[..10] == curp[..10]),
        "{status}"
    );
}
