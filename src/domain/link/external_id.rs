//! What an app may call its user: a name of its own making that does not say who the person is (W-CFG-10, R-LINK-12).
//!
//! Belvo stores null where it finds personal data, and does not say how it looks for them. Here: e-mail addresses, CPF,
//! CNPJ, CURP, and phone numbers of Brazil, Mexico and Colombia.

use crate::domain::person::documents::brazil::{is_cnpj, is_cpf};
use crate::domain::person::documents::mexico::looks_like_curp;

/// Why a link does not carry it, for people; nothing when it does. The value itself is never repeated.
pub fn fault(id: &str) -> Option<String> {
    personal(id)
        .map(|what| format!("it looks like {what}, and personal data are not stored"))
        .or_else(|| (!has_form(id)).then(|| "it needs 3 to 256 letters, digits, - or _".to_owned()))
}

fn has_form(id: &str) -> bool {
    (3..=256).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

fn personal(id: &str) -> Option<&'static str> {
    let digits = digits(id);
    // Both check digits of 000… and the like are right, and such a number is nobody's.
    let uneven = digits.bytes().any(|digit| !digits.starts_with(digit as char));
    if id.contains('@') {
        Some("an e-mail address")
    } else if looks_like_curp(&id.to_ascii_uppercase()) {
        Some("a CURP")
    } else if uneven && is_cpf(&digits) {
        Some("a CPF")
    } else if uneven && is_cnpj(&digits) {
        Some("a CNPJ")
    } else {
        is_phone(digits.as_bytes()).then_some("a phone number")
    }
}

/// The digits of a number as people write it; none when it has anything else.
fn digits(id: &str) -> String {
    let written = id.chars().filter(|c| !" +-./()".contains(*c));
    let digits: Option<String> = written.map(|c| c.is_ascii_digit().then_some(c)).collect();
    digits.unwrap_or_default()
}

/// Ten digits without a leading 0 or 1, a Brazilian mobile phone, or either with the country's number before it.
fn is_phone(digits: &[u8]) -> bool {
    match digits {
        [b'5', b'2' | b'5' | b'7', local @ ..] if local.len() == 10 => true,
        [b'5', b'5', _, _, b'9', rest @ ..] if rest.len() == 8 => true,
        [area, _, b'9', rest @ ..] if rest.len() == 8 => *area > b'0',
        [first, rest @ ..] if rest.len() == 9 => *first > b'1',
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w_cfg_10_personal_data_are_told_from_ids_and_never_repeated() {
        let personal = [
            ("somebody@example.com", "e-mail"),
            ("76109277673", "CPF"),
            ("761.092.776-73", "CPF"),
            ("761092776-73", "CPF"),
            ("11222333000181", "CNPJ"),
            ("BLPM951331IONVGR54", "CURP"),
            ("blpm951331ionvgr54", "CURP"),
            ("5512345678", "phone"),
            ("+52 55 1234 5678", "phone"),
            ("525512345678", "phone"),
            ("11987654321", "phone"),
            ("5511987654321", "phone"),
            ("+57 300 123 4567", "phone"),
        ];
        for (id, what) in personal {
            let why = fault(id).expect("personal data");
            assert!(why.contains(what) && !why.contains(id), "{id}: {why}");
        }
    }

    #[test]
    fn r_link_12_ids_that_say_nothing_of_a_person_are_kept() {
        for id in [
            "abc",
            "COHORT_32",
            "user-1",
            "12345",
            // Times in seconds and in thousandths, numbers of a CPF's and a CNPJ's length.
            "1706702400",
            "1706702400000",
            "76109277674",
            "00000000000",
            "11222333000182",
            "2f9f1cd8-53c3-4e2f-9f3a-1f2b3c4d5e6f",
        ] {
            assert_eq!(fault(id), None, "{id}");
        }
        for id in ["", "ab", "a b c", "é-é-é", &"x".repeat(257)] {
            assert!(fault(id).is_some_and(|why| why.contains("3 to 256")), "{id}");
        }
    }
}
