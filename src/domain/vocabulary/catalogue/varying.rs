//! Messages with a part that depends on the call.

use crate::domain::base::limits::REPEATED;
use crate::domain::base::text::cut;

/// A message with a part that depends on the call.
#[derive(Debug)]
pub struct Varying {
    /// The message as Belvo's pages print it.
    pub sample: &'static str,
    /// What varies in the sample.
    part: &'static str,
}

impl Varying {
    /// The message of this call; of a part that is too long only the beginning.
    pub fn with(&self, part: &str) -> String {
        self.sample.replacen(self.part, &cut(part, REPEATED), 1)
    }
}

const fn varying(sample: &'static str, part: &'static str) -> Varying {
    Varying { sample, part }
}

/// R-ERR-14
pub const NOT_A_UUID: Varying = varying("“value” is not a valid UUID.", "value");
/// R-ERR-15
pub const NOT_OFFERED: Varying =
    varying("The institution only supports the following resources: ACCOUNTS, OWNERS", "ACCOUNTS, OWNERS");
/// R-ERR-16
pub const NOT_A_CHOICE: Varying = varying("\"value\" is not a valid choice.", "value");
/// R-ERR-17: which key, and its value.
pub const NO_OBJECT: Varying = varying("Object with name=value does not exist.", "name=value");
/// R-ERR-18
pub const NOT_A_LIST: Varying = varying("Expected a list but got type \"str\".", "str");
/// Published nowhere.
pub const NOT_AN_OBJECT: Varying = varying("Expected a dictionary but got type \"str\".", "str");
/// R-ERR-02, of a body that is no object; published nowhere.
pub const NO_DICTIONARY: Varying = varying("Invalid data. Expected a dictionary, but got list.", "list");
/// R-ERR-19
pub const NOT_JSON: Varying = varying(
    "JSON parse error - Expecting property name enclosed in double quotes: line 3 column 1 (char 54)",
    "Expecting property name enclosed in double quotes: line 3 column 1 (char 54)",
);
/// R-ERR-57
pub const REFRESHED: Varying =
    varying("The link has already been refreshed. Please wait 10 minutes before trying again.", "10");
/// R-ERR-55
pub const NO_METHOD: Varying = varying("Method \"PATCH\" not allowed.", "PATCH");
/// R-BASE-13
pub const NO_MEDIA_TYPE: Varying = varying("Unsupported media type \"text/plain\" in request.", "text/plain");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_stands_once_and_is_replaced() {
        for message in [
            NOT_A_UUID,
            NOT_OFFERED,
            NOT_A_CHOICE,
            NO_OBJECT,
            NOT_A_LIST,
            NOT_AN_OBJECT,
            NOT_JSON,
            REFRESHED,
            NO_METHOD,
            NO_MEDIA_TYPE,
        ] {
            assert_eq!(message.sample.matches(message.part).count(), 1, "{}", message.sample);
            assert_eq!(message.with(message.part), message.sample);
        }
        assert_eq!(NOT_A_CHOICE.with("daily"), "\"daily\" is not a valid choice.");
        assert!(NOT_A_CHOICE.with(&"x".repeat(1_000_000)).chars().count() < 2 * REPEATED);
    }
}
