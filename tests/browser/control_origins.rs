//! `--allow-origin` in a real browser: a page of that origin drives the emulator, a page of any other does not.

use belvo_emulator::{Emulator, Guard};
use serde_json::json;

use crate::site::Site;
use crate::support::browser::{Browser, browse};
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
