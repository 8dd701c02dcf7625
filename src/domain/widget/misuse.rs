//! What pages put where a token or a function of the configuration belongs, and what they meant.

use serde_json::Value;

const BEARER: &str = "bearer ";

/// What is wrong with a token that is nobody's, for the page's console.
pub(in crate::domain) fn of_token(token: &str) -> String {
    let why = match (serde_json::from_str(token), token.trim()) {
        (Ok(Value::Object(keys)), _) if keys.contains_key("access") => {
            "createWidget got the whole answer of POST /api/token/, where the text under its `access` is expected: pass `answer.access`"
        }
        (Ok(Value::Object(keys)), _) if keys.is_empty() => {
            "createWidget got an object without keys, where a text is expected: if it is a promise, await it, then pass the text under `access`"
        }
        (Ok(Value::Object(_) | Value::Array(_)), _) | (_, "[object Object]" | "[object Promise]") => {
            "createWidget got an object, where a text is expected: pass the text under `access` of the answer of POST /api/token/"
        }
        (Ok(Value::Null), _) | (_, "" | "undefined") => {
            "createWidget got no token, where a text is expected: pass the text under `access` of the answer of POST /api/token/, once it is there"
        }
        (_, text) if begins_with_bearer(text) => {
            "createWidget got a text that begins with `Bearer`, where the token alone is expected: leave that word out"
        }
        _ => "it must come from this emulator's POST /api/token/",
    };
    format!("the access token was not provided or is not valid: {why} (W-TOK-26)")
}

fn begins_with_bearer(text: &str) -> bool {
    text.get(..BEARER.len()).is_some_and(|word| word.eq_ignore_ascii_case(BEARER))
}

/// Names that pages give to functions, in small letters; the key that was meant, and what it does.
const MEANT: [(&[&str], &str, &str); 4] = [
    (
        &["onsuccess", "oncomplete", "onconnect", "onconnected", "onlink", "onfinish", "ondone", "success"],
        "callback",
        "called with the link's id and the institution's name",
    ),
    (&["onerror", "onfailure", "onfail", "error"], "onEvent", "called with the event `ERROR`"),
    (
        &["onclose", "oncancel", "onabandon", "ondismiss", "onleave"],
        "onExit",
        "called when the person leaves without connecting",
    ),
    (&["onload", "onready", "onopen", "onpageload"], "onEvent", "called with the event `PAGE_LOAD`"),
];

/// The function that a page meant by a name of its own, in words.
pub(super) fn of_function(name: &str) -> Option<String> {
    let name = name.to_ascii_lowercase();
    let (_, meant, does) = MEANT.iter().find(|(names, ..)| names.contains(&name.as_str()))?;
    Some(format!("`{meant}` is {does}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wrong_token_is_told_what_it_is_and_what_to_pass() {
        for (token, words) in [
            (r#"{"access":"a","refresh":"b"}"#, "got the whole answer of POST /api/token/"),
            ("{}", "await it"),
            (r#"{"token":"a"}"#, "got an object"),
            ("[object Promise]", "got an object"),
            ("null", "got no token"),
            ("undefined", "got no token"),
            (" ", "got no token"),
            ("Bearer abc", "leave that word out"),
            ("bearer\u{e9}", "must come from this emulator"),
            ("abc", "must come from this emulator"),
        ] {
            let told = of_token(token);
            assert!(told.contains(words) && told.ends_with(" (W-TOK-26)"), "{token}: {told}");
        }
    }
}
