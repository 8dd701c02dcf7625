//! What the access mode of a link forbids of storing its credentials, over REST and in the widget (R-LINK-16, W-FLOW-11).

use crate::domain::base::options::Options;
use crate::domain::vocabulary::answers::Refusal;
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::{AccessMode, Retention};

/// What the access mode forbids of what was sent (R-LINK-16, R-ERR-40, R-ERR-41).
pub fn check_storage(
    mode: AccessMode,
    sent: Option<Retention>,
    fetch_resources: &[String],
    options: &Options,
) -> Result<(), Refusal> {
    match (mode, sent) {
        (AccessMode::Recurrent, Some(Retention::NoStore | Retention::Days(_))) => {
            Err(options.storage_code.refusal())
        }
        (AccessMode::Single, Some(Retention::NoStore)) if fetch_resources.is_empty() => {
            Err(Refusal::of(Code::InvalidFetchResources))
        }
        _ => Ok(()),
    }
}
