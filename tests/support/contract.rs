//! The emulator's own OpenAPI documents, as what answers are held against (R-DATA-10).

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

use belvo_emulator::{Emulator, Reply, Request};
use http::Method;
use jsonschema::Validator;
use serde_json::{Map, Value, json};

/// The document, and the validators that have been made of it so far.
pub struct Contract {
    pub document: Value,
    validators: Mutex<BTreeMap<String, Arc<Validator>>>,
}

/// One a process: to read the schemas takes longer than to check most answers.
pub static CONTRACT: LazyLock<Contract> = LazyLock::new(|| {
    let emulator = Emulator::builder().start().expect("an emulator");
    Contract::new(json!(emulator.openapi_belvo().expect("a document")))
});

/// The same of the control API.
pub static CONTROL: LazyLock<Contract> = LazyLock::new(|| {
    let emulator = Emulator::builder().start().expect("an emulator");
    Contract::new(json!(emulator.openapi().expect("a document")))
});

/// Answers of the API that is emulated, and of control verbs, have a status and a body of their document; others are not
/// judged.
#[track_caller]
pub fn must_be_valid(request: &Request, reply: &Reply) {
    if request.target.trim_start_matches('/').starts_with("_emulator") {
        return CONTROL.must_have_answered(request, reply);
    }
    let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
    let head_or_options = [Method::HEAD, Method::OPTIONS].contains(&request.method);
    // The document is made for those alone who ask the API.
    let of_api = ["/api", "/payments", "/investments"].iter().any(|start| path.starts_with(start));
    if !of_api || head_or_options || reply.status.is_redirection() {
        return;
    }
    let path = path.replace("%2F", "/").replace("%2f", "/").replace("//", "/");
    let Some((path, operation)) = CONTRACT.operation(&request.method, &path) else {
        let method = &request.method;
        return assert!(!reply.status.is_success(), "{method} {path} is not in the document");
    };
    let call = format!("{} {path} {}", request.method, reply.status.as_u16());
    let responses = &operation["responses"];
    let documented = responses.get(reply.status.as_str());
    assert!(documented.is_some() || !reply.status.is_success(), "{call} is not in the document");
    let response = CONTRACT.resolve(documented.unwrap_or(&responses["default"]));
    let projected = ["fields=", "omit="].iter().any(|name| query.contains(name));
    if !projected {
        CONTRACT.must_have(&call, response, reply);
    }
}
impl Contract {
    fn new(document: Value) -> Self {
        Self { document, validators: Mutex::default() }
    }

    /// What a control call was answered, problem documents too; calls that there are not are not in the document.
    #[track_caller]
    fn must_have_answered(&self, request: &Request, reply: &Reply) {
        let path = request.target.split('?').next().unwrap_or_default();
        // What is the same for every workspace stands there once, and answers below each of them.
        let shared = path
            .split_once("/workspaces/")
            .and_then(|(root, rest)| Some(format!("{root}/{}", rest.split_once('/')?.1)));
        let known = self.operation(&request.method, path);
        let known = known.or_else(|| self.operation(&request.method, shared.as_deref()?));
        let Some((path, operation)) = known else {
            return assert!(!reply.status.is_success(), "{path} is not in the document");
        };
        let call = format!("{} {path} {}", request.method, reply.status.as_u16());
        let response = operation["responses"].get(reply.status.as_str());
        let response = response.unwrap_or_else(|| panic!("{call} is not in the document: {}", reply.text()));
        self.must_have(&call, self.resolve(response), reply);
    }

    #[track_caller]
    fn must_have(&self, call: &str, response: &Value, reply: &Reply) {
        let Some(content) = response.get("content") else {
            assert!(reply.body.is_empty(), "{call} has a body: {}", reply.text());
            return;
        };
        let kind = reply.headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let media =
            content.get(kind).unwrap_or_else(|| panic!("{call} is of type `{kind}`: {}", reply.text()));
        if !kind.ends_with("json") {
            return;
        }
        let validator = self.validator(call, &media["schema"]);
        let body = reply.value();
        let faults: Vec<String> = validator
            .iter_errors(&body)
            .take(5)
            .map(|fault| {
                let said: String = fault.to_string().chars().take(300).collect();
                format!("{}: {said}", fault.instance_path())
            })
            .collect();
        assert!(faults.is_empty(), "{call} against the document:\n  {}", faults.join("\n  "));
    }

    /// The operation of a method and a path, with the path as the document has it.
    pub fn operation(&self, method: &Method, path: &str) -> Option<(&str, &Value)> {
        let method = method.as_str().to_ascii_lowercase();
        let paths = self.document["paths"].as_object().expect("paths");
        let mut fitting: Vec<(&String, &Value)> =
            paths.iter().filter(|(known, _)| fits(known, path)).collect();
        // A word stands before a parameter.
        fitting.sort_by_key(|(known, _)| known.matches('{').count());
        let (known, methods) = fitting.first()?;
        Some((known, methods.get(&method)?))
    }

    /// What a reference stands for; anything else is itself.
    pub fn resolve<'d>(&'d self, value: &'d Value) -> &'d Value {
        let Some(reference) = value["$ref"].as_str() else { return value };
        let pointer = reference.strip_prefix('#').unwrap_or_else(|| panic!("`{reference}` leads outside"));
        self.document.pointer(pointer).unwrap_or_else(|| panic!("`{reference}` leads nowhere"))
    }

    fn validator(&self, call: &str, schema: &Value) -> Arc<Validator> {
        let mut validators = self.validators.lock().expect("validators");
        let made = validators.entry(call.to_owned());
        made.or_insert_with(|| Arc::new(self.compile(schema))).clone()
    }

    /// With what it refers to, and nothing else; objects have the keys of the document and no more.
    fn compile(&self, schema: &Value) -> Validator {
        let mut needed = Map::new();
        self.gather(schema, &mut needed);
        let mut whole = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "components": { "schemas": needed },
            "allOf": [schema],
        });
        close(&mut whole);
        let options = jsonschema::options().should_validate_formats(true);
        options.build(&whole).unwrap_or_else(|why| panic!("{why}"))
    }

    fn gather(&self, schema: &Value, needed: &mut Map<String, Value>) {
        match schema {
            Value::Object(map) => {
                if let Some(Value::String(reference)) = map.get("$ref") {
                    let name = reference.rsplit('/').next().expect("a name").to_owned();
                    if !needed.contains_key(&name) {
                        let meant = self.resolve(schema);
                        needed.insert(name, meant.clone());
                        self.gather(meant, needed);
                    }
                }
                map.values().for_each(|value| self.gather(value, needed));
            }
            Value::Array(items) => items.iter().for_each(|item| self.gather(item, needed)),
            _ => {}
        }
    }
}

fn fits(known: &str, path: &str) -> bool {
    let known = known.trim_matches('/').split('/');
    let path = path.trim_matches('/').split('/');
    known.clone().count() == path.clone().count()
        && known.zip(path).all(|(known, part)| known == part || known.starts_with('{'))
}

/// What the document allows and does not name would be a key that the code sends and its type lacks.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            map.values_mut().for_each(close);
            if map.get("properties").is_some_and(|keys| !keys.get("type").is_some_and(Value::is_string)) {
                map.entry("additionalProperties").or_insert(false.into());
            }
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}
