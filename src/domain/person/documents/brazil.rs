//! Brazil: CPF, CNPJ, and the digit of an account.

use super::{ends_rightly, is_digits, values, weighted};

/// Module 11 as the treasury takes it: 0 and 1 give 0.
fn eleven(sum: u32) -> u32 {
    if sum % 11 < 2 { 0 } else { 11 - sum % 11 }
}

/// Two check digits over weights; the second is over the first too.
fn two(body: &str, weights: &[u32]) -> Option<String> {
    let mut digits = values(body)?;
    for _ in 0..2 {
        let from = weights.len().checked_sub(digits.len())?;
        digits.push(eleven(weighted(&digits, weights.iter().skip(from).copied())));
    }
    Some(digits.iter().skip(body.len()).map(u32::to_string).collect())
}

/// The last two digits of a CPF, by its first nine.
pub fn cpf_digits(nine: &str) -> Option<String> {
    two(nine, &[11, 10, 9, 8, 7, 6, 5, 4, 3, 2])
}

/// The last two digits of a CNPJ, by its first twelve.
pub fn cnpj_digits(twelve: &str) -> Option<String> {
    two(twelve, &[6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2])
}

/// Whether 11 digits are a CPF.
pub fn is_cpf(number: &str) -> bool {
    is_digits(number, 11) && ends_rightly(number, 2, cpf_digits)
}

/// Whether 14 digits are a CNPJ.
pub fn is_cnpj(number: &str) -> bool {
    is_digits(number, 14) && ends_rightly(number, 2, cnpj_digits)
}

/// The check digit of an account: module 11 over the branch and the account.
pub fn account_digit(agency: &str, number: &str) -> Option<String> {
    let digits = values(&format!("{agency}{number}"))?;
    let reversed: Vec<u32> = digits.into_iter().rev().collect();
    Some(eleven(weighted(&reversed, (2..=9).cycle())).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_numbers_are_right() {
        for number in ["52998224725", "11144477735", "12345678909"] {
            assert!(is_cpf(number), "{number}");
        }
        for number in ["11222333000181", "00000000000191", "33000167000101"] {
            assert!(is_cnpj(number), "{number}");
        }
        for wrong in ["52998224726", "5299822472", "", "abcdefghijk", "11222333000182"] {
            assert!(!is_cpf(wrong) && !is_cnpj(wrong), "{wrong}");
        }
    }
}
