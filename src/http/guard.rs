//! Who may drive the control API: tools of this machine, and no page from elsewhere.

use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};

use super::credentials::{Credentials, credentials};
use super::problem::Problem;
use super::{cors, host_names, origin};
use crate::domain::base::text::quote;

/// What is let in besides loopback names.
#[derive(Clone, Debug, Default)]
pub struct Guard {
    /// Further host names, without port; `*.belvo.test` is any name below that one.
    pub hosts: Vec<String>,
    /// Further origins whose pages may make control calls and read the answers, as browsers send them
    /// (`https://app.test:3000`).
    pub origins: Vec<String>,
    /// The token that every control call has to bring, if there is one.
    pub token: Option<String>,
}

const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

impl Guard {
    /// Refuses names and origins that would never match what a client sends.
    pub(crate) fn check(&self) -> Result<(), String> {
        self.hosts.iter().try_for_each(|host| host_names::check(host))?;
        self.origins.iter().try_for_each(|origin| origin::check(origin))
    }

    /// Whether a host is one of the names that it was started with.
    pub(super) fn has_name(&self, host: &str) -> bool {
        self.hosts.iter().any(|allowed| host_names::fits(allowed, host))
    }

    /// The origin that a call comes from, if it is one of those that are let in.
    pub(super) fn allowed<'h>(&self, headers: &'h HeaderMap) -> Option<&'h HeaderValue> {
        let origin = headers.get(header::ORIGIN)?;
        self.origins.iter().any(|allowed| allowed.as_bytes() == origin.as_bytes()).then_some(origin)
    }

    /// Whether a browser asks if a page of an allowed origin may make a call.
    pub(super) fn is_preflight(&self, method: &Method, headers: &HeaderMap) -> bool {
        cors::asks_before(method, headers) && self.allowed(headers).is_some()
    }

    /// Checks `Host`, `Origin`, `Sec-Fetch-Site` and the token, in that order.
    pub(super) fn admit(&self, method: &Method, headers: &HeaderMap) -> Result<(), Problem> {
        let host = text(headers, header::HOST.as_str());
        let name = host.map(host_name).unwrap_or_default();
        if !LOOPBACK.iter().any(|own| own.eq_ignore_ascii_case(name)) && !self.has_name(name) {
            return Err(refusal(
                "foreign_host",
                format!("the host {} is not one of this emulator's names", quote(name)),
                "call it as localhost or 127.0.0.1, or start it with --allow-host NAME",
            ));
        }
        self.admit_page(headers, host.unwrap_or_default())?;
        if self.is_preflight(method, headers) {
            return Ok(());
        }
        self.admit_token(headers)
    }

    /// Whether a call comes from a page of another origin, one that is not let in.
    pub(super) fn is_foreign_page(&self, headers: &HeaderMap) -> bool {
        self.admit_page(headers, text(headers, header::HOST.as_str()).unwrap_or_default()).is_err()
    }

    /// A page of another origin would act in the name of whoever looks at it.
    fn admit_page(&self, headers: &HeaderMap, host: &str) -> Result<(), Problem> {
        match text(headers, header::ORIGIN.as_str()) {
            Some(_) if self.allowed(headers).is_some() => Ok(()),
            Some(origin) if origin != format!("http://{host}") && origin != format!("https://{host}") => {
                Err(refusal(
                    "foreign_origin",
                    format!("pages of {} may not drive this emulator", quote(origin)),
                    "call it from a test or a shell, or start it with --allow-origin ORIGIN",
                ))
            }
            // A page on another port of this machine is of the same site; what it asks for without CORS has no `Origin`.
            _ => match text(headers, "sec-fetch-site") {
                None | Some("same-origin" | "none") => Ok(()),
                Some(_) => Err(refusal(
                    "cross_site",
                    "pages from elsewhere may not drive this emulator".to_owned(),
                    "call it from a test or a shell, or open the address by hand",
                )),
            },
        }
    }

    fn admit_token(&self, headers: &HeaderMap) -> Result<(), Problem> {
        let Some(token) = &self.token else { return Ok(()) };
        if matches!(credentials(headers), Credentials::Bearer(brought) if brought == *token) {
            return Ok(());
        }
        Err(Problem::new(
            StatusCode::UNAUTHORIZED,
            "control_token",
            "this emulator was started with a control token",
        )
        .hint("send it as `Authorization: Bearer TOKEN`; `ctl` takes it from --control-token"))
    }
}

/// Why a call was refused, without what it has sent, and the header that was judged by its value.
pub(super) fn without_value(refused: &Problem) -> (&str, Option<HeaderName>) {
    match &*refused.code {
        "foreign_host" => ("the host is not one of this emulator's names", Some(header::HOST)),
        "foreign_origin" => ("pages of this origin may not drive this emulator", Some(header::ORIGIN)),
        _ => (&refused.detail, None),
    }
}

fn refusal(code: &'static str, detail: String, hint: &str) -> Problem {
    Problem::new(StatusCode::FORBIDDEN, code, detail).hint(hint)
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).map(|value| value.to_str().unwrap_or("?"))
}

/// The host without its port. What is no host with a port stays as it is, and is the name of nobody.
pub(super) fn host_name(host: &str) -> &str {
    let end = match host.find(']') {
        Some(bracket) => bracket + 1,
        None => host.find(':').unwrap_or(host.len()),
    };
    let (name, port) = host.split_at(end);
    let is_port = |port: &str| port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit());
    match port.strip_prefix(':') {
        Some(port) if is_port(port) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(pairs: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().expect("a header"));
        }
        Guard { origins: vec!["https://app.test".into()], ..Guard::default() }
            .admit(&Method::GET, &headers)
            .is_ok()
    }

    #[test]
    fn only_this_machines_own_names_and_pages_get_in() {
        assert!(admits(&[("host", "localhost:2358")]));
        assert!(admits(&[("host", "[::1]:2358"), ("origin", "http://[::1]:2358")]));
        assert!(admits(&[
            ("host", "127.0.0.1:1"),
            ("origin", "https://app.test"),
            ("sec-fetch-site", "cross-site")
        ]));
        assert!(!admits(&[]), "no host");
        assert!(!admits(&[("host", "evil.test:2358")]), "DNS rebinding");
        assert!(!admits(&[("host", "localhost"), ("origin", "https://evil.test")]));
        assert!(!admits(&[("host", "localhost"), ("origin", "null")]));
        for elsewhere in ["cross-site", "same-site", "", "Same-Origin"] {
            assert!(!admits(&[("host", "localhost"), ("sec-fetch-site", elsewhere)]), "{elsewhere}");
        }
        for own in ["same-origin", "none"] {
            assert!(admits(&[("host", "localhost"), ("sec-fetch-site", own)]), "{own}");
        }
        assert!(
            !admits(&[("host", "localhost:2358"), ("origin", "http://localhost:3000")]),
            "another port is another origin"
        );
    }
    #[test]
    fn a_host_is_a_loopback_name_with_or_without_a_port_and_nothing_else() {
        for host in [
            "localhost",
            "LOCALHOST:2358",
            "localhost:",
            "127.0.0.1",
            "127.0.0.1:65535",
            "[::1]",
            "[::1]:2358",
        ] {
            assert!(admits(&[("host", host)]), "{host}");
        }
        for host in [
            "",
            ":2358",
            "[::1].evil.test",
            "[::1].evil.test:2358",
            "[::1]evil.test",
            "[::1]:2358.evil.test",
            "[::1]:2358]",
            "[::1]]",
            "evil.test[::1]",
            "[::1",
            "::1",
            "[::ffff:127.0.0.1]",
            "[0:0:0:0:0:0:0:1]",
            "[::1%25lo]",
            "localhost.",
            "localhost.:2358",
            "localhost.evil.test",
            "localhost:2358.evil.test",
            "localhost:2358:80",
            "localhost:123456",
            "localhost:+80",
            "evil.localhost",
            "127.0.0.1.",
            "127.0.0.1.evil.test",
            "127.0.0.1:80@evil.test",
            "127.1",
            "127.0.0.2",
            "0.0.0.0",
            "2130706433",
            "0x7f000001",
            "0177.0.0.1",
            "user@localhost",
            "localhost@evil.test",
            "user:localhost@evil.test",
            "%6cocalhost",
            "localhost%00",
            "localhost/evil.test",
            "localhost#evil.test",
            "localhost,evil.test",
            "localhost evil.test",
        ] {
            assert!(!admits(&[("host", host)]), "{host}");
        }
    }
}
