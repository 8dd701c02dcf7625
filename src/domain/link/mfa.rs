//! What a bank asks for when a password is not enough (R-MFA).

use crate::domain::base::dice::Dice;
use crate::domain::base::options::{Options, OtherTokens};
use crate::domain::base::time::{Span, Timestamp};
use crate::domain::vocabulary::answers::TokenKind;

/// One question of the bank.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Challenge {
    /// Its kind.
    pub kind: TokenKind,
    /// The session, 32 hex digits; a new one for each question.
    pub session: String,
    /// The number or the content of the QR code to use.
    pub value: Option<String>,
    /// When the session is over.
    pub expires_at: Timestamp,
}

/// As in the sample of Belvo's OpenAPI document (R-MFA-01).
const EXPIRY: Span = Span::secs(9_600);

impl Challenge {
    /// A question of a kind.
    pub fn new(kind: TokenKind, dice: &mut Dice, now: Timestamp) -> Self {
        let session = dice.hex32("sessions");
        let value = match kind {
            TokenKind::Numeric => Some(dice.digits("challenges", 5)),
            TokenKind::Qr => Some(format!("belvo-emulator:{session}")),
            TokenKind::Text | TokenKind::Inputless => None,
        };
        Self { kind, session, value, expires_at: now.plus(EXPIRY) }
    }

    /// Whether its session is over.
    pub fn late(&self, now: Timestamp, options: &Options) -> bool {
        options.time_limits && now >= self.expires_at
    }
}

/// 111111 is right, 999999 wrong, others as the option says (R-MFA-06).
pub(in crate::domain) fn accepted(token: &str, options: &Options) -> bool {
    match token {
        "111111" => true,
        "999999" | "" => false,
        _ => options.other_tokens == OtherTokens::Accept,
    }
}

impl TokenKind {
    /// Whether the user types something; otherwise it is confirmed elsewhere (R-MFA-03).
    pub fn asks_input(self) -> bool {
        matches!(self, Self::Numeric | Self::Text)
    }

    /// What the user is told to do.
    pub fn instructions(self) -> &'static str {
        match self {
            Self::Numeric => "Use this code to generate the token",
            Self::Qr => "Scan this code with your bank's app to generate the token",
            Self::Text => "Type the token that your bank has sent you",
            Self::Inputless => "Confirm the access in your bank's app",
        }
    }
}
