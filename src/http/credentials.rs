//! What the `Authorization` header says.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, header};

/// What the `Authorization` header says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Credentials {
    /// None, or nothing that can be read.
    None,
    /// HTTP Basic; split at the first colon (R-AUTH-02).
    Keys(String, String),
    /// A widget token.
    Bearer(String),
}

/// Reads the `Authorization` header.
pub(crate) fn credentials(headers: &HeaderMap) -> Credentials {
    let Some(text) = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()) else {
        return Credentials::None;
    };
    match text.split_once(' ') {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("basic") => {
            basic(rest.trim()).unwrap_or(Credentials::None)
        }
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("bearer") => {
            Credentials::Bearer(rest.trim().to_owned())
        }
        _ => Credentials::None,
    }
}

fn basic(text: &str) -> Option<Credentials> {
    let text = String::from_utf8(STANDARD.decode(text).ok()?).ok()?;
    let (id, password) = text.split_once(':')?;
    (!id.is_empty()).then(|| Credentials::Keys(id.to_owned(), password.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn basic_keys_split_at_the_first_colon() {
        let mut headers = HeaderMap::new();
        headers.insert(
            "authorization",
            format!("Basic {}", STANDARD.encode("id:pa:ss#")).parse().expect("header"),
        );
        assert_eq!(credentials(&headers), Credentials::Keys("id".into(), "pa:ss#".into()), "R-AUTH-02");
        headers.insert("authorization", "Basic !!".parse().expect("header"));
        assert_eq!(credentials(&headers), Credentials::None, "R-AUTH-04");
    }
}
