//! Every way to be refused, in Belvo's own terms. What it looks like on the wire is decided in `http::failure`.

use std::borrow::Cow;

use serde_json::Value;

use super::answers::Refusal;
use super::catalogue::Code;
use super::scope::Scope;
use crate::domain::base::text::{quote, the_nearest};

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Keys of the body are at fault, one item each (R-ERR-02).
    Fields(Vec<FieldFault>),
    /// The body is not JSON; the reason (R-ERR-19).
    Parse(String),
    /// The body is of a type that is not read (R-BASE-13).
    MediaType(String),
    /// The keys are wrong (R-AUTH-03): in which way, for people.
    WrongKeys(Cow<'static, str>),
    /// There are no keys (R-AUTH-04).
    NoKeys,
    /// No such thing, or not yours (R-AUTH-06).
    NotFound,
    /// Past the last page (R-ERR-54).
    NoSuchPage,
    /// The path exists, the method does not (R-ERR-55).
    Method(String),
    /// A bearer token that is dead or not ours (R-ERR-65): in which way, for people.
    Bearer(Cow<'static, str>),
    /// A code of the catalogue because of something that only the emulator knows of: a limit, a scope.
    Denied(Refusal, String),
    /// Such a link exists (R-ERR-20).
    Duplicated {
        /// Of both.
        institution_user_id: String,
    },
    /// The link was refreshed a short while ago (R-ERR-57).
    Refreshed {
        /// How many minutes to wait.
        minutes: i64,
    },
    /// The bank asks for a token (R-MFA-01).
    TokenRequired(Box<Asked>),
    /// A code of the catalogue, as a scenario or a rule of the bank demands.
    Coded(Refusal),
    /// The same, about a key.
    At(String, Refusal),
}

impl Failure {
    /// What the answer leaves unsaid, for people.
    pub fn why(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::WrongKeys(why) | Self::Bearer(why) => Some((**why).into()),
            Self::Denied(_, why) => Some((**why).into()),
            Self::NoKeys => {
                Some("the call brings no keys: HTTP Basic with the secret id and its password".into())
            }
            Self::Fields(faults) => faults.iter().find_map(FieldFault::hint).map(Cow::from),
            _ => None,
        }
    }

    /// What the journal tells of it: the code, or the keys at fault.
    pub fn summary(&self) -> String {
        match self {
            Self::Coded(refusal) | Self::At(_, refusal) | Self::Denied(refusal, _) => {
                refusal.code.to_string()
            }
            Self::TokenRequired(_) => Code::TokenRequired.to_string(),
            Self::Fields(faults) => faults.iter().map(|fault| &*fault.field).collect::<Vec<_>>().join(", "),
            Self::NotFound => Code::NotFound.to_string(),
            _ => "refused".to_owned(),
        }
    }
}

/// What the bank asks for, and the session to answer it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The session.
    pub session: String,
    /// How many seconds it lives.
    pub expiry: i64,
    /// The link that waits.
    pub link: uuid::Uuid,
    /// The question's kind: `numeric`, `qr`, `text`, `inputless`.
    pub kind: super::answers::TokenKind,
    /// What the user is told.
    pub instructions: &'static str,
    /// The number or the content of the QR code.
    pub value: Option<String>,
}

/// One key at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// The key.
    pub field: Cow<'static, str>,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// What can be wrong with a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Not there (R-ERR-10).
    Required,
    /// `null` (R-ERR-11).
    Null,
    /// `""` (R-ERR-12).
    Blank,
    /// Another type than a text.
    NotAString,
    /// Another type than a switch.
    NotABoolean,
    /// Another type than a list; the type's name (R-ERR-18).
    NotAList(&'static str),
    /// Another type than an object; the type's name.
    NotAnObject(&'static str),
    /// Not one of the words (R-ERR-16).
    InvalidChoice(String),
    /// Not a date of the form YYYY-MM-DD (R-ERR-13).
    NotADate,
    /// Not a UUID (R-ERR-14).
    NotAUuid(String),
    /// No object of that `id` or `name` (R-ERR-17): which of the two, and what was sent.
    DoesNotExist(&'static str, String),
    /// A resource that the institution lacks; those that it has (R-ERR-15).
    NotOffered(String),
    /// Against the pattern of the key.
    Pattern,
}

/// A JSON type by the name that Belvo's messages use.
pub fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "NoneType",
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_f64() => "float",
        Value::Number(_) => "int",
        Value::String(_) => "str",
        Value::Array(_) => "list",
        Value::Object(_) => "dict",
    }
}

impl FieldFault {
    /// A fault of a key.
    pub fn new(field: impl Into<Cow<'static, str>>, wrong: Wrong) -> Self {
        Self { field: field.into(), wrong }
    }

    /// Of a scope that there is not, the nearest (R-TOK-06).
    fn hint(&self) -> Option<String> {
        match &self.wrong {
            Wrong::InvalidChoice(word) if self.field == "scopes" => {
                Some(format!("there is no scope {}{}", quote(word), the_nearest(word, Scope::WORDS)))
            }
            _ => None,
        }
    }
}

impl Refusal {
    /// A code of the catalogue with one of its messages, counted from 0.
    pub fn nth(code: Code, message: usize) -> Self {
        let messages = code.row().messages;
        Self { code, message: messages.get(message).copied().unwrap_or_default().to_owned() }
    }

    /// A code of the catalogue with its first message.
    pub fn of(code: Code) -> Self {
        Self { code, message: code.message().to_owned() }
    }
}
