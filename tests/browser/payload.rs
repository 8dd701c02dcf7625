//! The shape of what `onEvent` and `onExit` get, which JSON alone does not show.

use serde_json::{Value, json};

use crate::pages::app;
use crate::site::Site;
use crate::support::browser::{Browser, browse};
use crate::support::{must_get_token, still};

/// Plays a run that ends in exit data with an error, and keeps the very objects that the page has got in `given`.
#[track_caller]
fn play(browser: &Browser, query: &str) {
    let emulator = still().scenario("login_error-abandoned").start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, query));
    let token = must_get_token(&emulator);
    browser.goto(&page);
    browser.js(&format!(
        "window.given = [];
         const keep = (to) => (payload) => {{ given.push(payload); handlers[to](payload); }};
         build({token:?}, {{ onEvent: keep('onEvent'), onExit: keep('onExit') }});
         await until(() => calls.some(({{ to }}) => to === 'onExit'));
         await reported();
         window.kinds = [given[0], given.find((it) => (it.data?.[0] ?? it).request_id), given.at(-1)];"
    ));
}

/// What an expression is for the first event, the first error and the exit.
#[track_caller]
fn of_each(browser: &Browser, expression: &str) -> Value {
    browser.json(&format!("kinds.map((p) => {expression})"))
}

const FLAT: [&str; 4] = ["eventName", "request_id", "meta_data", "last_encountered_error"];

#[test]
fn superset_shows_the_documented_shape_and_hides_the_flat_one_w_cb_10_w_cb_11_w_cb_14() {
    browse(|browser| {
        play(browser, "");
        assert_eq!(of_each(browser, "Object.keys(p).join()"), json!(["data", "data", "data"]), "W-CB-10");
        let whole = "JSON.stringify(p) === JSON.stringify({ data: [p[0]] }) && p.data.length === 1";
        assert_eq!(of_each(browser, whole), json!([true, true, true]), "W-CB-10");
        let keys = json!([
            "eventName,meta_data",
            "eventName,request_id,meta_data",
            "last_encountered_error,meta_data"
        ]);
        assert_eq!(of_each(browser, "Object.keys(p.data[0]).join()"), keys, "W-CB-14");
        let flat = format!("{}.filter((name) => name in p).join()", json!(FLAT));
        let keys = json!([
            "eventName,meta_data",
            "eventName,request_id,meta_data",
            "meta_data,last_encountered_error"
        ]);
        assert_eq!(of_each(browser, &flat), keys, "what is absent stays absent (W-CB-11)");
        for same in [
            "p[0] === p.data[0]",
            "p.meta_data === p.data[0].meta_data",
            "p.length === 1",
            "!Array.isArray(p)",
            "[...p].length === 1 && [...p][0] === p.data[0]",
            "(([first]) => first)(p) === p.data[0]",
            "(({ eventName, meta_data }) => eventName === p.data[0].eventName && meta_data === p.data[0].meta_data)(p)",
            "p.some((it) => it.meta_data) && !p.some((it) => it.nothing)",
            "p.map((it) => it.meta_data)[0] === p.meta_data",
            "p.find((it) => it.meta_data) === p[0] && p.filter((it) => it.nothing).length === 0",
            "{ let seen = 0; p.forEach((it) => { seen += it === p[0]; }); return seen === 1 }",
            "Object.keys({ ...p }).join() === 'data' && !('meta_data' in structuredClone(p))",
            "{ for (const name in p) if (name !== 'data') return false; return true }",
        ] {
            let same = if same.starts_with('{') { format!("(() => {same})()") } else { same.to_owned() };
            assert_eq!(of_each(browser, &same), json!([true, true, true]), "{same} (W-CB-11)");
        }
        assert_eq!(browser.json("kinds[2].last_encountered_error.code"), "login_error", "W-EXIT-01");
    });
}

#[test]
fn flat_and_documented_are_exactly_that_w_cb_12_w_cb_13() {
    browse(|browser| {
        play(browser, "?widget.payload=documented");
        let all = "Reflect.ownKeys(p).join()";
        assert_eq!(of_each(browser, all), json!(["data", "data", "data"]), "W-CB-13");
        let wrapped = of_each(browser, "p.data[0]");

        play(browser, "?widget.payload=flat");
        let keys = json!([
            "eventName,meta_data",
            "eventName,request_id,meta_data",
            "last_encountered_error,meta_data"
        ]);
        assert_eq!(of_each(browser, all), keys, "W-CB-12");
        assert_eq!(of_each(browser, "p"), wrapped, "the same seed says the same in either shape");
    });
}
