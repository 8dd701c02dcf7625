//! Links made over REST: `POST /api/links/`, and `PATCH` with the token that the bank asked for (R-LINK, R-MFA).

use serde_json::json;
use uuid::Uuid;

use super::world::World;
use crate::domain::base::kinds::EntryKind;
use crate::domain::base::limits::SESSIONS;
use crate::domain::base::options::Options;
use crate::domain::base::time::Span;
use crate::domain::core::sessions::{Paused, Session};
use crate::domain::link::consent::Agreed;
use crate::domain::link::credentials::Credentials;
use crate::domain::link::institution;
use crate::domain::link::institution::{Field, Institution};
use crate::domain::link::magic;
use crate::domain::link::mfa::{Challenge, accepted};
use crate::domain::link::new_link::NewLink;
use crate::domain::link::storage::check_storage;
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Resource;
use crate::domain::vocabulary::answers::{Outcome, Refusal, TokenKind, timed};
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::failure::{Asked, Failure, FieldFault, Wrong};
use crate::domain::vocabulary::{AccessMode, Days, LinkState, LinkStatus, Retention};

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
            self.core.why = Some(institution::unknown(&registration.institution, &institutions));
            let wrong = Wrong::DoesNotExist("name", registration.institution.clone());
            Failure::Fields(vec![FieldFault::new("institution", wrong)])
        })?;
        if let Some(field) = institution.misfit(&registration.credentials) {
            self.core.why = Some(misfit(field, institution));
        }
        check(registration, institution, &self.options())?;
        if answer.is_none() {
            self.must_answer(institution)?;
            self.core.why = magic::why(&institution.name, &registration.credentials)
                .or_else(|| magic::nearly(&registration.credentials));
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

    /// Makes a link in a state, without asking its bank.
    pub fn register_by_hand(
        &mut self,
        registration: &Registration,
        state: LinkState,
    ) -> Result<Uuid, Failure> {
        let answer = match state {
            LinkState::Unconfirmed => Outcome::AskToken(TokenKind::Text),
            _ => Outcome::Success,
        };
        match self.register(registration, Some(answer)) {
            Ok((link, _)) if state == LinkState::Valid => Ok(link),
            Ok((link, _)) => {
                self.set_link(link, state, None);
                Ok(link)
            }
            Err(Failure::TokenRequired(asked)) => Ok(asked.link),
            Err(refused) => Err(refused),
        }
    }

    /// Credentials of a user whom nobody knows yet.
    pub fn sample_credentials(&mut self, institution: &Institution) -> Credentials {
        institution.sample(&mut self.core.dice)
    }

    /// What has decided the answer that is about to be given, if a user name did.
    pub fn take_why(&mut self) -> Option<String> {
        self.core.why.take()
    }

    fn user_id_at(&self, registration: &Registration, institution: &Institution) -> String {
        self.core.known_user(institution, &registration.credentials).institution_user_id
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
            user: self.core.known_user(institution, &registration.credentials),
            access_mode: registration.access_mode,
            external_id: registration.external_id.clone(),
            credentials_storage: registration.credentials_storage,
            stale_in: registration.stale_in,
            fetch_resources: &registration.fetch_resources,
            included: Vec::new(),
            agreed: Agreed::default(),
            created_by: self.core.user_id,
            status,
        };
        let options = self.options();
        Ok(self.core.create_link(new, None, &options)?)
    }

    /// Whether a token that came with a call saves the question (R-MFA-09).
    pub(in crate::domain) fn takes_token(&self, token: Option<&str>) -> bool {
        token.is_some_and(|token| accepted(token, &self.options()))
    }

    /// The bank asks for a token on a call about a link, if there is such a link.
    pub fn question(&mut self, link: Uuid, paused: Option<(&'static Resource, Ask)>) -> Option<Failure> {
        let link = self.core.links.get(link)?.id;
        let paused = paused.map(|(resource, ask)| Paused { resource, ask });
        Some(self.ask(link, TokenKind::Text, false, paused))
    }

    /// The retrieve that waits for the answer to this question.
    pub(in crate::domain) fn paused(&self, session: &str) -> Option<&Paused> {
        self.core.sessions.0.get(session)?.paused.as_ref()
    }

    /// The 428 with a new session (R-MFA-01).
    pub(in crate::domain) fn ask(
        &mut self,
        link: Uuid,
        kind: TokenKind,
        late: bool,
        paused: Option<Paused>,
    ) -> Failure {
        let challenge = Challenge::new(kind, &mut self.core.dice, self.core.now);
        // The token that came with the call was wrong.
        let paused = paused.map(|paused| Paused { ask: Ask { token: None, ..paused.ask }, ..paused });
        let session = Session { link, kind, late, expires_at: challenge.expires_at, paused };
        if self.core.sessions.0.len() >= SESSIONS {
            self.core.sessions.0.shift_remove_index(0);
            self.core.note_limit("questions of banks", SESSIONS);
        }
        self.core.sessions.0.insert(challenge.session.clone(), session);
        Failure::TokenRequired(Box::new(Asked {
            session: challenge.session,
            expiry: challenge.expires_at.since(self.core.now).as_secs(),
            link,
            kind,
            instructions: kind.instructions(),
            value: challenge.value,
        }))
    }

    /// Answers the bank's question; a wrong token is asked for again in a new session (R-MFA-05 to 07).
    pub fn resume(&mut self, resumption: &Resumption) -> Result<Uuid, Failure> {
        let link = self.answer_session(resumption, None)?.link;
        self.core.confirm_link(link);
        self.core.links.set_status(link, LinkStatus::Valid);
        self.core.journal(None, EntryKind::LinkConfirmed, None, json!({ "link": link }));
        Ok(link)
    }

    /// A session whose question is answered rightly at the collection that has asked it.
    pub(in crate::domain) fn answer_session(
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
        let over = options.time_limits && self.core.now >= session.expires_at;
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

/// Belvo's own answer names no field.
fn misfit(field: &Field, institution: &Institution) -> String {
    let pattern = field.validation.as_deref().unwrap_or("a value");
    format!("{} does not fit the form of {}, which wants {pattern}", field.name, institution.name)
}

/// What the institution and the access mode forbid (R-LINK-16, R-ERR-15, 21).
fn check(registration: &Registration, institution: &Institution, options: &Options) -> Result<(), Failure> {
    institution.must_offer(&registration.fetch_resources, options)?;
    if !institution.takes(&registration.credentials) {
        return Err(Failure::Coded(Refusal::of(Code::ValidationError)));
    }
    let Registration { access_mode, credentials_storage, fetch_resources, .. } = registration;
    check_storage(*access_mode, *credentials_storage, fetch_resources, options).map_err(Failure::Coded)
}
