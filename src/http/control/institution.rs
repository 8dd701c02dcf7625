//! Institutions, as they are closed and opened by hand.

use std::collections::BTreeMap;

use clap::Args;
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::arguments::Nothing;
use super::row::Context;
use crate::domain::link::availability::Availability;
use crate::domain::link::institution::{Institution, unknown};
use crate::domain::vocabulary::InstitutionState;
use crate::domain::workspace::world::World;
use crate::http::problem::{INSTITUTION_UNKNOWN, Problem};
use crate::store::Scope;

/// The institutions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Institutions {
    /// All of them; without a workspace as workspaces start that are opened later.
    pub institutions: Vec<InstitutionRow>,
    /// Without a workspace: what was set by hand in those that are open.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(with = "BTreeMap<String, BTreeMap<String, InstitutionState>>")]
    pub workspaces: IndexMap<String, IndexMap<String, InstitutionState>>,
}

/// An institution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct InstitutionRow {
    /// Its name.
    pub name: String,
    /// Its name for people.
    pub display_name: String,
    /// `MX`
    pub country_code: String,
    /// What can be done with it.
    pub status: InstitutionState,
}

/// Closes or opens an institution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{ "status": "down" }]))]
#[non_exhaustive]
pub struct SetInstitution {
    /// Its name.
    #[schemars(length(max = 64))]
    pub name: String,
    /// What can be done with it.
    #[arg(value_parser = super::arguments::word::<InstitutionState>(InstitutionState::WORDS))]
    pub status: InstitutionState,
}

impl SetInstitution {
    /// Makes this of the institution of this name.
    pub fn new(name: impl Into<String>, status: InstitutionState) -> Self {
        Self { name: name.into(), status }
    }
}

fn rows(all: &[Institution], availability: &Availability) -> Vec<InstitutionRow> {
    let row = |institution: &Institution| InstitutionRow {
        name: institution.name.clone(),
        display_name: institution.display_name.clone(),
        country_code: institution.country_code.clone(),
        status: availability.of(institution),
    };
    all.iter().map(row).collect()
}

pub(crate) fn institutions(context: &Context<'_>, _: Nothing) -> Result<Institutions, Problem> {
    let store = &context.service.store;
    if let Scope::One(name) = context.scope {
        let look = |world: &mut World| rows(&world.core.institutions, &world.core.availability);
        return Ok(Institutions { institutions: store.look(name, look)?, workspaces: IndexMap::new() });
    }
    let start = store.next_start();
    let by_hand = |world: &mut World| {
        let all = world.core.availability.iter();
        all.map(|(name, state)| (name.clone(), state)).collect::<IndexMap<_, _>>()
    };
    let workspaces = store.each(context.scope, by_hand)?.into_iter().filter(|(_, set)| !set.is_empty());
    Ok(Institutions {
        institutions: rows(&start.institutions, &start.availability),
        workspaces: workspaces.collect(),
    })
}

pub(crate) fn set_institution(
    context: &Context<'_>,
    request: SetInstitution,
) -> Result<Institutions, Problem> {
    let store = &context.service.store;
    let all = store.next_start().institutions;
    let institution = all.iter().find(|institution| institution.name == request.name).ok_or_else(|| {
        Problem::of(INSTITUTION_UNKNOWN, unknown(&request.name, &all)).hint("GET /_emulator/institutions")
    })?;
    store.set_institution(context.scope, institution, request.status)?;
    institutions(context, Nothing {})
}
