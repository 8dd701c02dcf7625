//! How many calls came from an address lately (R-LIMIT-01).
//!
//! They are counted on the workspace's clock, as deletions are: a test that lets the clock stand meets the limit at the
//! same call each time, and gets on with `clock advance` instead of waiting.

use std::collections::VecDeque;
use std::net::{IpAddr, Ipv4Addr};

use indexmap::IndexMap;

use crate::domain::base::limits::ADDRESSES;
use crate::domain::base::time::{Span, Timestamp};
use crate::domain::vocabulary::answers::Refusal;
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::failure::Failure;

/// So many calls are answered within [`WITHIN`].
const CALLS: usize = 80;
const WITHIN: Span = Span::secs(30);

/// When each address has called, while it counts.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Requests(IndexMap<IpAddr, VecDeque<Timestamp>>);

impl Requests {
    /// Whether no more is counted than is counted.
    pub(in crate::domain) fn is_whole(&self) -> bool {
        self.0.len() <= ADDRESSES && self.0.values().all(|times| times.len() <= CALLS)
    }

    /// Counts a call, or says after how long one would be answered. One that is refused does not count.
    fn count(&mut self, address: IpAddr, now: Timestamp) -> Result<(), Span> {
        self.make_room(address, now);
        let times = self.0.entry(address).or_default();
        times.retain(|at| is_recent(*at, now));
        match times.front() {
            Some(first) if times.len() >= CALLS => Err(first.plus(WITHIN).since(now)),
            _ => {
                times.push_back(now);
                Ok(())
            }
        }
    }

    /// Counts a call of the API that is emulated, or refuses it when there were too many.
    pub fn admit(&mut self, peer: Option<IpAddr>, now: Timestamp) -> Result<(), Failure> {
        let address = machine(peer);
        self.count(address, now).map_err(|left| {
            let why = format!(
                "limit.rate: {CALLS} calls from {address} within {WITHIN}; the next is answered {} ms from now",
                left.as_millis()
            );
            Failure::Denied(Refusal::of(Code::ForbiddenPage), why)
        })
    }

    /// Another address takes the place of those that have been silent, or of the one that called longest ago.
    fn make_room(&mut self, address: IpAddr, now: Timestamp) {
        let last = |times: &VecDeque<Timestamp>| times.back().copied();
        if self.0.len() < ADDRESSES || self.0.contains_key(&address) {
            return;
        }
        self.0.retain(|_, times| last(times).is_some_and(|at| is_recent(at, now)));
        if self.0.len() >= ADDRESSES
            && let Some(oldest) =
                self.0.iter().min_by_key(|(_, times)| last(times)).map(|(address, _)| *address)
        {
            self.0.swap_remove(&oldest);
        }
    }

    /// How many bytes it takes.
    pub(in crate::domain) fn weight(&self) -> usize {
        self.0
            .values()
            .map(|times| {
                size_of::<(IpAddr, VecDeque<Timestamp>)>() + times.capacity() * size_of::<Timestamp>()
            })
            .sum()
    }
}

/// What lies ahead was counted before the clock was set back.
fn is_recent(at: Timestamp, now: Timestamp) -> bool {
    at <= now && now.since(at) < WITHIN
}

/// This machine calls by several addresses; without a socket nobody has any.
fn machine(peer: Option<IpAddr>) -> IpAddr {
    let peer = peer.map(|address| address.to_canonical()).filter(|address| !address.is_loopback());
    peer.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(number: u32) -> IpAddr {
        IpAddr::V4(Ipv4Addr::from_bits(number))
    }

    fn second(number: i64) -> Timestamp {
        Timestamp::from_micros(0).plus(Span::secs(number))
    }

    #[test]
    fn the_window_slides_and_a_clock_that_is_set_back_holds_nobody() {
        let mut requests = Requests::default();
        for at in 0..80 {
            assert_eq!(requests.count(address(1), second(100 + at / 8)), Ok(()));
        }
        assert_eq!(requests.count(address(1), second(110)), Err(Span::secs(20)));
        assert_eq!(
            requests.count(address(1), second(110)),
            Err(Span::secs(20)),
            "a refused call does not count"
        );
        assert_eq!(requests.count(address(2), second(110)), Ok(()), "another address has its own");
        let again: Vec<bool> = (0..9).map(|_| requests.count(address(1), second(130)).is_ok()).collect();
        assert_eq!(again, [[true; 8].as_slice(), &[false]].concat(), "those of the first second are over");
        assert_eq!(requests.count(address(1), second(50)), Ok(()));
    }

    #[test]
    fn as_many_addresses_as_anybody_has_take_no_more_room() {
        let mut requests = Requests::default();
        for number in 0..3_000 {
            assert_eq!(requests.count(address(number), second(1)), Ok(()));
        }
        assert_eq!(requests.0.len(), ADDRESSES);
        assert!(requests.weight() < 1_000_000, "{}", requests.weight());
        assert_eq!(requests.count(address(9_999), second(100)), Ok(()));
        assert_eq!(requests.0.len(), 1, "silent ones go first");
    }

    #[test]
    fn a_machine_is_one_caller_by_whichever_of_its_own_names() {
        for text in ["127.0.0.1", "127.0.0.9", "::1", "::ffff:127.0.0.1"] {
            assert_eq!(machine(text.parse().ok()), IpAddr::V4(Ipv4Addr::LOCALHOST), "{text}");
        }
        assert_eq!(machine("::ffff:10.0.0.1".parse().ok()), address(0x0a00_0001));
        assert_eq!(machine(None), IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
}
