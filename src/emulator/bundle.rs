//! A bundle that is loaded at the start, as the verb loads it.

use std::path::Path;

use serde_json::Value;

use super::error::StartError;
use super::state::described;
use crate::assets;
use crate::domain::base::json;
use crate::domain::base::limits::SNAPSHOT;
use crate::domain::base::text::quote;
use crate::http::Service;
use crate::http::control;
use crate::http::control::{Bundle, LoadedBundle};
use crate::http::problem::{Problem, WORKSPACE_UNKNOWN};
use crate::store::Scope;

pub(super) fn load(service: &Service, path: &Path) -> Result<LoadedBundle, StartError> {
    let refused = |why: String| StartError::Bundle { path: path.to_owned(), why };
    let file = assets::one(path, SNAPSHOT)?;
    let document: Value = json::read(&file.bytes).map_err(|why| refused(format!("it is no JSON: {why}")))?;
    let workspace = document["workspace"].as_str().unwrap_or_default().to_owned();
    let load = control::bundle::set_bundle;
    let (loaded, _) = control::ask(service, &Scope::All, load, Bundle::from(document), None)
        .map_err(|problem| not_loaded(path, workspace, &problem))?;
    // A digest is all that is known of the password, so nobody could be told which it is.
    if !service.store.requires_keys() {
        service.store.visit(&loaded.restored.workspace, |world| world.forget_password());
    }
    Ok(loaded)
}

fn not_loaded(path: &Path, workspace: String, problem: &Problem) -> StartError {
    let path = path.to_owned();
    match &*problem.code {
        code if code == WORKSPACE_UNKNOWN.1 => StartError::BundleKeys { path, workspace: quote(&workspace) },
        _ => StartError::Bundle { path, why: described(problem) },
    }
}
