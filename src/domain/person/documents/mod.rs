//! Numbers of documents, accounts and cards, with their check digits.

pub mod brazil;
pub mod cards;
pub mod colombia;
pub mod mexico;

/// The values of a text of decimal digits; nothing when it holds anything else.
fn values(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|digit| digit.to_digit(10)).collect()
}

/// The sum of digits times weights, place by place.
fn weighted(digits: &[u32], weights: impl IntoIterator<Item = u32>) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// Whether a text is so many decimal digits.
pub fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the last digits of a number are those that its beginning asks for.
fn ends_rightly(number: &str, check: usize, digits: impl Fn(&str) -> Option<String>) -> bool {
    let at = number.len().checked_sub(check);
    let parts = at.and_then(|at| number.split_at_checked(at));
    parts.is_some_and(|(body, end)| digits(body).as_deref() == Some(end))
}

/// Upper case without accents; `Ñ` stays, as registers write it.
pub fn plain(text: &str) -> String {
    text.to_uppercase().chars().map(without_accent).collect()
}

fn without_accent(letter: char) -> char {
    match letter {
        'Á' | 'À' | 'Â' | 'Ã' | 'Ä' => 'A',
        'É' | 'È' | 'Ê' | 'Ë' => 'E',
        'Í' | 'Ì' | 'Î' | 'Ï' => 'I',
        'Ó' | 'Ò' | 'Ô' | 'Õ' | 'Ö' => 'O',
        'Ú' | 'Ù' | 'Û' | 'Ü' => 'U',
        'Ç' => 'C',
        other => other,
    }
}
