//! `--allow-origin` in a real browser: a page of that origin drives the emulator, a page of any other does not.

use belvo_emulator::{Emulator, Guard};
use serde_json::json;

use crate::site::Site;
use crate::support::browser::{Browser, browse, browse_with};
use crate::support::still;

const TOKEN: &str = "s3cret";

fn page(emulator: &Emulator, title: &str) -> String {
    format!(
        r#"<!DOCTYPE html>
<html lang="en">
  <head><meta charset="utf-8"><title>{title}</title></head>
  <body>
    <script>
      const ask = async (method, path, body) => {{
        const headers = {{ Authorization: "Bearer {TOKEN}" }};
        if (body) headers["Content-Type"] = "application/json";
        try {{
          const answer = await fetch("{url}/" + path, {{ method, headers, body: body && JSON.stringify(body) }});
          return {{ status: answer.status, body: await answer.json() }};
        }} catch (why) {{
          return {{ refused: why.name }};
        }}
      }};
    </script>
  </body>
</html>"#,
        url = emulator.control_url()
    )
}

fn ask(browser: &Browser, method: &str, path: &str, body: &serde_json::Value) -> serde_json::Value {
    browser.run("return ask(...given)", vec![json!(method), json!(path), body.clone()])
}

#[test]
fn a_page_of_an_allowed_origin_drives_it_and_one_of_another_does_not() {
    // The site has to be there first: its origin is what the emulator is told.
    let issuer = still().start().expect("an emulator");
    let (ours, foreign) = (Site::start(&issuer), Site::start(&issuer));
    let guard = Guard { origins: vec![ours.url.clone()], token: Some(TOKEN.to_owned()), ..Guard::default() };
    let emulator = still().guard(guard).start().expect("an emulator");
    let none = json!(null);
    browse(|browser| {
        browser.goto(&ours.put("/", page(&emulator, "Ours")));
        let info = ask(browser, "GET", "info", &none);
        assert_eq!((&info["status"], &info["body"]["seed"]), (&json!(200), &json!(1)), "{info}");
        let chosen = ask(browser, "PUT", "scenario", &json!({ "name": "success" }));
        assert_eq!(
            (&chosen["status"], &chosen["body"]["scenario"]),
            (&json!(200), &json!("success")),
            "{chosen}"
        );
        let wrong = ask(browser, "PUT", "scenario", &json!({ "name": "sucess" }));
        assert_eq!(
            (&wrong["status"], &wrong["body"]["code"]),
            (&json!(404), &json!("scenario_unknown")),
            "{wrong}"
        );
        let nowhere = ask(browser, "DELETE", "nothing", &none);
        assert_eq!(
            (&nowhere["status"], &nowhere["body"]["code"]),
            (&json!(404), &json!("not_found")),
            "{nowhere}"
        );
        // Chromium writes refusals that a page has asked for into its console.
        browser.forgive("404");

        browser.goto(&foreign.put("/", page(&emulator, "Foreign")));
        for (method, path, body) in
            [("GET", "info", &none), ("PUT", "scenario", &json!({ "name": "login_error" }))]
        {
            assert_eq!(
                ask(browser, method, path, body),
                json!({ "refused": "TypeError" }),
                "{method} {path}"
            );
        }
        browser.forgive("CORS");
        browser.forgive("ERR_FAILED");
        browser.forgive("403");
    });
    let chosen = emulator.scenario().expect("a scenario").scenario;
    assert_eq!(chosen.as_deref(), Some("success"), "as our page has chosen");
}

/// Tries everything that a page of another origin can send by itself; answers what it has seen of it.
const ATTACK: &str = r#"
    const [control, rebound] = given;
    const seen = [];
    const verb = `${control}/scenario`;
    const tell = (how) => (work) => work.then((value) => seen.push(`${how}: ${value}`), () => seen.push(`${how}: refused`));
    const once = (node, name) => new Promise((done) => node.addEventListener(name, () => done(name), { once: true }));
    const sent = (method, mode, type) => fetch(verb, { method, mode, headers: type ? { "Content-Type": type } : {}, body: '{"name":"login_error"}' }).then(({ type }) => type);
    await tell("put")(sent("PUT", "cors", "application/json"));
    await tell("simple")(sent("POST", "no-cors", "text/plain"));
    await tell("reset")(fetch(`${control}/reset`, { method: "POST", mode: "no-cors" }).then(({ type }) => type));
    await tell("delete")(fetch(`${control}/queue`, { method: "DELETE" }).then(({ type }) => type));
    await tell("read")(fetch(`${control}/journal`).then((answer) => answer.text()));
    await tell("beacon")(Promise.resolve(navigator.sendBeacon(`${control}/reset`, "{}")));

    const form = Object.assign(document.createElement("form"), { method: "post", action: `${control}/reset`, target: "hole" });
    const hole = Object.assign(document.createElement("iframe"), { name: "hole", title: "hole" });
    document.body.append(hole, form);
    const landed = once(hole, "load");
    form.submit();
    await landed;

    const image = Object.assign(new Image(), { src: `${control}/reset` });
    await tell("image")(Promise.race([once(image, "load"), once(image, "error")]));
    const script = Object.assign(document.createElement("script"), { src: `${control}/info` });
    document.head.append(script);
    await tell("script")(Promise.race([once(script, "load"), once(script, "error")]));

    for (const path of ["/", "/inspect", "/_emulator/"]) {
      const frame = Object.assign(document.createElement("iframe"), { src: control.replace("/_emulator", path), title: path });
      const loaded = once(frame, "load");
      document.body.append(frame);
      await loaded;
      const inside = frame.contentDocument ? "readable" : "closed";
      seen.push(`frame ${path}: ${inside}`);
    }

    const socket = new WebSocket(`${control.replace("http", "ws")}/journal/stream`);
    await tell("socket")(Promise.race([once(socket, "open"), once(socket, "error")]));

    await tell("rebound")(fetch(`${rebound}/_emulator/info`, { mode: "no-cors" }).then(({ type }) => type));
    return seen;
"#;

#[test]
fn from_a_page_of_another_origin_nothing_changes_whatever_it_sends() {
    let emulator = still().start().expect("an emulator");
    emulator.set_scenario("success").expect("a scenario");
    emulator.enqueue("login_error").expect("queued");
    let url = emulator.url();
    let port = url.rsplit(':').next().expect("a port").to_owned();
    let site = Site::start(&emulator);
    let before = what_can_be_changed(&emulator);
    // A name of the attacker's that has come to lead to this machine.
    browse_with(&["--host-resolver-rules=MAP evil.test 127.0.0.1"], |browser| {
        let rebound = format!("http://evil.test:{port}");
        browser.goto(&site.put("/", "<!DOCTYPE html><title>Evil</title><body></body>"));
        let seen = browser.run(ATTACK, vec![json!(emulator.control_url()), json!(rebound)]);
        assert_eq!(
            seen,
            json!([
                "put: refused",
                "simple: opaque",
                "reset: opaque",
                "delete: refused",
                "read: refused",
                "beacon: true",
                "image: error",
                "script: error",
                "frame /: closed",
                "frame /inspect: closed",
                "frame /_emulator/: closed",
                "socket: error",
                "rebound: opaque"
            ]),
            "what a browser lets a page know"
        );
        assert_eq!(what_can_be_changed(&emulator), before);

        // From its own origin, which the attacker's name has become, it reads refusals alone.
        browser.goto(&format!("{rebound}/pages/mark.svg"));
        let refused = browser.js(
            "return Promise.all(['info', 'reset', 'scenario'].map((verb, at) => fetch(`/_emulator/${verb}`, { method: ['GET', 'POST', 'PUT'][at] })
               .then(async (answer) => [answer.status, (await answer.json()).code])))",
        );
        assert_eq!(refused, json!([[403, "foreign_host"], [403, "foreign_host"], [403, "foreign_host"]]));
        assert_eq!(what_can_be_changed(&emulator), before);
        browser.must_have_asked("http://evil.test");
        for words in [
            "CORS",
            "ERR_FAILED",
            "403",
            "404",
            "400",
            "Framing",
            "frame",
            "WebSocket",
            "ERR_BLOCKED",
            "MIME",
        ] {
            browser.forgive(words);
        }
    });
}

/// What the calls of the attack would have changed.
fn what_can_be_changed(emulator: &Emulator) -> serde_json::Value {
    json!({
        "scenario": emulator.scenario().expect("a scenario").scenario,
        "queue": json!(emulator.queue().expect("a queue"))["future"],
        "workspaces": emulator.info().expect("info").workspaces,
        "clock": emulator.clock().expect("a clock"),
    })
}
