//! The hosts of Belvo's whose products are not here. Their calls arrive through a proxy, or a browser that is told to find
//! them here; whoever opens one is told why there is nothing to see.

use http::StatusCode;

use super::guard::{Guard, host_name};
use super::message::Reply;

/// Hosts, and what is not here of them.
const ABSENT: [(&str, &str); 6] = [
    (
        "widget.belvo.io",
        "the hosted widget is not emulated (W-HOST-01): embed /belvo-widget-1-stable.js in a page",
    ),
    (
        "widget.sandbox.belvo.io",
        "the hosted widget is not emulated (W-HOST-02): embed /belvo-widget-1-stable.js in a page",
    ),
    (
        "meuportal.belvo.com",
        "My Belvo Portal is not emulated (W-PORT-01): a consent is revoked by deleting its link over REST",
    ),
    (
        "pix-biometria.pay.belvo.com",
        "Pix Biometria is not emulated (R-PAY-06): payments are not in the sandbox",
    ),
    (
        "widget-api.belvo.com",
        "the calls of Belvo's own widget are not emulated: the script from here makes others (W-LOAD-16)",
    ),
    (
        "widget-customization.belvo.com",
        "the brands of Belvo's own widget are not emulated: the token brings them (W-BRAND-13)",
    ),
];

/// The hosts that the emulator stands in for.
const PRESENT: [&str; 6] = [
    "sandbox.belvo.com",
    "sandbox.belvo.co",
    "development.belvo.com",
    "api.belvo.com",
    "cdn.belvo.io",
    "statics.sandbox.belvo.io",
];

const DOMAINS: [&str; 3] = [".belvo.com", ".belvo.io", ".belvo.co"];

/// Why there is nothing at a host that is none of the emulator's own names.
pub(super) fn absent(host: &str, guard: &Guard) -> Option<&'static str> {
    let name = host_name(host).trim_end_matches('.').to_ascii_lowercase();
    if PRESENT.contains(&&*name) || guard.has_name(&name) {
        return None;
    }
    let known = ABSENT.iter().find(|(host, _)| *host == name).map(|(_, why)| *why);
    let other = || DOMAINS.iter().any(|domain| name.ends_with(domain));
    known.or_else(|| other().then_some("no product of Belvo's at this host is emulated"))
}

/// 404 for people: who opens it is a browser.
pub(super) fn nothing_here(why: &str) -> Reply {
    let text = format!(
        "404: {why}.\nThis is belvo-emulator, which stands in for sandbox.belvo.com and cdn.belvo.io.\n"
    );
    Reply::new(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", text).why(Some(why))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_host_is_there_or_says_why_not() {
        for (host, _) in ABSENT {
            assert!(absent(host, &Guard::default()).is_some_and(|why| why.contains('-')), "{host}");
        }
        for host in PRESENT.into_iter().chain([
            "localhost:2358",
            "[::1]:2358",
            "127.0.0.1",
            "belvo.test",
            "belvo.com",
        ]) {
            assert_eq!(absent(host, &Guard::default()), None, "{host}");
        }
        assert!(
            absent("MeuPortal.belvo.com.:443", &Guard::default())
                .is_some_and(|why| why.contains("W-PORT-01"))
        );
        assert!(absent("new.belvo.com", &Guard::default()).is_some());
        let own = Guard { hosts: vec!["team.belvo.com".to_owned()], ..Guard::default() };
        assert_eq!(absent("team.belvo.com:80", &own), None, "--allow-host");
    }
}
