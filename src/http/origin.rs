//! The origins whose pages may make control calls, in the one form in which browsers send them.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Refuses what no browser ever sends as an `Origin`, and says how to write it if that can be told.
pub(super) fn check(text: &str) -> Result<(), String> {
    match form(text) {
        Some(form) if form == text => Ok(()),
        Some(form) => Err(format!("`{text}` is not how a browser names an origin: write it as {form}")),
        None => Err(format!("`{text}` is no origin of a page: {}", advice(text))),
    }
}

fn advice(text: &str) -> String {
    const WHOLE: &str = "write scheme, host and port, as in https://app.test or http://localhost:3000";
    match text {
        "*" => format!("name each one that may drive the emulator; {WHOLE}"),
        "null" => {
            "files and sandboxed frames share that word, so it would let in any; serve the page".to_owned()
        }
        _ if !text.is_ascii() => {
            format!("write the host as browsers send it, in letters a-z (xn--…); {WHOLE}")
        }
        _ => WHOLE.to_owned(),
    }
}

/// Scheme, host and port as browsers write them: small letters, no default port, nothing after it.
fn form(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_lowercase();
    let (scheme, rest) = text.split_once("://")?;
    let default = match scheme {
        "http" => "80",
        "https" => "443",
        _ => return None,
    };
    let authority = rest.split(['/', '?', '#']).next()?;
    let (host, port) = host_and_port(authority)?;
    let host = host_form(host)?;
    match port.filter(|port| *port != default) {
        Some(port) => Some(format!("{scheme}://{host}:{port}")),
        None => Some(format!("{scheme}://{host}")),
    }
}

fn host_and_port(authority: &str) -> Option<(&str, Option<&str>)> {
    let after_host = authority.rfind(']').map_or(0, |end| end + 1);
    let Some(colon) = authority[after_host..].find(':').map(|at| at + after_host) else {
        return Some((authority, None));
    };
    let (host, port) = (&authority[..colon], &authority[colon + 1..]);
    let plain = port.bytes().all(|byte| byte.is_ascii_digit()) && !port.starts_with('0');
    (plain && port.parse::<u16>().is_ok()).then_some((host, Some(port)))
}

fn host_form(host: &str) -> Option<String> {
    if let Some(inner) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return inner.parse::<Ipv6Addr>().ok().map(|ip| format!("[{ip}]"));
    }
    let labels = host.strip_suffix('.').unwrap_or(host).split('.');
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let mut last = "";
    for label in labels {
        if label.is_empty() || !label.bytes().all(legal) {
            return None;
        }
        last = label;
    }
    // Browsers read a host that ends in a number as an address.
    let number = last.starts_with(|first: char| first.is_ascii_digit());
    (host.len() <= 253 && (!number || host.parse::<Ipv4Addr>().is_ok())).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_browsers_send_is_taken_as_it_is() {
        for origin in [
            "https://app.test",
            "http://localhost:3000",
            "http://127.0.0.1:8080",
            "http://[::1]:5173",
            "https://xn--caf-dma.test:8443",
            "https://my_app.3scale.test",
        ] {
            assert_eq!(check(origin), Ok(()), "{origin}");
        }
    }

    #[test]
    fn what_they_never_send_is_refused_with_the_form_that_they_do() {
        for (written, form) in [
            ("https://app.test/", "https://app.test"),
            ("https://app.test/index.html?a#b", "https://app.test"),
            ("HTTPS://App.Test", "https://app.test"),
            ("https://app.test:443", "https://app.test"),
            ("http://app.test:80/", "http://app.test"),
            ("http://[0:0:0:0:0:0:0:1]:3000", "http://[::1]:3000"),
            (" https://app.test", "https://app.test"),
        ] {
            let why = check(written).expect_err(written);
            assert!(why.ends_with(&format!("write it as {form}")), "{why}");
            assert_eq!(check(form), Ok(()), "the form that is advised");
        }
    }

    #[test]
    fn what_is_no_origin_is_refused() {
        for written in [
            "*",
            "null",
            "",
            "app.test",
            "localhost:3000",
            "//app.test",
            "https://*.app.test",
            "https://",
            "https://:3000",
            "https://user@app.test",
            "https://app.test:",
            "https://app.test:0",
            "https://app.test:080",
            "https://app.test:65536",
            "https://app..test",
            "https://app test",
            "https://256.1.1.1",
            "http://127.1",
            "http://[::1",
            "http://[::1]x",
            "https://é.test",
            "file:///page.html",
            "chrome-extension://abcdef",
            "ws://app.test",
        ] {
            let why = check(written).expect_err(written);
            assert!(why.starts_with(&format!("`{written}` is no origin of a page: ")), "{why}");
        }
    }
}
