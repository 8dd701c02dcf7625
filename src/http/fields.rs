//! Reading the keys of a body: what is wrong with each is collected, never told one by one (R-ERR-02).

use indexmap::IndexSet;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::domain::base::limits::{LONGEST_NAME, LONGEST_TEXT, MOST_NAMES};
use crate::domain::base::text::text_of;
use crate::domain::vocabulary::failure::{FieldFault, Wrong, type_name};

/// What is wrong so far.
pub(super) type Faults = Vec<FieldFault>;

/// A text that has to be there; what is wrong goes to the faults.
pub(super) fn text(name: &'static str, found: Option<&Value>, faults: &mut Faults) -> Option<String> {
    let wrong = match found.map(|found| (found, text_of(found))) {
        None => Wrong::Required,
        Some((Value::Null, _)) => Wrong::Null,
        Some((_, None)) => Wrong::NotAString,
        Some((_, Some(text))) if text.trim().is_empty() => Wrong::Blank,
        Some((_, Some(text))) if text.len() > LONGEST_TEXT => Wrong::Pattern,
        Some((_, Some(text))) => return Some(text.into_owned()),
    };
    faults.push(FieldFault::new(name, wrong));
    None
}

/// A text that may be missing or null.
pub(super) fn optional(name: &'static str, body: &Map<String, Value>, faults: &mut Faults) -> Option<String> {
    let found = body.get(name).filter(|value| !value.is_null())?;
    text(name, Some(found), faults)
}

/// The set that a list of names stands for, in the order in which they first come; the error is a name that is too long,
/// or one too many, to be the name of anything.
pub(super) fn names<'n>(list: impl Iterator<Item = &'n str>) -> Result<Vec<String>, &'n str> {
    let mut names = IndexSet::new();
    for name in list {
        if name.len() > LONGEST_NAME || names.len() >= MOST_NAMES && !names.contains(name) {
            return Err(name);
        }
        names.insert(name);
    }
    Ok(names.into_iter().map(str::to_owned).collect())
}

pub(super) fn fetch_resources(body: &Map<String, Value>, faults: &mut Faults) -> Vec<String> {
    let wrong = match body.get("fetch_resources") {
        None | Some(Value::Null) => return Vec::new(),
        Some(Value::Array(items)) => match items.iter().map(text_of).collect::<Option<Vec<_>>>() {
            Some(items) => match names(items.iter().map(|item| &**item)) {
                Ok(names) => return names,
                Err(strange) => Wrong::InvalidChoice(strange.to_owned()),
            },
            None => Wrong::NotAString,
        },
        Some(other) => Wrong::NotAList(type_name(other)),
    };
    faults.push(FieldFault::new("fetch_resources", wrong));
    Vec::new()
}

/// What a text of a pattern stands for, if it is there at all.
pub(super) fn matching<T>(
    name: &'static str,
    body: &Map<String, Value>,
    faults: &mut Faults,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let value = parse(&text(name, Some(body.get(name)?), faults)?);
    if value.is_none() {
        faults.push(FieldFault::new(name, Wrong::Pattern));
    }
    value
}

/// A UUID that may be missing or null.
pub(super) fn uuid(name: &'static str, body: &Map<String, Value>, faults: &mut Faults) -> Option<Uuid> {
    uuid_of(name, optional(name, body, faults)?, faults)
}

/// A UUID that has to be there.
pub(super) fn required_uuid(
    name: &'static str,
    body: &Map<String, Value>,
    faults: &mut Faults,
) -> Option<Uuid> {
    uuid_of(name, text(name, body.get(name), faults)?, faults)
}

/// R-ERR-14
fn uuid_of(name: &'static str, text: String, faults: &mut Faults) -> Option<Uuid> {
    let id = Uuid::try_parse(&text).ok();
    if id.is_none() {
        faults.push(FieldFault::new(name, Wrong::NotAUuid(text)));
    }
    id
}
