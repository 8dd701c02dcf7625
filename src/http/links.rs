//! `/api/links/` (R-LINK).

use serde_json::{Value, json};
use uuid::Uuid;

use super::call::Call;
use super::{Answer, page};
use crate::domain::World;
use crate::domain::failure::Failure;
use crate::domain::link::Link;

pub(super) fn list(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    page::of(call, &world.options(), world.core.links.newest_first(), view)
}

pub(super) fn detail(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    let id = Uuid::try_parse(call.param("id")).map_err(|_| Failure::NotFound)?;
    world.core.links.get(id).map(|link| Answer::ok(view(link))).ok_or(Failure::NotFound)
}

/// 13 keys (R-LINK-22).
fn view(link: &Link) -> Value {
    json!({
        "id": link.id,
        "institution": link.institution,
        "access_mode": link.access_mode,
        "status": link.status,
        "refresh_rate": link.refresh_rate,
        "created_by": link.created_by,
        "last_accessed_at": link.last_accessed_at.iso_micros(),
        "external_id": link.external_id,
        "created_at": link.created_at.iso_micros(),
        "institution_user_id": link.institution_user_id,
        "credentials_storage": link.credentials_storage,
        "stale_in": link.stale_in,
        "fetch_resources": link.fetch_resources,
    })
}
