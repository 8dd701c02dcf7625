//! The three embeddings of Belvo's documentation for frameworks, with what those do to a page and without them: each loads
//! the script when a component is there, and its function gets the `Event` of `load`.

use belvo_emulator::Emulator;
use serde_json::json;

use crate::journal::journalled;
use crate::site::Site;
use crate::support::browser::{Browser, browse};
use crate::support::still;

const FUNCTIONS: &str = r#"
      const seen = [], handed = [];
      let built = 0;
      function successCallbackFunction(link, institution) {
        seen.push([link, institution]);
        document.dispatchEvent(new Event("recorded"));
      }
      function onExitCallbackFunction() {}
      function onEventCallbackFunction() {}
      const config = () => ({
        callback: (link, institution) => successCallbackFunction(link, institution),
        onExit: (data) => onExitCallbackFunction(),
        onEvent: (data) => onEventCallbackFunction(),
      });
"#;

fn page(body: &str, component: &str) -> String {
    format!(
        r#"<!DOCTYPE html>
<html lang="en">
  <head><meta charset="utf-8"><title>A component</title></head>
  <body>
    {body}
    <script>{FUNCTIONS}{component}</script>
  </body>
</html>"#
    )
}

/// `token` is of another origin than the page.
fn angular(script: &str, token: &str) -> String {
    page(
        "<app-root></app-root>",
        &format!(
            r#"
      class AppComponent {{
        ngOnInit() {{ this.loadScript(); }}
        loadScript() {{
          const node = document.createElement('script');
          node.src = '{script}';
          node.type = 'text/javascript';
          node.async = true;
          node.onload = this.createWidget;
          document.getElementsByTagName('head')[0].appendChild(node);
        }}
        getAccessToken() {{
          return fetch('{token}', {{ method: 'GET' }}).then((response) => response.json());
        }}
        async createWidget(...args) {{
          handed.push(...args);
          const {{ access }} = await AppComponent.prototype.getAccessToken();
          window.belvoSDK.createWidget(access, config()).build();
          built++;
        }}
      }}
      document.querySelector('app-root').innerHTML = '<main><section><div id="belvo"></div></section></main>';
      new AppComponent().ngOnInit();"#
        ),
    )
}

/// React's strict mode runs an effect twice, and the documented hook takes nothing back.
fn react(script: &str, token: &str) -> String {
    page(
        r#"<div id="root"></div>"#,
        &format!(
            r#"
      function useScript(src, callback) {{
        const script = document.createElement('script');
        script.src = src;
        script.async = true;
        script.onload = (...args) => callback(...args);
        document.body.appendChild(script);
      }}
      async function getAccessToken() {{
        const response = await fetch('{token}', {{ method: 'GET' }});
        return response.json();
      }}
      async function createWidget(...args) {{
        handed.push(...args);
        const {{ access }} = await getAccessToken();
        window.belvoSDK.createWidget(access, config()).build();
        built++;
      }}
      const mounted = document.createElement('div');
      mounted.id = 'belvo';
      document.getElementById('root').append(mounted);
      const effect = () => useScript('{script}', createWidget);
      effect();
      effect();"#
        ),
    )
}

fn vue(script: &str, _token: &str) -> String {
    page(
        r#"<div id="app"></div>"#,
        &format!(
            r#"
      const component = {{
        mounted() {{ this.loadScript(); }},
        loadScript() {{
          const script = document.createElement('script');
          script.src = '{script}';
          script.onload = this.createWidget;
          document.body.appendChild(script);
        }},
        async createWidget(...args) {{
          handed.push(...args);
          const {{ access }} = await fetch('/get-access-token').then((response) => response.json());
          belvoSDK.createWidget(access, config()).build();
          built++;
        }},
      }};
      document.getElementById('app').innerHTML = '<div id="belvo"></div>';
      component.mounted();"#
        ),
    )
}

/// Opens and connects; `mounts` is how often the component is there.
#[track_caller]
fn must_connect(html: fn(&str, &str) -> String, mounts: usize, test: impl FnOnce(&Browser, &Emulator)) {
    let emulator = still().start().expect("an emulator");
    let elsewhere = format!("{}/get-access-token", Site::start(&emulator).url);
    let page = Site::start(&emulator).put("/", html(&emulator.widget_url(), &elsewhere));
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("await until(() => built === {mounts} && screen() === 'consent')"));
        let events = browser.json("handed.map((it) => it instanceof Event && it.type)");
        assert_eq!(events, json!(vec!["load"; mounts]), "onload hands an event over");
        browser.connect("bnk100");
        browser.until("seen.length");
        browser.must_be_over();
        assert_eq!(browser.json("seen.map(([, institution]) => institution)"), json!(["erebor_br_retail"]));
        test(browser, &emulator);
    });
}

#[test]
fn the_embedding_for_angular_works_w_load_21() {
    must_connect(angular, 1, |browser, _| {
        assert_eq!(browser.json("document.querySelectorAll('head script').length"), 1);
    });
}

#[test]
fn the_embedding_for_react_works_mounted_twice_w_load_22() {
    must_connect(react, 2, |browser, emulator| {
        let tags = format!("document.querySelectorAll('script[src={:?}]').length", emulator.widget_url());
        assert_eq!(browser.json(&tags), 2, "it loads twice");
        browser.js("await reported(1)");
        let called =
            journalled(emulator, "handled").iter().filter(|entry| entry["data"]["to"] == "callback").count();
        assert_eq!(called, 1, "the widget that was replaced calls nothing (W-CONT-11)");
    });
}

#[test]
fn the_embedding_for_vue_works_w_load_23() {
    must_connect(vue, 1, |browser, _| {
        assert_eq!(browser.json("document.querySelectorAll('body > script[src]').length"), 1);
    });
}
