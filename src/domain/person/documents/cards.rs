//! Luhn's digit, and numbers of cards.

use super::{is_digits, values};

/// The digit that makes a number pass Luhn's check; nothing for what holds anything but digits.
pub fn luhn(body: &str) -> Option<String> {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let digits = values(body)?;
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| if at % 2 == 0 { doubled(*digit) } else { *digit })
        .sum();
    Some(((10 - sum % 10) % 10).to_string())
}

/// Whether a number passes Luhn's check.
pub fn is_luhn(number: &str) -> bool {
    crate::domain::person::documents::ends_rightly(number, 1, luhn)
}

/// A card of a test range: the first six digits of it, nine further ones and Luhn's digit.
pub fn card(network: &str, nine: &str) -> String {
    let body = format!("{}{nine}", if network == "VISA" { "411111" } else { "555555" });
    let check = luhn(&body).unwrap_or_default();
    body + check.as_str()
}

/// Whether a number is one of a card.
pub fn is_card(number: &str) -> bool {
    is_digits(number, 16) && is_luhn(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_test_cards_that_everybody_knows_pass() {
        for number in ["4111111111111111", "5555555555554444"] {
            assert!(is_card(number), "{number}");
        }
        assert!(!is_card("4111111111111112") && !is_card("") && !is_card("411111111111111é"));
    }
}
