//! What has been said, so that it is said once.

use std::collections::BTreeSet;

use super::limits::{LONGEST_NAME, MOST_NAMES};

/// What has been said; texts from outside are few and short, and beyond that nothing is said.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Once(BTreeSet<Box<str>>);

impl Once {
    /// Whether this is the first time; of what is too long, or one too many, it never is.
    pub fn first(&mut self, what: &str) -> bool {
        what.len() <= LONGEST_NAME && self.0.len() < MOST_NAMES && self.0.insert(what.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_said_once_and_no_more_things_than_there_may_be() {
        let mut once = Once::default();
        assert_eq!([once.first("a"), once.first("a"), once.first("b")], [true, false, true]);
        assert!(!once.first(&"x".repeat(LONGEST_NAME + 1)));
        let told = (0..1_000).filter(|number| once.first(&number.to_string())).count();
        assert_eq!(told, MOST_NAMES - 2);
    }
}
