//! What is a secret, by what it is called.

use strsim::osa_distance;

/// How the words end that name a secret (W-CFG-18): `access_token`, `newPassword2`, `apikeys`.
const ENDS: [&str; 13] = [
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "secret",
    "token",
    "credential",
    "authorization",
    "certificate",
    "apikey",
    "accesskey",
    "secretkey",
    "privatekey",
];
/// Whole words that do; longer ones end like them and name none: `bypass`.
const WORDS: [&str; 13] = [
    "pass",
    "pwd",
    "cvv",
    "jwt",
    "pin",
    "otp",
    "mfa",
    "auth",
    "cert",
    "senha",
    "clave",
    "contrasena",
    "contraseña",
];
/// Those that are known with a letter wrong too: a mistyped name is what a ticket is about, and its value is no less a secret.
const MISTYPED: [&str; 5] = ["password", "passphrase", "secret", "token", "credentials"];
/// Names that do and are part of others that do not: `access_mode`, `refresh_rate`, `css_key`.
const NAMES: [&str; 3] = ["access", "refresh", "key"];
/// What kind of `key` is a secret.
const KEYS: [&str; 6] = ["access", "api", "encryption", "private", "secret", "signing"];
/// What is told about a secret and is none.
const OPEN: [&str; 7] = [
    "authorization_date",
    "authorization_server_id",
    "authorization_url",
    "credentials_storage",
    "payment_authorization_id",
    "token_generation_data",
    "token_type",
];

/// The keys that most calls have, none of them a secret: nothing is looked for in them.
const USUAL: [&str; 16] = [
    "id",
    "scopes",
    "fetch_resources",
    "credentials_storage",
    "stale_in",
    "link",
    "link_id",
    "institution",
    "username",
    "external_id",
    "access_mode",
    "save_data",
    "date_from",
    "date_to",
    "page",
    "page_size",
];

/// Whether what is called so is a secret.
pub fn is_secret(name: &str) -> bool {
    if USUAL.contains(&name) {
        return false;
    }
    let words = words(name);
    let whole = words.join("_");
    let key = |two: &[String]| KEYS.contains(&&*two[0]) && two[1].trim_end_matches('s') == "key";
    !OPEN.contains(&&*whole)
        && (NAMES.contains(&&*whole) || words.iter().any(|word| is_word(word)) || words.windows(2).any(key))
}

fn is_word(word: &str) -> bool {
    WORDS.contains(&word)
        || ENDS.iter().any(|end| word.trim_end_matches('s').ends_with(end))
        || MISTYPED.iter().any(|meant| is_mistyped(word, meant))
}

/// One letter too many or too few, another, or two that have changed places.
fn is_mistyped(word: &str, meant: &str) -> bool {
    word.len().abs_diff(meant.len()) <= 1 && word.starts_with(&meant[..1]) && osa_distance(word, meant) == 1
}

/// The words of a name, in small letters; `API-Key2` has two.
fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    for (place, letter) in letters.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| letters.get(before));
        let begins = before.is_some_and(|before| before.is_lowercase())
            || letters.get(place + 1).is_some_and(|next| next.is_lowercase());
        if !letter.is_alphabetic() || letter.is_uppercase() && begins {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphabetic()) {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_known_by_the_words_of_their_names() {
        for name in [
            "password",
            "Password2",
            "newPassword",
            "userpassword",
            "user_pass",
            "pwd",
            "access",
            "refresh",
            "key",
            "access_token",
            "accessToken",
            "id_token",
            "tokens",
            "clientSecret",
            "Authorization",
            "credentials",
            "bank-credentials",
            "private_key",
            "api_keys",
            "X-API-Key",
            "APIKey",
            "apiKey",
            "encryption_key",
            "cvv",
            "certificate",
        ] {
            assert!(is_secret(name), "{name}");
        }
        for name in [
            "",
            "_",
            "id",
            "username",
            "access_mode",
            "refresh_rate",
            "last_accessed_at",
            "css_key",
            "pix_key",
            "keyboard",
            "token_type",
            "tokenType",
            "credentials_storage",
            "token_generation_data",
            "bypass",
            "compass",
            "authorized_at",
            "authorization_url",
            "certified_at",
            "passenger",
            "secretary",
        ] {
            assert!(!is_secret(name), "{name}");
        }
    }

    #[test]
    fn no_usual_key_is_a_secret_and_a_mistyped_one_is() {
        for name in USUAL {
            assert!(OPEN.contains(&name) || !words(name).iter().any(|word| is_word(word)), "{name}");
        }
        for name in [
            "passwrod",
            "pasword",
            "passwordd",
            "tokn",
            "tokens_",
            "toekn",
            "contraseña",
            "cert",
            "mfa",
            "secert",
        ] {
            assert!(is_secret(name), "{name}");
        }
        for name in ["tok", "sector", "passport", "keyword", "credit", "tone"] {
            assert!(!is_secret(name), "{name}");
        }
    }
}
