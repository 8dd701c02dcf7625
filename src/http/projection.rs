//! `fields` and `omit`: which keys of an answer are sent (R-PAGE-06).

use serde_json::Value;

use super::call::Call;

/// What of an answer's rows is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Projection {
    kept: Vec<String>,
    dropped: Vec<String>,
}

impl Projection {
    /// As the query asks; a list of nothing is no list.
    pub(super) fn of(call: &Call<'_>) -> Self {
        let named = |parameter: &str| {
            let values = call.query.iter().filter(|(name, _)| name == parameter);
            let names = values.flat_map(|(_, value)| value.split(',')).map(str::trim);
            names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
        };
        Self { kept: named("fields"), dropped: named("omit") }
    }

    /// Whether all is sent.
    pub(super) fn is_none(&self) -> bool {
        self.kept.is_empty() && self.dropped.is_empty()
    }

    /// Takes out what is not asked for, of an object or of each object of a list.
    pub(super) fn apply(&self, value: &mut Value) {
        if !self.kept.is_empty() {
            keep(value, &paths(&self.kept));
        }
        if !self.dropped.is_empty() {
            drop_from(value, &paths(&self.dropped));
        }
    }
}

fn paths(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

/// What the paths say of one key: that it is named itself, and the rest of those that lead into it.
fn beneath<'p>(paths: &[&'p str], key: &str) -> (bool, Vec<&'p str>) {
    let whole = paths.contains(&key);
    let rest = paths.iter().filter_map(|path| path.strip_prefix(key)?.strip_prefix("__"));
    (whole, rest.collect())
}

fn keep(value: &mut Value, paths: &[&str]) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| keep(item, paths)),
        Value::Object(map) => map.retain(|key, inner| {
            let (whole, rest) = beneath(paths, key);
            if !whole && !rest.is_empty() {
                keep(inner, &rest);
            }
            whole || !rest.is_empty()
        }),
        _ => {}
    }
}

fn drop_from(value: &mut Value, paths: &[&str]) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| drop_from(item, paths)),
        Value::Object(map) => map.retain(|key, inner| {
            let (whole, rest) = beneath(paths, key);
            drop_from(inner, &rest);
            !whole
        }),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn must_leave(fields: &str, omit: &str, left: &Value) {
        let names = |text: &str| -> Vec<String> {
            text.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect()
        };
        let mut value = json!([{ "id": 1, "a": { "b": 2, "c": { "d": 3 } }, "list": [{ "x": 4, "y": 5 }], "none": null }]);
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
