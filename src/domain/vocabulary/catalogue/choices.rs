//! The codes that options choose from.

use super::codes::Code;
use crate::domain::base::options::{BlankCode, MissingKeys, StorageCode, SwitchCode};
use crate::domain::vocabulary::answers::Refusal;

impl From<MissingKeys> for Code {
    fn from(choice: MissingKeys) -> Self {
        match choice {
            MissingKeys::AuthenticationFailed => Self::AuthenticationFailed,
            MissingKeys::NotAuthenticated => Self::NotAuthenticated,
        }
    }
}

impl From<BlankCode> for Code {
    fn from(choice: BlankCode) -> Self {
        match choice {
            BlankCode::Blank => Self::Blank,
            BlankCode::Null => Self::Null,
        }
    }
}

impl StorageCode {
    /// The message is the usual one, whatever the code (R-ERR-40).
    pub fn refusal(self) -> Refusal {
        let usual = Refusal::of(Code::InvalidCredentialsStorage);
        match self {
            Self::InvalidCredentialsStorage => usual,
            Self::LoginError => Refusal { code: Code::LoginError, ..usual },
        }
    }
}

impl SwitchCode {
    /// The message is the usual one, whatever the code (R-ERR-42).
    pub fn refusal(self) -> Refusal {
        let usual = Refusal::of(Code::InvalidAccessModeSwitch);
        match self {
            Self::InvalidAccessModeSwitch => usual,
            Self::InvalidLink => Refusal { code: Code::InvalidLink, ..usual },
        }
    }
}
