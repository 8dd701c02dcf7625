//! What a new link is made of, and why it is not made.

use uuid::Uuid;

use super::consent::Agreed;
use super::institution::Institution;
use super::known_user::KnownUser;
use crate::domain::base::options::Options;
use crate::domain::vocabulary::answers::Refusal;
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::failure::Failure;
use crate::domain::vocabulary::{AccessMode, Days, LinkStatus, Retention};

/// What a new link is made of.
#[derive(Clone, Debug)]
pub struct NewLink<'a> {
    /// Where the account is.
    pub institution: &'a Institution,
    /// What is kept of what was typed.
    pub user: KnownUser,
    /// Whether it is refreshed by itself.
    pub access_mode: AccessMode,
    /// The app's own name for the user.
    pub external_id: Option<String>,
    /// As the token says; a single link has [`Retention::DEFAULT`] without.
    pub credentials_storage: Option<Retention>,
    /// As the token says.
    pub stale_in: Option<Days>,
    /// As the token says.
    pub fetch_resources: &'a [String],
    /// The paths of the resources that come with it, in their order.
    pub included: Vec<&'static str>,
    /// What its user agrees to, where the institution is of open finance.
    pub agreed: Agreed,
    /// The API user.
    pub created_by: Uuid,
    /// Unconfirmed while the bank waits for a token (R-LINK-08).
    pub status: LinkStatus,
}

impl NewLink<'_> {
    /// What it fetches. Belvo refuses what the institution lacks (R-ERR-15) but says nothing of the widget, where the app
    /// cannot know the institution beforehand: what it lacks is left out there.
    pub(in crate::domain) fn fetched(&self, options: &Options) -> Vec<String> {
        let offered = |name: &&String| self.institution.offered(options).contains(name);
        self.fetch_resources.iter().filter(offered).cloned().collect()
    }
}

/// Why a link is not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotMade {
    /// One for the same institution and credentials exists, and the settings want no second (R-LINK-11).
    Duplicate {
        /// Of both.
        institution_user_id: String,
    },
    /// The workspace holds as many as it can.
    TooMany,
}

impl From<NotMade> for Failure {
    fn from(why: NotMade) -> Self {
        match why {
            NotMade::Duplicate { institution_user_id } => Self::Duplicated { institution_user_id },
            NotMade::TooMany => Self::Coded(Refusal::of(Code::AccessToResourceDenied)),
        }
    }
}
