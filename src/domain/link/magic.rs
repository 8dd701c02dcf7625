//! User names that decide what the bank answers, or who the user is: by hand in the widget and on `POST /api/links/` (W-TEST-01, 02).

use super::breaking::{Breaking, Breaks};
use super::credentials::Credentials;
use crate::domain::base::text::{quote, the_nearest};
use crate::domain::base::time::Span;
use crate::domain::person::Persona;
use crate::domain::vocabulary::LinkState;
use crate::domain::vocabulary::answers::{Outcome, Refusal, TokenKind};
use crate::domain::vocabulary::catalogue::Code;

/// What a user name makes the bank do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// Refuse with a code and one of its messages, counted from 0.
    Refuse(Code, usize),
    /// Ask for a token.
    Ask(TokenKind),
    /// Ask for a token and find it late.
    AskLate,
    /// Connect: the user is a person who lives so.
    Be(Persona),
    /// Connect, and break later.
    Break(Breaking),
    /// Answer so many milliseconds later; the number is the rest of the name.
    Slow,
}

impl Does {
    /// What that is, for people.
    pub fn describe(self) -> String {
        match self {
            Self::Refuse(code, message) => format!("{code}: {}", Refusal::nth(code, message).message),
            Self::Ask(kind) => format!("asks for a token: {}", kind.word()),
            Self::AskLate => format!("asks for a token: text; finds it late: {}", Code::SessionExpired),
            Self::Be(persona) => format!("connects: {}", persona.describe()),
            Self::Break(breaking) => breaking.describe(),
            Self::Slow => format!("connects that many milliseconds later: slow_{EXAMPLE_MS}"),
        }
    }

    /// Whether it decides how the link lives, and not what the bank answers at first.
    pub fn lasts(self) -> bool {
        matches!(self, Self::Be(_) | Self::Break(_))
    }

    /// Whether a code comes of it.
    pub fn leads_to(self, code: Code) -> bool {
        match self {
            Self::Refuse(own, _) => own == code,
            Self::Ask(_) => code == Code::TokenRequired,
            Self::AskLate => [Code::TokenRequired, Code::SessionExpired].contains(&code),
            Self::Slow | Self::Be(_) | Self::Break(_) => false,
        }
    }
}

/// One row of the table.
#[derive(Debug)]
pub struct Magic {
    /// The user name; `slow_` is followed by milliseconds.
    pub user: &'static str,
    /// The password that belongs to it; nothing: any.
    pub password: Option<&'static str>,
    /// What the bank does.
    pub does: Does,
    /// The rule that it answers to.
    pub rule: &'static str,
}

impl Magic {
    /// The name as people write it down.
    pub fn name(&self) -> String {
        let rest = if self.does == Does::Slow { "<ms>" } else { "" };
        format!("{}{rest}", self.user)
    }

    /// Whether a user of this name is meant: `slow_2500` and `student_2` are, by rows of their own.
    pub fn means(&self, user: &str) -> bool {
        match self.does {
            Does::Slow => slow(user).is_some(),
            Does::Be(persona) => Persona::of_user_name(user) == Some(persona),
            _ => self.user == user,
        }
    }

    /// The name as it can be typed.
    pub fn example(&self) -> String {
        if self.does == Does::Slow { format!("{}{EXAMPLE_MS}", self.user) } else { self.user.to_owned() }
    }
}

const fn own(user: &'static str, does: Does) -> Magic {
    Magic { user, password: None, does, rule: "W-TEST-01" }
}

/// Names of users whose links break later.
const fn breaks(user: &'static str, when: Breaks, state: LinkState) -> Magic {
    own(user, Does::Break(Breaking { when, state }))
}

/// Names of people; more of them end in `_` and anything.
const fn person(persona: Persona) -> Magic {
    own(persona.name(), Does::Be(persona))
}

const fn sandbox(user: &'static str, password: &'static str, does: Does) -> Magic {
    Magic { user, password: Some(password), does, rule: "W-TEST-02" }
}

/// Every magic user name; any other succeeds, as somebody whom its seed decides.
pub static MAGIC: &[Magic] = &[
    own("err_down", Does::Refuse(Code::InstitutionDown, 0)),
    own("err_unavailable", Does::Refuse(Code::InstitutionUnavailable, 0)),
    own("err_inactive", Does::Refuse(Code::InstitutionInactive, 0)),
    own("err_sessions", Does::Refuse(Code::TooManySessions, 0)),
    own("err_unexpected", Does::Refuse(Code::UnexpectedError, 0)),
    own("err_timeout", Does::Refuse(Code::RequestTimeout, 0)),
    own("err_activation", Does::Refuse(Code::ActivationFailed, 0)),
    own("err_duplicated", Does::Refuse(Code::Duplicated, 0)),
    own("err_login_a", Does::Refuse(Code::LoginError, 0)),
    own("err_login_b", Does::Refuse(Code::LoginError, 1)),
    own("err_login_c", Does::Refuse(Code::LoginError, 2)),
    own("err_login_d", Does::Refuse(Code::LoginError, 3)),
    own("err_login_e", Does::Refuse(Code::LoginError, 4)),
    own("err_login_f", Does::Refuse(Code::LoginError, 5)),
    own("err_login_g", Does::Refuse(Code::LoginError, 6)),
    own("mfa_default", Does::Ask(TokenKind::Text)),
    own("mfa_qr", Does::Ask(TokenKind::Qr)),
    own("mfa_numeric", Does::Ask(TokenKind::Numeric)),
    own("mfa_inputless", Does::Ask(TokenKind::Inputless)),
    own("mfa_late", Does::AskLate),
    own("slow_", Does::Slow),
    breaks("break_retrieve", Breaks::AtRetrieve, LinkState::Invalid),
    breaks("break_day", Breaks::AfterADay, LinkState::Invalid),
    breaks("break_refresh", Breaks::AtRefresh, LinkState::Invalid),
    breaks("token_retrieve", Breaks::AtRetrieve, LinkState::TokenRequired),
    breaks("token_day", Breaks::AfterADay, LinkState::TokenRequired),
    breaks("token_refresh", Breaks::AtRefresh, LinkState::TokenRequired),
    breaks("forget_day", Breaks::AfterADay, LinkState::ExpiredCredentials),
    breaks("stale_day", Breaks::AfterADay, LinkState::StaleData),
    breaks("consent_day", Breaks::AfterADay, LinkState::ExpiredConsent),
    person(Persona::Employee),
    person(Persona::TwoPayrolls),
    person(Persona::NoLoan),
    person(Persona::OneAccount),
    person(Persona::HeavyUser),
    person(Persona::LightUser),
    person(Persona::Overdrawn),
    person(Persona::Pensioner),
    person(Persona::Student),
    person(Persona::SmallCompany),
    sandbox("user_invalid", "pass_invalid", Does::Refuse(Code::LoginError, 0)),
    sandbox("adv_invalid", "pass_invalid", Does::Refuse(Code::LoginError, 0)),
];

/// The field whose value decides.
pub const FIELD: &str = "username";

const EXAMPLE_MS: i64 = 2_500;

/// The longest that a slow bank takes.
const SLOWEST_MS: i64 = 600_000;

/// The row that credentials hit.
pub fn find(credentials: &Credentials) -> Option<&'static Magic> {
    let typed = |name: &str| credentials.get(name).map(String::as_str).unwrap_or_default();
    let (user, password) = (typed(FIELD), typed("password"));
    MAGIC.iter().find(|row| row.means(user) && row.password.is_none_or(|wanted| wanted == password))
}

/// What is said of an answer that these credentials have decided.
pub fn why(institution: &str, credentials: &Credentials) -> Option<String> {
    let by_name = find(credentials).and(credentials.get(FIELD)).map(|user| format!("user name {user}"));
    let by_type = || refuses(credentials).then(|| "username_type 999, or an invalid password2".to_owned());
    by_name.or_else(by_type).or_else(|| Some(format!("username2 {}", delay(institution, credentials)?)))
}

/// What is said of a user name that looks like one of these and is none: it decides nothing.
pub fn nearly(credentials: &Credentials) -> Option<String> {
    let user = credentials.get(FIELD)?;
    let names: Vec<&str> = MAGIC.iter().map(|row| row.user).collect();
    let small = user.to_lowercase();
    let mut in_small = credentials.clone();
    in_small.insert(FIELD.to_owned(), small.clone());
    if find(&in_small).is_none() && !BEGINNINGS.iter().any(|own| small.starts_with(own)) {
        return None;
    }
    Some(format!("user name {} decides nothing{}", quote(user), the_nearest(user, &names)))
}

/// How the names begin that are the emulator's own.
const BEGINNINGS: [&str; 8] = ["err_", "mfa_", "slow_", "break_", "token_", "forget_", "stale_", "consent_"];

/// Secrets that the bank refuses whoever's they are: the iron bank's documented second pair, and the password of the
/// documented wrong pairs (R-LINK-30).
pub fn refuses(credentials: &Credentials) -> bool {
    let refused = [("username_type", "999"), ("password2", "invalid")];
    let wrong = [("password", "pass_invalid")];
    let has = |(name, value): &(&str, &str)| credentials.get(*name).is_some_and(|typed| typed == value);
    refused.iter().any(has) || (!credentials.contains_key(FIELD) && wrong.iter().any(has))
}

/// The institution whose second field is called "Delay seconds".
const DELAYED: &str = "belvo_mx_retail";

/// How much later the bank answers by its own field (R-LINK-30).
fn delay(institution: &str, credentials: &Credentials) -> Option<Span> {
    let seconds: i64 = credentials.get("username2").filter(|_| institution == DELAYED)?.parse().ok()?;
    (seconds > 0).then_some(Span::millis(seconds.saturating_mul(1_000).min(SLOWEST_MS)))
}

/// How much later the bank answers this user.
pub fn slow(user: &str) -> Option<Span> {
    let millis: i64 = user.strip_prefix("slow_")?.parse().ok()?;
    (0..=SLOWEST_MS).contains(&millis).then_some(Span::millis(millis))
}

/// Whether the bank finds every token of this user late.
pub fn late(credentials: &Credentials) -> bool {
    find(credentials).is_some_and(|row| row.does == Does::AskLate)
}

/// How the link of this user breaks later.
pub fn breaking(credentials: &Credentials) -> Option<Breaking> {
    match find(credentials)?.does {
        Does::Break(breaking) => Some(breaking),
        _ => None,
    }
}

/// What the bank answers to credentials that no scenario speaks for.
pub fn outcome(institution: &str, credentials: &Credentials) -> Outcome {
    match find(credentials).map(|row| row.does) {
        None | Some(Does::Be(_) | Does::Break(_)) if refuses(credentials) => {
            Outcome::Refused(Refusal::of(Code::LoginError))
        }
        None | Some(Does::Be(_) | Does::Break(_)) => match delay(institution, credentials) {
            Some(span) => Outcome::After(span, Box::new(Outcome::Success)),
            None => Outcome::Success,
        },
        Some(Does::Refuse(code, message)) => Outcome::Refused(Refusal::nth(code, message)),
        Some(Does::Ask(kind)) => Outcome::AskToken(kind),
        Some(Does::AskLate) => Outcome::AskToken(TokenKind::Text),
        Some(Does::Slow) => {
            let user = credentials.get(FIELD).map(String::as_str).unwrap_or_default();
            Outcome::After(slow(user).unwrap_or_default(), Box::new(Outcome::Success))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_fits_the_banks_patterns_and_each_message_exists() {
        let pattern = regex_lite::Regex::new("^[a-zA-Z0-9_]{1,16}$").expect("a pattern");
        for row in MAGIC {
            assert!(pattern.is_match(row.user), "{}", row.user);
            if let Does::Refuse(code, message) = row.does {
                assert!(message < code.row().messages.len(), "{}", row.user);
            }
        }
    }

    #[test]
    fn a_slow_user_says_how_slow() {
        assert_eq!(slow("slow_250"), Some(Span::millis(250)));
        for user in ["slow_", "slow_x", "slow_-1", "slow_9999999999"] {
            assert_eq!(slow(user), None, "{user}");
        }
    }
}
