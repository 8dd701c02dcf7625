//! Values and texts as they may stand in the journal, in a refusal or in a log: without a secret in clear, also in what is quoted
//! of an address, a form or JSON.

use serde_json::{Map, Value, json};

use super::journal::{Fingerprint, RESERVED, without_tokens};
use super::limits::LONGEST_NAME;
use super::secrets::is_secret;

/// A value as it may stand in the journal, secrets and tokens as fingerprints, at any depth.
pub fn without_secrets(value: &Value) -> Value {
    match value {
        Value::Object(map) => without_secrets_in(map),
        Value::Array(items) => items.iter().map(without_secrets).collect(),
        Value::String(text) => without_secrets_in_text(text).into(),
        other => other.clone(),
    }
}

/// The same of an object.
pub fn without_secrets_in(map: &Map<String, Value>) -> Value {
    map.iter().map(|(name, value)| (kept(name), named(name, value))).collect()
}

/// A name as it may stand there: what is no name may be anything, such as JSON that was sent as a form.
fn kept(name: &str) -> String {
    let is_name = |c: char| c.is_alphanumeric() || "_-.[]$ ".contains(c);
    if name.len() <= LONGEST_NAME && name.chars().all(is_name) && !RESERVED.contains(&name) {
        return name.to_owned();
    }
    json!(Fingerprint::of(name)).as_str().unwrap_or_default().to_owned()
}

/// All that a secret holds is one: `{"password": {"value": "hush"}}`.
fn named(name: &str, value: &Value) -> Value {
    match value {
        value if !is_secret(name) => without_secrets(value),
        Value::Null => Value::Null,
        Value::String(text) => json!(Fingerprint::of_token(text)),
        other => json!(Fingerprint::of(&other.to_string())),
    }
}

/// Secrets by their names, `password=…` and `"password": "…"`, and tokens wherever they stand are fingerprints.
pub fn without_secrets_in_text(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, value, after)) = next_secret(rest) {
        safe.push_str(before);
        safe.push_str(&Fingerprint::of_token(value).to_string());
        rest = after;
    }
    safe.push_str(rest);
    without_tokens(&safe)
}

/// What stands before the next value that is a secret, the value, and what comes after it.
fn next_secret(text: &str) -> Option<(&str, &str, &str)> {
    let signs = text.match_indices(['=', ':']);
    signs.filter_map(|(at, sign)| value_of(text, at, sign == ":")).find_map(|(from, to)| {
        let value = &text[from..to];
        let is_clear = !value.is_empty() && !value.starts_with("sha256:");
        is_clear.then(|| (&text[..from], value, &text[to..]))
    })
}

/// From where to where the value behind a sign stands, if what is before it names a secret. In prose a colon means something else:
/// only a name in quotes has its value behind one.
fn value_of(text: &str, sign: usize, is_json: bool) -> Option<(usize, usize)> {
    let before = text[..sign].trim_end();
    let name = if is_json { before.strip_suffix('"')?.trim_end_matches('\\') } else { before };
    let begin = name
        .rfind(|c: char| !(c.is_alphanumeric() || "_-.[]%".contains(c)))
        .map_or(0, |at| at + width(name, at));
    if !is_secret(&name[begin..]) {
        return None;
    }
    let spaces = if is_json { text[sign + 1..].len() - text[sign + 1..].trim_start().len() } else { 0 };
    let from = sign + 1 + spaces;
    let quoted = text[from..]
        .trim_start_matches('\\')
        .starts_with('"')
        .then(|| from + text[from..].find('"').unwrap_or_default() + 1);
    let from = quoted.unwrap_or(from);
    let ends =
        |c: char| if quoted.is_some() { c == '"' } else { c.is_whitespace() || "&;,\"'`)}]>".contains(c) };
    Some((from, text[from..].find(ends).map_or(text.len(), |length| from + length)))
}

fn width(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_a_secret_holds_is_hidden_and_all_else_is_shown() {
        let token = "eyJhbGciOiJIUzUxMiJ9.eyJqdGkiOiIxIn0.c2lnbmF0dXJl";
        let sent = json!({
            "username": "bnk100", "password": { "value": "hush" }, "authorization": ["Basic", "hush"], "cvv": 1234,
            "token": null, "access_token": "secret", "list": [{ "credentials": { "deep": { "deeper": "hush" } } }], "css_key": "brand",
            "callback": format!("https://example.com/?t={token}"),
        });
        let shown = without_secrets(&sent);
        let text = shown.to_string();
        assert!(!text.contains("hush") && !text.contains("1234") && !text.contains("eyJ"), "{text}");
        for place in ["/password", "/authorization", "/cvv", "/list/0/credentials"] {
            assert!(
                shown.pointer(place).and_then(Value::as_str).is_some_and(|text| text.starts_with("sha256:"))
            );
        }
        assert_eq!((&shown["username"], &shown["css_key"]), (&json!("bnk100"), &json!("brand")));
        assert_eq!(shown["token"], Value::Null);
        assert_eq!(shown["access_token"], json!(Fingerprint::of("secret")), "as it is shown elsewhere");
    }

    #[test]
    fn what_is_quoted_of_an_address_a_form_or_json_has_no_secret_in_clear() {
        for text in [
            "`POST /api/links/?password=hush` is no call",
            "/api/links/?a=1&access_token=hush&b=2",
            "secret=hush",
            "client-secret=\"hush, hush\"; x",
            "https://example.com/?apiKey=hush#x",
            "{\"password\": \"hu sh\", \"a\": 1}",
            "{\\\"password\\\":\\\"hush\\\"}",
            "{\"pin\":1234hush}",
            "é token=hush é",
            "/api/links/password=hush/",
        ] {
            let safe = without_secrets_in_text(text);
            assert!(!safe.contains("hu") && safe.contains("sha256:"), "{text}: {safe}");
            assert_eq!(without_secrets_in_text(&safe), safe, "once is enough");
        }
        let name = Fingerprint::of_token("hush").to_string();
        assert_eq!(without_secrets_in_text("?token=hush&page=2"), format!("?token={name}&page=2"));
    }

    #[test]
    fn all_else_stays() {
        for text in [
            "",
            "`token` has to be a text: `hush` is one",
            "the password: it is too short",
            "/api/links/?page=2&link__in=a,b",
            "{\"token_type\": \"access\", \"at\": 12:00}",
            "password=&token=",
            "==:::\"\"\":",
        ] {
            assert_eq!(without_secrets_in_text(text), text);
        }
    }
}
