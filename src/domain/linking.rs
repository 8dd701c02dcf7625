//! Links made over REST: `POST /api/links/`, and `PATCH` with the token that the bank asked for (R-LINK, R-MFA).

use crate::domain::catalogue::Code;
use indexmap::IndexMap;
use serde_json::json;
use uuid::Uuid;

use super::World;
use super::failure::{Asked, Failure, FieldFault, Wrong};
use super::institution::{Credentials, Institution};
use super::limits::SESSIONS;
use super::link::NewLink;
use super::magic;
use super::mfa::Challenge;
use super::options::{Opt, Options};
use super::record::Resource;
use super::record::ask::Ask;
use super::scenario::{Outcome, Refusal, TokenKind};
use super::time::{Span, Timestamp};
use super::vocabulary::{AccessMode, Days, EntryKind, LinkStatus, Retention};

/// What `POST /api/links/` asks for, its types checked.
#[derive(Clone, Debug)]
pub struct Registration {
    /// The institution's name.
    pub institution: String,
    /// User name, password and the rest.
    pub credentials: Credentials,
    /// The MFA token, if it is known beforehand (R-MFA-09).
    pub token: Option<String>,
    /// Whether it is refreshed by itself.
    pub access_mode: AccessMode,
    /// The app's own name for the user.
    pub external_id: Option<String>,
    /// As sent.
    pub credentials_storage: Option<Retention>,
    /// As sent.
    pub stale_in: Option<Days>,
    /// As sent.
    pub fetch_resources: Vec<String>,
}

/// What `PATCH /api/links/` brings.
#[derive(Clone, Debug)]
pub struct Resumption {
    /// The session of the 428.
    pub session: String,
    /// The link of the 428, when the caller names it.
    pub link: Option<Uuid>,
    /// The MFA token.
    pub token: Option<String>,
}

/// The questions that banks wait for, by session.
#[derive(Clone, Debug, Default)]
pub struct Sessions(IndexMap<String, Session>);

#[derive(Clone, Debug)]
pub(super) struct Session {
    pub(super) link: Uuid,
    kind: TokenKind,
    late: bool,
    expires_at: Timestamp,
    pub(super) paused: Option<Paused>,
}

/// A retrieve that waits for a token.
#[derive(Clone, Debug)]
pub(super) struct Paused {
    pub(super) resource: &'static Resource,
    pub(super) ask: Ask,
}

impl Sessions {
    /// The link of these questions is gone.
    pub(super) fn forget(&mut self, link: Uuid) {
        self.0.retain(|_, session| session.link != link);
    }

    /// How many bytes they take.
    pub(super) fn weight(&self) -> usize {
        let asks = self.0.values().filter_map(|session| session.paused.as_ref());
        self.0.len() * size_of::<(String, Session)>() + asks.map(|paused| paused.ask.weight()).sum::<usize>()
    }

    /// What a bank last asked for a link, while the question is open.
    pub(super) fn kind_of(&self, link: Uuid) -> Option<TokenKind> {
        self.0.values().rev().find(|session| session.link == link).map(|session| session.kind)
    }
}

impl World {
    /// Makes a link; the span is how much later the answer comes. The bank answers by the user name, unless its answer
    /// is given.
    pub fn register(
        &mut self,
        registration: &Registration,
        answer: Option<Outcome>,
    ) -> Result<(Uuid, Span), Failure> {
        let institutions = self.core.institutions.clone();
        let named = |institution: &&Institution| institution.name == registration.institution;
        let institution = institutions.iter().find(named).ok_or_else(|| {
            let wrong = Wrong::DoesNotExist("name", registration.institution.clone());
            Failure::Fields(vec![FieldFault::new("institution", wrong)])
        })?;
        check(registration, institution, &self.options())?;
        if answer.is_none() {
            self.core.bent = magic::why(&institution.name, &registration.credentials);
        }
        let by_name = || magic::outcome(&institution.name, &registration.credentials);
        let (outcome, delay) = timed(answer.unwrap_or_else(by_name));
        match outcome {
            Outcome::Refused(refusal) if refusal.code == Code::Duplicated => {
                Err(Failure::Duplicated { institution_user_id: self.user_id_at(registration, institution) })
            }
            Outcome::Refused(refusal) => Err(Failure::Coded(refusal)),
            Outcome::AskToken(kind) if !self.knows_token(registration) => {
                let link = self.make(registration, institution, LinkStatus::Unconfirmed)?;
                Err(self.ask(link, kind, magic::late(&registration.credentials), None))
            }
            _ => self.make(registration, institution, LinkStatus::Valid).map(|link| (link, delay)),
        }
    }

    /// What has bent the answer that is about to be given, if a user name did.
    pub fn take_bent(&mut self) -> Option<String> {
        self.core.bent.take()
    }

    fn user_id_at(&self, registration: &Registration, institution: &Institution) -> String {
        let key = self.core.dice.fixed("institution_user_id");
        super::link::user_id(&key, institution, &registration.credentials)
    }

    /// A right token in the first call skips the question (R-MFA-09).
    fn knows_token(&self, registration: &Registration) -> bool {
        !magic::late(&registration.credentials) && self.takes_token(registration.token.as_deref())
    }

    fn make(
        &mut self,
        registration: &Registration,
        institution: &Institution,
        status: LinkStatus,
    ) -> Result<Uuid, Failure> {
        let new = NewLink {
            institution,
            credentials: &registration.credentials,
            access_mode: registration.access_mode,
            external_id: registration.external_id.clone(),
            credentials_storage: registration.credentials_storage,
            stale_in: registration.stale_in,
            fetch_resources: &registration.fetch_resources,
            created_by: self.core.user_id,
            status,
        };
        let options = self.options();
        Ok(self.core.create_link(new, None, &options)?)
    }

    /// Whether a token that came with a call saves the question (R-MFA-09).
    pub(super) fn takes_token(&self, token: Option<&str>) -> bool {
        token.is_some_and(|token| accepted(token, &self.options()))
    }

    /// The bank asks for a token on a call about a link, if there is such a link.
    pub fn question(&mut self, link: Uuid, paused: Option<(&'static Resource, Ask)>) -> Option<Failure> {
        let link = self.core.links.get(link)?.id;
        let paused = paused.map(|(resource, ask)| Paused { resource, ask });
        Some(self.ask(link, TokenKind::Text, false, paused))
    }

    /// The retrieve that waits for the answer to this question.
    pub(super) fn paused(&self, session: &str) -> Option<&Paused> {
        self.core.sessions.0.get(session)?.paused.as_ref()
    }

    /// The 428 with a new session (R-MFA-01).
    pub(super) fn ask(&mut self, link: Uuid, kind: TokenKind, late: bool, paused: Option<Paused>) -> Failure {
        let challenge = Challenge::new(kind, &mut self.core.dice, self.core.now);
        // The token that came with the call was wrong.
        let paused = paused.map(|paused| Paused { ask: Ask { token: None, ..paused.ask }, ..paused });
        let session = Session { link, kind, late, expires_at: challenge.expires_at, paused };
        if self.core.sessions.0.len() >= SESSIONS {
            self.core.sessions.0.shift_remove_index(0);
        }
        self.core.sessions.0.insert(challenge.session.clone(), session);
        Failure::TokenRequired(Box::new(Asked {
            session: challenge.session,
            expiry: challenge.expires_at.since(self.core.now).as_secs(),
            link,
            kind,
            instructions: challenge.instructions,
            value: challenge.value,
        }))
    }

    /// Answers the bank's question; a wrong token is asked for again in a new session (R-MFA-05 to 07).
    pub fn resume(&mut self, resumption: &Resumption) -> Result<Uuid, Failure> {
        let link = self.answer_session(resumption, None)?.link;
        self.core.links.set_status(link, LinkStatus::Valid);
        self.core.journal(None, EntryKind::LinkConfirmed, None, json!({ "link": link }));
        Ok(link)
    }

    /// A session whose question is answered rightly at the collection that has asked it.
    pub(super) fn answer_session(
        &mut self,
        resumption: &Resumption,
        at: Option<&'static Resource>,
    ) -> Result<Session, Failure> {
        let expired = || Failure::Coded(Refusal::of(Code::SessionExpired));
        let session = self.core.sessions.0.get(&resumption.session).cloned().ok_or_else(expired)?;
        let asked_at = session.paused.as_ref().map(|paused| paused.resource.path);
        if resumption.link.is_some_and(|link| link != session.link)
            || asked_at != at.map(|resource| resource.path)
        {
            return Err(expired());
        }
        self.core.sessions.0.shift_remove(&resumption.session);
        let options = self.options();
        let over = options.on(Opt::TimeLimits) && self.core.now >= session.expires_at;
        if over || session.late {
            return Err(expired());
        }
        let typed = resumption.token.as_deref().unwrap_or_default();
        if session.kind.asks_input() && !accepted(typed, &options) {
            return Err(self.ask(session.link, session.kind, false, session.paused));
        }
        Ok(session)
    }
}

/// What the bank answers, and how much later.
pub(super) fn timed(outcome: Outcome) -> (Outcome, Span) {
    match outcome {
        Outcome::After(span, then) => (*then, span),
        outcome => (outcome, Span::ZERO),
    }
}

/// 111111 is right, 999999 wrong, others as the option says (R-MFA-06).
pub(super) fn accepted(token: &str, options: &Options) -> bool {
    match token {
        "111111" => true,
        "999999" | "" => false,
        _ => options.text(Opt::OtherTokens) == "accept",
    }
}

/// What the institution and the access mode forbid (R-LINK-16, R-ERR-15, 21).
fn check(registration: &Registration, institution: &Institution, options: &Options) -> Result<(), Failure> {
    institution.must_offer(&registration.fetch_resources, options)?;
    if !institution.takes(&registration.credentials) {
        return Err(Failure::Coded(Refusal::of(Code::ValidationError)));
    }
    match (registration.access_mode, registration.credentials_storage) {
        (AccessMode::Recurrent, Some(Retention::NoStore | Retention::Days(_))) => {
            let usual = Code::InvalidCredentialsStorage;
            Err(Failure::Coded(Refusal { code: options.code(Opt::StorageCode, usual), ..Refusal::of(usual) }))
        }
        (AccessMode::Single, Some(Retention::NoStore)) if registration.fetch_resources.is_empty() => {
            Err(Failure::Coded(Refusal::of(Code::InvalidFetchResources)))
        }
        _ => Ok(()),
    }
}
