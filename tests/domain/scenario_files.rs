//! Scenario files: what is read, what is refused, and the exact words it is refused with.

#![allow(clippy::expect_used, clippy::panic)]

mod mutations;
mod reading;
mod suggestions;
mod user_name;
mod webhooks;
mod written;

use std::path::Path;

use belvo_emulator::domain::base::time::Span;
use belvo_emulator::domain::scenario::model::{Play, Scenario};
use belvo_emulator::domain::scenario::step::Step;
use belvo_emulator::scenario_file;
use belvo_emulator::scenario_file::{Context, Entry, Fault, Faults, LARGEST, Library};
use serde_json::{Value, json};

const INSTITUTIONS: [&str; 3] = ["banamex_mx_retail", "erebor_mx_retail", "ironbank_br_retail"];

const HEAD: &str = "version: 1\ntitle: A file\n";

fn option(name: &str, value: &str) -> Result<(), String> {
    match (name, value) {
        ("token.access_ttl", _) => Span::parse(value).map(drop),
        ("widget.payload", "flat" | "superset") => Ok(()),
        ("widget.payload", other) => {
            Err(format!("`widget.payload` cannot be `{other}`; it is one of superset, flat"))
        }
        _ => Err(format!("there is no option `{name}`")),
    }
}

fn call(method: &str, path: &str) -> Result<(), String> {
    if path.starts_with("/api/") || path.starts_with("/widget/") {
        Ok(())
    } else {
        Err(format!("the API has no `{method} {path}`"))
    }
}

const CONTEXT: Context<'static> = Context { institutions: &INSTITUTIONS, option: &option, call: &call };

fn parse(bytes: &[u8]) -> Result<Scenario, Vec<Fault>> {
    scenario_file::parse("bad", "bad.yaml", bytes, &CONTEXT)
}

#[track_caller]
fn must_read(text: &str) -> Scenario {
    parse(text.as_bytes()).unwrap_or_else(|faults| panic!("{}", Faults::from(faults)))
}

#[track_caller]
fn must_refuse(bytes: impl AsRef<[u8]>) -> String {
    let faults = parse(bytes.as_ref()).expect_err("the file is bad");
    assert!(!faults.is_empty());
    Faults::from(faults).to_string()
}

fn with_steps(steps: &str) -> String {
    format!("{HEAD}widget:\n  steps:\n{steps}")
}

/// Name and text of each file in `scenarios/`.
fn shipped() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let entries = std::fs::read_dir(folder).expect("scenarios/ is there");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let yaml = paths.filter(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    let mut files: Vec<_> =
        yaml.map(|path| (stem(&path), std::fs::read_to_string(&path).expect("text"))).collect();
    files.sort();
    files
}

fn stem(path: &Path) -> String {
    path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned()
}

fn validator() -> jsonschema::Validator {
    jsonschema::validator_for(&scenario_file::schema()).expect("the schema is a schema")
}

#[test]
fn every_shipped_file_is_read_and_is_valid_by_the_schema() {
    let validator = validator();
    let files = shipped();
    assert!(files.len() >= 6);
    for (name, text) in files {
        let read = scenario_file::parse(&name, &name, text.as_bytes(), &CONTEXT);
        let scenario = read.unwrap_or_else(|faults| panic!("{}", Faults::from(faults)));
        assert!(
            scenario.docs.is_some()
                && text.starts_with("# yaml-language-server: $schema=./scenario.v1.json\n")
        );
        let value = scenario_file::to_json(&name, text.as_bytes()).expect("a document");
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn the_schema_beside_the_shipped_files_is_the_one_that_the_binary_prints() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(scenario_file::SCHEMA_FILE);
    let file = std::fs::read_to_string(path).expect("the schema is there");
    let help = "write it anew: belvo-emulator schema scenario > scenarios/scenario.v1.json";
    assert_eq!(file.trim_end(), format!("{:#}", scenario_file::schema()), "{help}");
}

#[test]
fn every_shipped_scenario_ends_in_a_callback_or_an_exit() {
    let endless = ["bank-never-answers", "token-without-scopes"];
    for (name, text) in shipped() {
        let scenario = must_read(&text);
        let end = belvo_emulator::domain::widget::flow::steps::check(
            scenario.widget.steps.iter().map(|(step, _)| step),
            scenario.widget.token,
        );
        let ended = end.is_ok_and(|state| state.ending.is_some());
        assert_eq!(ended, !endless.contains(&name.as_str()), "{name}");
        assert_eq!(scenario.widget.play, Play::ByItself, "{name}");
    }
}

#[test]
fn a_file_that_uses_every_part_is_read_the_same_from_yaml_and_json() {
    let text = include_str!("scenario_files/everything.yaml");
    let yaml = must_read(text);
    let value = scenario_file::to_json("everything", text.as_bytes()).expect("a document");
    assert!(validator().is_valid(&value), "{:?}", validator().iter_errors(&value).collect::<Vec<_>>());
    let from_json = scenario_file::parse_document("bad", &value, &CONTEXT).expect("the same as JSON");
    let from_text =
        scenario_file::parse_document("bad", &Value::from(text), &CONTEXT).expect("the same as a string");
    let steps =
        |scenario: &Scenario| scenario.widget.steps.iter().map(|(step, _)| step.clone()).collect::<Vec<_>>();
    assert_eq!(steps(&yaml), steps(&from_json));
    assert_eq!(
        (&yaml.api, &yaml.links, &yaml.webhooks, &yaml.options, &yaml.token, &yaml.data),
        (
            &from_json.api,
            &from_json.links,
            &from_json.webhooks,
            &from_json.options,
            &from_json.token,
            &from_json.data
        )
    );
    assert_eq!((from_text.source.as_str(), &from_text.widget), ("(document)", &yaml.widget));
    insta::assert_debug_snapshot!(Scenario { text: String::new(), ..yaml });
}

macro_rules! refused {
    ($($name:ident: $text:expr;)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(must_refuse($text));
        }
    )*};
}

refused! {
    wrong_type: "version: 1\ntitle: [a, b]\nwidget: by_hand\napi: { on: x }\n";
    wrong_type_of_the_whole: "- accept\n- finish\n";
    unknown_key: format!("{HEAD}widgets:\n  steps: []\n");
    unknown_key_unlike_any: format!("{HEAD}widget:\n  colour: red\n  steps: [accept]\n");
    unknown_code: with_steps("    - accept\n    - choose: any\n    - submit: login_eror\n");
    unknown_code_of_a_token: format!("{HEAD}token: {{ refuse: authentification_failed }}\n");
    code_that_no_bank_answers_with: with_steps("    - submit: authentication_failed\n");
    unknown_step: with_steps("    - acept\n    - click: me\n");
    step_without_its_value: with_steps("    - choose\n    - submit\n    - finish: now\n    - accept:\n");
    two_steps_in_one: with_steps("    - choose: any\n      submit: success\n    - {}\n");
    impossible_order: with_steps("    - accept\n    - choose: any\n    - retry\n");
    step_after_the_end: with_steps("    - close\n    - leave\n    - survey: skip\n    - accept\n");
    impossible_order_by_hand: format!("{HEAD}widget:\n  play: by_hand\n  steps:\n    - submit: success\n    - token: wrong\n");
    no_steps: format!("{HEAD}widget: {{ play: by_itself }}\n");
    empty_steps: format!("{HEAD}widget:\n  steps: []\n");
    missing_version: "title: A file\n";
    unsupported_version: "version: 2\ntitle: A file\n";
    version_as_text: "version: '1'\ntitle: A file\n";
    missing_title: "version: 1\n";
    blank_title: "version: 1\ntitle: '  '\n";
    duplicate_key: format!("{HEAD}widget:\n  play: by_hand\n  play: by_itself\ntitle: Again\n");
    duplicate_key_in_a_raw_value: with_steps("    - emit: { event: { a: 1, a: 2 } }\n");
    tabs_for_indentation: format!("{HEAD}widget:\n\tplay: by_hand\n");
    broken_yaml: format!("{HEAD}widget: [1, 2\n");
    merge_key: format!("{HEAD}widget:\n  <<: {{ play: by_hand }}\n");
    duration_without_unit: format!("{HEAD}widget:\n  play: by_hand\n  pace: 250\n  steps:\n    - wait: '2 s'\n");
    duration_of_a_wrong_type: format!("{HEAD}widget: {{ play: by_hand, pace: [1s] }}\n");
    not_text: b"version: 1\ntitle: caf\xe9 au lait\n";
    oversize: vec![b'#'; LARGEST + 1];
    alias_bomb: bomb();
    cyclic_alias: format!("{HEAD}x-a: &a [*a]\n");
    unknown_alias: format!("{HEAD}widget: *nowhere\n");
    deep_nesting_of_brackets: format!("{HEAD}x-deep: {}{}\n", "[".repeat(10_000), "]".repeat(10_000));
    deep_nesting_of_lines: (0..2_000).map(|depth| format!("{}a:\n", " ".repeat(depth.min(120)))).collect::<String>();
    deep_nesting_of_dashes: format!("{HEAD}x-deep:\n  {}1\n", "- ".repeat(5_000));
    empty_file: "";
    nothing_but_comments: "# nothing\n\n---\n# here\n";
    several_documents: format!("{HEAD}---\n{HEAD}");
    unknown_institution: with_steps("    - accept\n    - choose: erebor_mx_retial\n    - choose: { institution: nobank }\n");
    unknown_warning: with_steps("    - accept\n    - choose: { institution: any, warning: login_error }\n");
    message_not_of_the_catalogue: with_steps("    - submit: { error: login_error, message: 'Invalid credential provided to login to the institution' }\n    - token: { error: institution_down, message: Closed on Sundays }\n    - submit: { error: session_expired_ob, message: Gone }\n");
    custom_without_a_message: with_steps("    - submit: { error: login_error, custom: true }\n    - submit: { custom: yes, error: login_error }\n");
    asked_and_refused: with_steps("    - submit: { ask_token: numbers, error: login_error }\n");
    survey_answer: with_steps("    - survey: boredom\n");
    emit_to_nobody: with_steps("    - emit: { onEvent: {} }\n    - emit: { event: 1, exit: 2 }\n    - emit: { callback: link }\n");
    webhooks: format!("{HEAD}webhooks:\n  - {{ on: linked, type: ACOUNTS, after: 5 }}\n  - {{ on: delete, drop: ACCOUNTS }}\n  - {{ on: link, send: [OWNERS], drop: all }}\n  - {{ on: link, drop: OWNERS, copies: 2 }}\n  - on: any\n    times: 2\n  - {{ type: LINK tokn_required, copies: 11, body: broken, authorization: bad }}\n  - {{ on: link, type: [], after: 1s }}\n  - {{ on: link, send: all, url: http://a.test/ }}\n");
    links: format!("{HEAD}links:\n  - {{ after: 1, status: invalid }}\n  - {{ after: 1d }}\n  - {{ status: broken, after: 1d, when: 2 }}\n  - later\n");
    api_rules: format!("{HEAD}api:\n  - {{ on: FETCH /api/links/, error: institution_down }}\n  - {{ on: GET /api/links, delay: 1s }}\n  - {{ on: GET /links/, times: 0, delay: 1s }}\n  - on: GET /api/links/\n  - {{ error: not_found, delay: 3 }}\n  - {{ on: GET /api/links/, message: Not found. }}\n");
    effects_of_a_rule: format!("{HEAD}api:\n  - {{ on: GET /api/links/, status: 200 }}\n  - {{ on: GET /api/links/, status: 503, error: institution_down }}\n  - {{ on: /api/links/, cut: off }}\n  - {{ on: /api/links/, cut: reset, truncate: true }}\n  - {{ on: GET /api/links/, slow: 1h }}\n  - {{ on: GET /api/links/, truncate: half, after: -1 }}\n  - {{ on: PUT, status: 500 }}\n  - {{ on: GET /api/links/, error: institution_down, status: 500, slow: 2s }}\n  - {{ on: GET /api/links/, dealy: 1s }}\n");
    data: format!("{HEAD}data:\n  set: lots\n  acounts: {{}}\n  accounts: {{ balanc: 1 }}\n  transactions: 3\n  owners: [{{ emial: a }}, b]\n");
    rule_with_a_field_and_no_error: format!("{HEAD}api:\n  - {{ on: GET /api/links/, delay: 1s, field: link }}\n");
    options: format!("{HEAD}options:\n  token.acces_ttl: 10m\n  widget.payload: round\n  token.access_ttl: [10m]\n");
    control_characters_in_a_word: with_steps("    - \"\\e[2Jaccept\\nnow\"\n");
    several_faults: "version: 3\ntitel: A file\nwidget:\n  play: by_hands\n  steps:\n    - accept\n    - submit: login_eror\n    - wait: 2\napi:\n  - { on: POST /api/links/ }\n";
    windows_line_ends: "version: 1\r\ntitle: A file\r\nwidgt: 1\r\n";
    more_faults_than_anybody_reads: (0..500).map(|number| format!("key{number}: 1\n")).collect::<String>();
}

fn bomb() -> String {
    let first = format!("{HEAD}x-0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    let line = |level: usize| {
        format!("x-{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 10].join(", "))
    };
    (1..12).fold(first, |text, level| text + line(level).as_str())
}

#[test]
fn a_name_that_no_scenario_can_have() {
    let faults = scenario_file::parse("Log In", "Log In.yaml", HEAD.as_bytes(), &CONTEXT)
        .expect_err("the name is bad");
    insta::assert_snapshot!(Faults::from(faults));
}

fn entry<'a>(name: &'a str, source: &'a str, text: &'a str) -> Entry<'a> {
    Entry { name, source, bytes: text.as_bytes() }
}

fn two_bad_files() -> Faults {
    let first = "version: 1\ntitle: One\nwidget: { play: alone }\n";
    let second = "title: Two\n---\n";
    let entries = [entry("good", "good.yaml", HEAD), entry("one", "one.yaml", first)];
    let all = entries.into_iter().chain([entry("two", "two,2.yaml", second)]);
    Library::load(all, &CONTEXT).expect_err("two files are bad")
}

#[test]
fn the_faults_of_two_files_are_told_together() {
    let faults = two_bad_files();
    insta::assert_snapshot!(faults);
    assert!(faults.render(true).contains("\u{1b}["));
}

#[test]
fn faults_for_tools() {
    let faults = two_bad_files();
    insta::assert_json_snapshot!(faults.to_json());
    insta::assert_snapshot!(faults.to_github());
}

#[test]
fn a_later_file_takes_the_place_of_a_shipped_one() {
    let own = "version: 1\ntitle: My own\n";
    let entries = [
        entry("success", "(shipped) success.yaml", HEAD),
        entry("other", "(shipped) other.yaml", HEAD),
        entry("success", "mine/success.yaml", own),
    ];
    let library = Library::load(entries, &CONTEXT).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(library.names().collect::<Vec<_>>(), ["success", "other"]);
    assert_eq!(library.get("success").map(|scenario| scenario.title.as_str()), Some("My own"));
    let nearest = |name| belvo_emulator::domain::base::text::nearest(name, &["success", "other"]);
    assert_eq!((nearest("sucess"), nearest("nothing-like-it")), (Some("success"), None));
}

#[test]
fn free_keys_may_stand_in_any_map() {
    let text = format!(
        "$schema: s\nx-top: 1\n{HEAD}options: {{ x-a: [1] }}\ntoken: {{ refuse: not_found, x-a: 1 }}\n\
         widget:\n  x-a: 1\n  steps:\n  - accept\n  - choose: {{ institution: any, x-a: 1 }}\n    x-why: because\n\
         api: [{{ on: GET /api/links/, delay: 1s, x-a: 1 }}]\n"
    );
    let scenario = must_read(&text);
    assert_eq!(scenario.widget.steps[1].0, Step::choose_any());
    let value = scenario_file::to_json("free", text.as_bytes()).expect("a document");
    assert!(validator().is_valid(&value));
}

/// Documents that are wrong in shape or in a word: the reader and the schema must agree about them.
fn badly_shaped() -> Vec<Value> {
    let widget = |widget: Value| json!({ "version": 1, "title": "t", "widget": widget });
    let step = |step: Value| widget(json!({ "steps": ["accept", step] }));
    vec![
        json!([]),
        json!("text"),
        json!({}),
        json!({ "version": 1 }),
        json!({ "title": "t" }),
        json!({ "version": 2, "title": "t" }),
        json!({ "version": "1", "title": "t" }),
        json!({ "version": 1, "title": 1 }),
        json!({ "version": 1, "title": " " }),
        json!({ "version": 1, "title": "t", "extra": 1 }),
        json!({ "version": 1, "title": "t", "docs": "nowhere" }),
        json!({ "version": 1, "title": "t", "token": {} }),
        json!({ "version": 1, "title": "t", "token": { "refuse": "nothing" } }),
        json!({ "version": 1, "title": "t", "options": { "widget.payload": ["flat"] } }),
        widget(json!([])),
        widget(json!({})),
        widget(json!({ "steps": [] })),
        widget(json!({ "steps": "accept" })),
        widget(json!({ "play": "alone", "steps": ["accept"] })),
        widget(json!({ "pace": 5, "steps": ["accept"] })),
        widget(json!({ "pace": "5", "steps": ["accept"] })),
        widget(json!({ "outcomes": "none", "steps": ["accept"] })),
        step(json!("choose")),
        step(json!("jump")),
        step(json!(1)),
        step(json!(null)),
        step(json!({})),
        step(json!({ "accept": null })),
        step(json!({ "choose": "any", "submit": "success" })),
        step(json!({ "choose": 1 })),
        step(json!({ "choose": { "warning": "institution_disabled" } })),
        step(json!({ "choose": { "institution": "any", "warning": "login_error" } })),
        step(json!({ "submit": "nothing" })),
        step(json!({ "submit": "required" })),
        step(json!({ "submit": { "error": "nothing" } })),
        step(json!({ "submit": { "ask_token": "voice" } })),
        step(json!({ "submit": { "ask_token": "qr", "error": "login_error" } })),
        step(json!({ "submit": { "error": "login_error", "custom": "yes" } })),
        step(json!({ "submit": { "error": "login_error", "custom": false } })),
        step(json!({ "token": { "ask_token": "qr" } })),
        step(json!({ "survey": "boredom" })),
        step(json!({ "wait": 5 })),
        step(json!({ "emit": {} })),
        step(json!({ "emit": { "event": 1, "exit": 1 } })),
        step(json!({ "emit": { "callback": 1 } })),
    ]
}

/// The same of rules for calls.
fn bad_rules() -> Vec<Value> {
    let rule = |rule: Value| json!({ "version": 1, "title": "t", "api": [rule] });
    vec![
        rule(json!({ "on": "GET /api/links/" })),
        rule(json!({ "delay": "1s" })),
        rule(json!({ "on": "GET /api/links", "delay": "1s" })),
        rule(json!({ "on": "LOOK /api/links/", "delay": "1s" })),
        rule(json!({ "on": "GET /api/links/", "delay": "1s", "times": 0 })),
        rule(json!({ "on": "GET /api/links/", "delay": "1s", "message": "m" })),
        rule(json!({ "on": "GET /api/links/", "error": "not_found", "custom": true })),
        rule(json!({ "on": "/api/links", "delay": "1s" })),
        rule(json!({ "on": "GET /api/links/", "after": 1 })),
        rule(json!({ "on": "GET /api/links/", "delay": "1s", "after": -1 })),
        rule(json!({ "on": "GET /api/links/", "status": 200 })),
        rule(json!({ "on": "GET /api/links/", "status": 503, "error": "not_found" })),
        rule(json!({ "on": "GET /api/links/", "status": 503, "slow": "1s" })),
        rule(json!({ "on": "GET /api/links/", "cut": "off" })),
        rule(json!({ "on": "GET /api/links/", "cut": "reset", "truncate": true })),
        rule(json!({ "on": "GET /api/links/", "truncate": false })),
        rule(json!({ "on": "GET /api/links/", "truncate": true, "slow": "1s" })),
        rule(json!({ "on": "GET /api/links/", "slow": 5 })),
    ]
}

#[test]
fn the_schema_and_the_reader_refuse_the_same_shapes() {
    let validator = validator();
    for document in badly_shaped().into_iter().chain(bad_rules()) {
        assert!(!validator.is_valid(&document), "the schema accepts {document}");
        let read = scenario_file::parse_document("bad", &document, &CONTEXT);
        assert!(read.is_err(), "the reader accepts {document}");
    }
}

#[test]
fn a_bare_string_is_no_scenario() {
    let faults = scenario_file::parse_document("bad", &json!("success"), &CONTEXT).expect_err("a word");
    insta::assert_snapshot!(Faults::from(faults));
}

#[test]
fn every_snapshot_belongs_to_a_test() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/domain/snapshots");
    for entry in std::fs::read_dir(folder).expect("there are snapshots") {
        let file = stem(&entry.expect("an entry").path());
        let Some(test) = file.strip_prefix("domain__scenario_files__") else {
            continue;
        };
        let test = test.split_once('-').map_or(test, |(test, _)| test);
        let here = |text: String| include_str!("scenario_files.rs").contains(&text);
        assert!(
            here(format!("\nfn {test}()")) || here(format!("\n    {test}: ")),
            "{file}.snap is left over"
        );
    }
}
