//! The questions of banks that are open.

use indexmap::IndexMap;
use uuid::Uuid;

use crate::domain::base::time::Timestamp;
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Resource;
use crate::domain::vocabulary::answers::TokenKind;

/// The questions that banks wait for, by session.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Sessions(pub(in crate::domain) IndexMap<String, Session>);

#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::domain) struct Session {
    pub(in crate::domain) link: Uuid,
    pub(in crate::domain) kind: TokenKind,
    pub(in crate::domain) late: bool,
    pub(in crate::domain) expires_at: Timestamp,
    pub(in crate::domain) paused: Option<Paused>,
}

/// A retrieve that waits for a token.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::domain) struct Paused {
    pub(in crate::domain) resource: &'static Resource,
    pub(in crate::domain) ask: Ask,
}

impl Sessions {
    /// The link of these questions is gone.
    pub(in crate::domain) fn forget(&mut self, link: Uuid) {
        self.0.retain(|_, session| session.link != link);
    }

    /// How many bytes they take.
    pub(in crate::domain) fn weight(&self) -> usize {
        let asks = self.0.values().filter_map(|session| session.paused.as_ref());
        self.0.len() * size_of::<(String, Session)>() + asks.map(|paused| paused.ask.weight()).sum::<usize>()
    }

    /// What a bank last asked for a link, while the question is open.
    pub(in crate::domain) fn kind_of(&self, link: Uuid) -> Option<TokenKind> {
        self.0.values().rev().find(|session| session.link == link).map(|session| session.kind)
    }
}
