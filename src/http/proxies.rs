//! Proxies that stand in front. What they say of a caller counts when their address is one that is trusted; from anybody
//! else the same headers are words of a stranger.

use std::net::IpAddr;

use http::{HeaderMap, HeaderName, header};
use ipnet::IpNet;

use super::message::Request;
use crate::domain::base::text::quote;

/// The addresses whose `X-Forwarded-…` headers are believed.
#[derive(Clone, Debug, Default)]
pub struct Proxies(Vec<IpNet>);

const FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
const PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

impl Proxies {
    /// Of addresses and networks: `10.0.0.5`, `10.0.0.0/8`, `::1`.
    pub(crate) fn parse<'t>(texts: impl IntoIterator<Item = &'t str>) -> Result<Self, String> {
        texts.into_iter().map(network).collect::<Result<_, _>>().map(Self)
    }

    fn trusts(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }

    /// The call as its caller has sent it to the proxy: host, scheme and address are those that the proxy names.
    pub(crate) fn behind(&self, mut request: Request) -> Request {
        if !request.peer.is_some_and(|peer| self.trusts(peer)) {
            return request;
        }
        request.peer = self.caller(&request.headers).or(request.peer);
        request.secure = last(&request.headers, &PROTO).is_some_and(|scheme| scheme == "https");
        if let Some(host) = last(&request.headers, &HOST).and_then(|host| host.parse().ok()) {
            request.headers.insert(header::HOST, host);
        }
        request
    }

    /// Each proxy appends whom it was called by: the last one that is no proxy of ours has called.
    fn caller(&self, headers: &HeaderMap) -> Option<IpAddr> {
        let mut caller = None;
        for named in named(headers, &FOR).rev() {
            let Ok(address) = named.parse::<IpAddr>() else { break };
            caller = Some(address);
            if !self.trusts(address) {
                break;
            }
        }
        caller
    }
}

fn network(text: &str) -> Result<IpNet, String> {
    let text = text.trim();
    let one = || text.parse::<IpAddr>().map(|address| IpNet::from(address.to_canonical()));
    text.parse::<IpNet>().or_else(|_| one()).map_err(|_| {
        format!("{} is no address of a proxy: write it as in 10.0.0.5, 10.0.0.0/8 or ::1", quote(text))
    })
}

/// The values of a header, as they were appended.
fn named<'h>(headers: &'h HeaderMap, name: &HeaderName) -> impl DoubleEndedIterator<Item = &'h str> {
    let texts = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    texts.flat_map(|text| text.split(',').map(str::trim)).collect::<Vec<_>>().into_iter()
}

fn last<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    named(headers, name).next_back().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Host, caller and scheme of a call that comes from an address, with the proxies of a shared installation trusted.
    fn seen(peer: &str, headers: &[(&str, &str)]) -> (String, String, bool) {
        let proxies = Proxies::parse(["10.0.0.0/8", "::1", "127.0.0.1"]).expect("networks");
        let request = Request::get("/").header("host", "replica:2358");
        let mut request = headers.iter().fold(request, |request, (name, value)| request.header(name, value));
        request.peer = Some(peer.parse().expect("an address"));
        let request = proxies.behind(request);
        let host = request.headers[header::HOST].to_str().expect("text").to_owned();
        (host, request.peer.map(|peer| peer.to_string()).unwrap_or_default(), request.secure)
    }

    const SAID: &[(&str, &str)] = &[
        ("x-forwarded-host", "team-a.belvo.test"),
        ("x-forwarded-for", "203.0.113.9, 192.0.2.7, 10.0.0.2"),
        ("x-forwarded-proto", "https"),
    ];

    #[test]
    fn a_trusted_proxy_is_believed() {
        let expected = ("team-a.belvo.test".to_owned(), "192.0.2.7".to_owned(), true);
        for peer in ["10.9.9.9", "127.0.0.1", "::1", "::ffff:10.0.0.1"] {
            assert_eq!(seen(peer, SAID), expected, "{peer}");
        }
    }

    #[test]
    fn anybody_else_is_not() {
        assert_eq!(seen("192.0.2.1", SAID), ("replica:2358".to_owned(), "192.0.2.1".to_owned(), false));
    }

    #[test]
    fn what_a_proxy_does_not_say_stays_as_it_came() {
        assert_eq!(seen("10.0.0.1", &[]), ("replica:2358".to_owned(), "10.0.0.1".to_owned(), false));
        let odd = [("x-forwarded-for", "unknown"), ("x-forwarded-host", ""), ("x-forwarded-proto", "gopher")];
        assert_eq!(seen("10.0.0.1", &odd), ("replica:2358".to_owned(), "10.0.0.1".to_owned(), false));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["", "*", "proxy.test", "10.0.0.0/33", "10.0.0", "10.0.0.1:80"] {
            let why = Proxies::parse([text]).expect_err(text);
            assert!(why.contains("is no address of a proxy: write it as in 10.0.0.5"), "{why}");
        }
    }
}
