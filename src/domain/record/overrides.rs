//! Data of the tester's own: records that stand in for those that are generated, or keys that are put into them.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use schemars::SchemaGenerator;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::ask::{Ask, Kind};
use super::brazil::CONSENTS;
use super::resource::{Generated, Resource, Tie};
use super::source::Source;
use crate::domain::base::saved;
use crate::domain::base::time::day;
use crate::domain::person::DataSet;
use crate::domain::vocabulary::failure::Failure;

/// What the links of a workspace have instead of what is generated for them.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overrides {
    /// How much data every link has, whatever its user name says.
    pub set: Option<DataSet>,
    /// What becomes of a resource, by its path.
    #[serde(with = "saved")]
    pub changes: IndexMap<&'static str, Change>,
}

/// What becomes of the records of a resource.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// These keys are put into each record.
    Keys(Map<String, Value>),
    /// There are these records and no others; what they do not say is as in those that are generated.
    Rows(Vec<Map<String, Value>>),
}

/// The resources that can be given, by their names in `data`.
pub fn resources() -> impl Iterator<Item = (&'static str, &'static Resource)> {
    let can = |resource: &&Resource| {
        resource.path == CONSENTS || resource.calls.retrieve && !resource.name.is_empty()
    };
    super::table::all().filter(can).map(|resource| (name_of(resource), resource))
}

/// `accounts`, `br/balances`
fn name_of(resource: &'static Resource) -> &'static str {
    resource.path.trim_start_matches("/api/").trim_end_matches('/')
}

/// Whether the tester's own records of a resource are the ones that name this id.
pub(in crate::domain) fn names(overrides: &Overrides, resource: &Resource, id: Uuid) -> bool {
    let is = |row: &Map<String, Value>| row.get("id").and_then(own) == Some(id);
    matches!(overrides.changes.get(resource.path), Some(Change::Rows(rows)) if rows.iter().any(is))
}

fn own(id: &Value) -> Option<Uuid> {
    Uuid::try_parse(id.as_str()?).ok()
}

/// The keys that a record of a resource has, at whatever institution.
pub fn keys(resource: &Resource) -> Vec<String> {
    let mut schemas = SchemaGenerator::default();
    let shapes = (resource.shapes)(&mut schemas);
    let named = |shape: &Value| {
        let name = shape.get("$ref")?.as_str()?.rsplit('/').next()?.to_owned();
        Some(schemas.definitions().get(&name)?.get("properties")?.as_object()?.keys().cloned().collect())
    };
    let keys = shapes.into_iter().map(Value::from).filter_map(|shape| named(&shape));
    keys.collect::<Vec<Vec<String>>>().concat()
}

impl Overrides {
    /// The records of a resource as the institution gives them; newest first, or in the order of the file.
    pub(super) fn generate(
        &self,
        resource: &Resource,
        ask: &Ask,
        source: &Source<'_>,
    ) -> Result<Vec<Generated>, Failure> {
        let change = self.changes.get(resource.path);
        let mut generated = match change {
            None => (resource.generate)(ask, source)?,
            Some(Change::Keys(keys)) => changed((resource.generate)(ask, source)?, keys),
            Some(Change::Rows(rows)) => stand_ins(resource, rows, source)?,
        };
        let are_overrides = matches!(change, Some(Change::Rows(_)));
        let accounts = super::table::all().find(|row| row.tie == Tie::Account);
        let accounts = accounts.filter(|row| self.changes.contains_key(row.path));
        if let Some(accounts) = accounts.filter(|row| row.path != resource.path) {
            self.hang(&mut generated, are_overrides, accounts, source)?;
        }
        if are_overrides {
            generated.retain(|row| is_asked_for(resource, ask, row));
        }
        Ok(generated)
    }

    /// What hangs on an account shows it as it is given (R-TRX-01). Where there is no such account, what is generated goes,
    /// and what is given hangs on the first one.
    fn hang(
        &self,
        generated: &mut Vec<Generated>,
        are_overrides: bool,
        accounts: &Resource,
        source: &Source<'_>,
    ) -> Result<(), Failure> {
        if generated.iter().all(|row| row.account.is_none()) {
            return Ok(());
        }
        let accounts = self.generate(accounts, &Ask::everything(source.link.id), source)?;
        let by_id: BTreeMap<Uuid, &Generated> =
            accounts.iter().map(|account| (account.id, account)).collect();
        let known = |id: Uuid| by_id.get(&id).copied();
        if let Some(first) = accounts.first().filter(|_| are_overrides) {
            let lost = generated.iter_mut().filter(|row| row.account.is_some_and(|id| known(id).is_none()));
            lost.for_each(|row| row.account = Some(first.id));
        }
        generated.retain(|row| row.account.is_none_or(|id| known(id).is_some()));
        for row in generated {
            let account = row.account.and_then(known).map(|account| account.value.clone());
            if let (Some(shown), Some(account)) = (row.value.get_mut("account"), account)
                && shown.is_object()
            {
                *shown = account;
            }
        }
        Ok(())
    }
}

fn changed(mut generated: Vec<Generated>, keys: &Map<String, Value>) -> Vec<Generated> {
    generated.iter_mut().for_each(|row| merge(&mut row.value, keys));
    generated
}

/// The given records: each is generated over the one that stands at its place, or the last there is.
fn stand_ins(
    resource: &Resource,
    rows: &[Map<String, Value>],
    source: &Source<'_>,
) -> Result<Vec<Generated>, Failure> {
    let everything = Ask::everything(source.link.id);
    let mut generated = (resource.generate)(&everything, source)?;
    if generated.is_empty() {
        generated = (resource.generate)(&everything, &source.of_set(DataSet::Full))?;
    }
    Ok(rows.iter().enumerate().map(|(at, row)| stand_in(resource, at, row, &generated, source)).collect())
}

fn stand_in(
    resource: &Resource,
    at: usize,
    row: &Map<String, Value>,
    generated: &[Generated],
    source: &Source<'_>,
) -> Generated {
    let (mut value, account) = match generated.get(at).or_else(|| generated.last()) {
        Some(generated) => {
            (generated.value.clone(), generated.account.filter(|account| *account != generated.id))
        }
        None => (Value::Object(Map::new()), None),
    };
    merge(&mut value, row);
    let id = row.get("id").and_then(own).or_else(|| Some(generated.get(at)?.id));
    let id = id.unwrap_or_else(|| source.id("given", &format!("{}{at}", resource.path)));
    value["id"] = id.to_string().into();
    let named = |account: &Value| own(account.get("id").unwrap_or(account));
    let account = match resource.tie {
        Tie::Account => Some(id),
        Tie::None | Tie::OfAccount => value.get("account").and_then(named).or(account),
    };
    Generated { id, account, value }
}

/// A retrieve narrows what is given as it narrows what is generated: by period, account and kind.
fn is_asked_for(resource: &Resource, ask: &Ask, row: &Generated) -> bool {
    let text = |key: &str| row.value.get(key).and_then(Value::as_str);
    let day = resource.day.and_then(|key| day(text(key)?.get(..10)?));
    let within = day.is_none_or(|day| {
        ask.date("date_from").is_none_or(|from| from <= day) && ask.date("date_to").is_none_or(|to| day <= to)
    });
    let of_kind = resource.keys.iter().filter(|key| matches!(key.kind, Kind::Choice(_))).all(|key| {
        let (Some(wanted), Some(has)) = (ask.text(key.name), text(key.name)) else { return true };
        wanted.eq_ignore_ascii_case(has)
    });
    within && of_kind && ask.id("account").is_none_or(|account| row.account == Some(account))
}

/// Objects are merged key by key, anything else takes the place of what was there.
fn merge(value: &mut Value, keys: &Map<String, Value>) {
    let Some(map) = value.as_object_mut() else { return };
    for (key, new) in keys {
        match (map.get_mut(key), new) {
            (Some(old @ Value::Object(_)), Value::Object(keys)) => merge(old, keys),
            _ => drop(map.insert(key.clone(), new.clone())),
        }
    }
}
