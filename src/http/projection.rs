//! `fields` and `omit`: which keys of an answer are sent (R-PAGE-06).

use std::collections::BTreeMap;

use serde_json::Value;

/// What of an answer's rows is sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Projection {
    kept: Names,
    dropped: Names,
}

/// Names of keys, as a tree: what leads into a key stands beneath it.
#[derive(Clone, Debug, Default)]
struct Names {
    /// The key itself is named, not just what is in it.
    whole: bool,
    beneath: BTreeMap<String, Self>,
}

impl Projection {
    /// As the query asks; a list of nothing is no list.
    pub(super) fn of(query: &[(String, String)]) -> Self {
        let named = |parameter: &str| {
            let values = query.iter().filter(|(name, _)| name == parameter);
            Names::of(values.flat_map(|(_, value)| value.split(',')))
        };
        Self { kept: named("fields"), dropped: named("omit") }
    }

    /// Whether all is sent.
    pub(super) fn is_none(&self) -> bool {
        self.kept.beneath.is_empty() && self.dropped.beneath.is_empty()
    }

    /// Takes out what is not asked for, of an object or of each object of a list.
    pub(super) fn apply(&self, value: &mut Value) {
        if !self.kept.beneath.is_empty() {
            self.kept.keep(value);
        }
        self.dropped.take_out(value);
    }
}

impl Names {
    fn of<'p>(paths: impl Iterator<Item = &'p str>) -> Self {
        let mut names = Self::default();
        for path in paths.map(str::trim).filter(|path| !path.is_empty()) {
            // No answer is as deep as that: what comes after is one name.
            let keys = path.splitn(DEEPEST, "__");
            keys.fold(&mut names, |names, key| names.beneath.entry(key.to_owned()).or_default()).whole = true;
        }
        names
    }

    fn keep(&self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.keep(item)),
            Value::Object(map) => map.retain(|key, inner| {
                let names = self.beneath.get(key);
                names.filter(|names| !names.whole).into_iter().for_each(|names| names.keep(inner));
                names.is_some()
            }),
            _ => {}
        }
    }

    fn take_out(&self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.take_out(item)),
            Value::Object(map) => map.retain(|key, inner| {
                let names = self.beneath.get(key);
                names.into_iter().for_each(|names| names.take_out(inner));
                names.is_none_or(|names| !names.whole)
            }),
            _ => {}
        }
    }
}

/// How many keys a path has at most.
const DEEPEST: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn must_leave(fields: &str, omit: &str, left: &Value) {
        let mut value = json!([{ "id": 1, "a": { "b": 2, "c": { "d": 3 } }, "list": [{ "x": 4, "y": 5 }], "none": null }]);
        let names = |text: &str| Names::of(text.split(','));
        Projection { kept: names(fields), dropped: names(omit) }.apply(&mut value);
        assert_eq!(value[0], *left, "R-PAGE-06: fields={fields} omit={omit}");
    }

    #[test]
    fn r_page_06_keys_and_what_is_in_them_are_kept_or_dropped() {
        must_leave("id", "", &json!({ "id": 1 }));
        must_leave("a__b,none__x", "", &json!({ "a": { "b": 2 }, "none": null }));
        must_leave("a,a__b", "", &json!({ "a": { "b": 2, "c": { "d": 3 } } }));
        must_leave("list__y", "", &json!({ "list": [{ "y": 5 }] }));
        must_leave("nothing", "", &json!({}));
        must_leave("", "a,list,none", &json!({ "id": 1 }));
        must_leave("", "a__c__d,list,none,nothing", &json!({ "id": 1, "a": { "b": 2, "c": {} } }));
        must_leave("a,id", "a__b,id", &json!({ "a": { "c": { "d": 3 } } }));
    }
}
