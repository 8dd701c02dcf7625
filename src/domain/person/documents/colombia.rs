//! Colombia: the cédula, which has no check digit, and the NIT.

use super::{ends_rightly, is_digits, values, weighted};

/// The check digit of a NIT, by its nine digits (or the eight to ten of a person's cédula).
pub fn nit_digit(body: &str) -> Option<String> {
    let reversed: Vec<u32> = values(body)?.into_iter().rev().collect();
    let rest = weighted(&reversed, [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71]) % 11;
    Some((if rest < 2 { rest } else { 11 - rest }).to_string())
}

/// Whether nine to eleven digits are a NIT with its check digit.
pub fn is_nit(number: &str) -> bool {
    (9..=11).any(|count| is_digits(number, count)) && ends_rightly(number, 1, nit_digit)
}

/// Whether six to ten digits can be a cédula.
pub fn is_cc(number: &str) -> bool {
    (6..=10).any(|count| is_digits(number, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_numbers_are_right() {
        for number in ["8909039388", "8999990681", "8600029644"] {
            assert!(is_nit(number), "{number}");
        }
        assert!(!is_nit("8909039389") && !is_nit("x") && is_cc("1018470893") && !is_cc("12345"));
    }
}
