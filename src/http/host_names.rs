//! Names of this emulator besides loopback's: one, or all below one.

use crate::domain::base::text::quote;

/// What stands for all names below one.
const ANY: &str = "*.";

/// Refuses what no `Host` ever matches, and what nearly every one does.
pub(super) fn check(text: &str) -> Result<(), String> {
    // An IPv6 address stands in brackets, as it does in the header.
    if text.starts_with('[') && text.ends_with(']') {
        return Ok(());
    }
    let (below, name) = text.strip_prefix(ANY).map_or((false, text), |name| (true, name));
    if below && !name.contains('.') && !name.eq_ignore_ascii_case("localhost") {
        return Err(format!(
            "{} would let in names of strangers: write it as in *.belvo.test, with two labels after the star",
            quote(text)
        ));
    }
    if is_name(name) {
        return Ok(());
    }
    Err(match text {
        "*" => "`*` would let in any page by a name of its own: name each host, or all below one, as in *.belvo.test".to_owned(),
        _ => format!("{} is no host name: write it as in belvo.test or *.belvo.test, without its port", quote(text)),
    })
}

fn is_name(name: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let label = |label: &str| !label.is_empty() && label.bytes().all(legal);
    name.len() <= 253 && name.split('.').all(label)
}

/// Whether a host is one that is meant.
pub(super) fn fits(allowed: &str, host: &str) -> bool {
    let Some(below) = allowed.strip_prefix('*') else { return allowed.eq_ignore_ascii_case(host) };
    host.len().checked_sub(below.len()).filter(|more| *more > 0).is_some_and(|more| {
        // Bytes: a host that is no text is compared too.
        host.as_bytes()[more..].eq_ignore_ascii_case(below.as_bytes())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_one_label_or_more_and_for_nothing_else() {
        for host in ["team-a.belvo.test", "TEAM-A.Belvo.Test", "a.b.belvo.test"] {
            assert!(fits("*.belvo.test", host), "{host}");
        }
        for host in
            ["belvo.test", ".belvo.test", "evil-belvo.test", "belvo.test.evil.test", "é.evil.test", ""]
        {
            assert!(!fits("*.belvo.test", host), "{host}");
        }
        assert!(fits("belvo.test", "Belvo.test") && !fits("belvo.test", "a.belvo.test"));
    }

    #[test]
    fn names_are_checked_at_the_start() {
        for name in ["belvo.test", "ci", "*.belvo.test", "*.a.b.test", "*.localhost", "[::1]", "10.0.0.5"] {
            assert_eq!(check(name), Ok(()), "{name}");
        }
        for name in [
            "*",
            "*.",
            "*.test",
            "*belvo.test",
            "a.*.test",
            "belvo.test:80",
            "http://belvo.test",
            "",
            "a..b",
            "é.test",
        ] {
            assert!(check(name).is_err_and(|why| why.contains("belvo.test")), "{name}");
        }
    }
}
