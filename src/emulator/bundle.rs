//! A bundle that is loaded at the start, as the verb loads it.

use std::path::Path;

use serde_json::Value;

use super::error::StartError;
use super::state::described;
use crate::assets;
use crate::domain::base::json;
use crate::domain::base::limits::SNAPSHOT;
use crate::http::Service;
use crate::http::control;
use crate::http::control::Bundle;
use crate::store::Scope;

pub(super) fn load(service: &Service, path: &Path) -> Result<(), StartError> {
    let refused = |why: String| StartError::Bundle { path: path.to_owned(), why };
    let file = assets::one(path, SNAPSHOT)?;
    let document: Value = json::read(&file.bytes).map_err(|why| refused(format!("it is no JSON: {why}")))?;
    let load = control::bundle::set_bundle;
    control::ask(service, &Scope::All, load, Bundle::from(document), None)
        .map_err(|problem| refused(described(&problem)))?;
    Ok(())
}
