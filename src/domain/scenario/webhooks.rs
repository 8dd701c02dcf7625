//! Rules for webhooks: which are sent, when, how often, and what is wrong with them.

use crate::domain::base::named::named;
use crate::domain::base::time::Span;
use crate::domain::vocabulary::hooks::HookCode;

named! {
    /// What has happened that webhooks tell.
    Occasion {
        /// Anything.
        Any "any"
        /// The data that come with a link are there, or it was refreshed.
        Link "link"
        /// The data of a recurrent link are there anew.
        Update "update"
        /// What a call has asked for in the background is there.
        Async "async"
        /// The status of a link has changed.
        Status "status"
        /// A consent ends soon, has ended, or was renewed.
        Consent "consent"
        /// A link was deleted in the background.
        Delete "delete"
        /// Somebody sends one by hand.
        Trigger "trigger"
    }
}

named! {
    /// What a receiver gets of a body.
    SentBody {
        /// The body as it is.
        Whole "whole"
        /// Its first half, which is no JSON.
        Malformed "malformed"
        /// Nothing.
        Empty "empty"
    }
}

named! {
    /// What a receiver gets of the headers that it checks: `Authorization`, signatures, texts of its own.
    SentAuthorization {
        /// They are as they were set.
        AsSet "as_set"
        /// They are others.
        Wrong "wrong"
        /// They are missing.
        Missing "missing"
    }
}

impl Occasion {
    /// Whether it is this one or any.
    pub fn covers(self, other: Self) -> bool {
        self == Self::Any || self == other
    }
}

/// One webhook or all of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// `webhook_type`
    pub kind: &'static str,
    /// `webhook_code`; nothing for each.
    pub code: Option<HookCode>,
}

/// Which webhooks of an occasion a rule is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// All.
    All,
    /// These; others are sent as usual.
    These(Vec<Named>),
    /// These; no other of the occasion is sent.
    Only(Vec<Named>),
    /// These are not sent; others are as usual.
    Not(Vec<Named>),
}

/// What is wrong with a webhook as it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Its body.
    pub body: SentBody,
    /// `Authorization` and the other headers of the receiver.
    pub authorization: SentAuthorization,
}

impl Default for Form {
    fn default() -> Self {
        Self { body: SentBody::Whole, authorization: SentAuthorization::AsSet }
    }
}

/// How a webhook is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manner {
    /// How much later than it happens, on the workspace's clock.
    pub after: Span,
    /// How often.
    pub copies: u32,
    /// What is wrong with each.
    pub form: Form,
}

impl Default for Manner {
    fn default() -> Self {
        Self { after: Span::ZERO, copies: 1, form: Form::default() }
    }
}

/// How often a webhook is sent at most.
pub const MOST_COPIES: u32 = 10;

/// A rule for webhooks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookRule {
    /// What has happened.
    pub on: Occasion,
    /// Which webhooks of it.
    pub which: Which,
    /// How many webhooks it holds for; nothing for all.
    pub times: Option<u32>,
    /// How they are sent.
    pub manner: Manner,
}

impl SentBody {
    /// What is sent of a body.
    pub fn of(self, body: &str) -> &str {
        match self {
            Self::Whole => body,
            Self::Malformed => &body[..body.floor_char_boundary(body.len() / 2)],
            Self::Empty => "",
        }
    }
}

impl Named {
    fn is(&self, kind: &str, code: HookCode) -> bool {
        self.kind == kind && self.code.is_none_or(|own| own == code)
    }
}

impl WebhookRule {
    /// How a webhook is sent by this rule, nothing if it is not; or no word, if the rule is not about it.
    pub(in crate::domain) fn decide(
        &self,
        on: Occasion,
        kind: &str,
        code: HookCode,
    ) -> Option<Option<Manner>> {
        let names = |these: &[Named]| these.iter().any(|named| named.is(kind, code));
        if !self.on.covers(on) {
            return None;
        }
        match &self.which {
            Which::All => Some(Some(self.manner)),
            Which::These(these) => names(these).then_some(Some(self.manner)),
            Which::Only(these) => Some(names(these).then_some(self.manner)),
            Which::Not(these) => names(these).then_some(None),
        }
    }
}
