//! Belvo's own loader: the placeholder that it leaves until its module has arrived, and what applications run into.

use belvo_emulator::Emulator;
use serde_json::{Value, json};

use crate::journal::journalled;
use crate::pages::RECORDER;
use crate::site::Site;
use crate::support::browser::{Browser, browse, browse_with};
use crate::support::{must_get_token, still};

/// A page that does `early` in the very task in which the script of this address has loaded, long before its module.
fn hasty(script: &str, early: &str) -> String {
    format!(
        r#"<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8"><title>A hasty application</title>
    <script>{RECORDER}
      window.ready = 0;
      document.addEventListener("belvoReady", () => ready++);
      function early() {{ {early} }}
    </script>
    <script src="{script}" onload="early()"></script>
  </head>
  <body><div id="belvo"></div></body>
</html>"#
    )
}

/// An emulator, and a browser on a hasty page of its loader when the module has arrived.
fn behind_the_placeholder(early: impl Fn(&str) -> String, test: impl FnOnce(&Browser, &Emulator)) {
    let emulator = still().option("widget.loader", "placeholder").start().expect("an emulator");
    let token = format!("{:?}", must_get_token(&emulator));
    let page = Site::start(&emulator).put("/", hasty(&emulator.widget_url(), &early(&token)));
    browse(|browser| {
        browser.goto(&page);
        browser.until("ready");
        test(browser, &emulator);
        assert_eq!(browser.json("ready"), 1, "W-LOAD-07");
    });
}

/// The languages of the runs so far.
fn opened(emulator: &Emulator) -> Vec<Value> {
    let entries = journalled(emulator, "widget.opened");
    entries.iter().map(|entry| entry["data"]["config"]["locale"].clone()).collect()
}

#[test]
fn a_placeholder_waits_for_its_module_w_load_13() {
    let early = |token: &str| {
        format!(
            "window.first = belvoSDK;
             window.chained = belvoSDK.createWidget({token}, {{ locale: 'en', ...handlers }});
             window.built = [chained.build()];"
        )
    };
    behind_the_placeholder(early, |browser, emulator| {
        browser.must_show("consent");
        assert_eq!(
            browser.json("[chained === first, built, belvoSDK === first]"),
            json!([true, [null], false])
        );
        let tags = "[...document.head.querySelectorAll('script[type=module], link')]
            .map((tag) => [tag.localName, tag.rel ?? null, tag.getAttribute('as'), tag.src ?? tag.href])";
        let main =
            format!("{}/v{}/stable/belvo-widget-1-stable-main.js", emulator.url(), env!("CARGO_PKG_VERSION"));
        let wanted = json!([["script", null, null, main], ["link", "modulepreload", "script", main]]);
        assert_eq!(browser.json(tags), wanted);
        let again = "window.second = belvoSDK; const src = document.querySelector('script[src]').src;
            await loaded(src); await loaded(`${src}?play=by_hand`);";
        browser.js(again);
        assert_eq!(
            browser.json("[belvoSDK === second, document.querySelectorAll('script[type=module]').length]"),
            json!([true, 1]),
            "no-op when the main tag is there"
        );
        browser.click("belvo-continue");
        browser.must_show("institutions");
        assert_eq!(opened(emulator), ["en"]);
    });
}

#[test]
fn a_cached_placeholder_that_is_built_after_ready_never_opens_w_load_13() {
    let early = |token: &str| {
        format!(
            "window.cached = belvoSDK; window.widget = cached.createWidget({token}, {{ locale: 'en', ...handlers }});"
        )
    };
    behind_the_placeholder(early, |browser, emulator| {
        browser.js("cached.build(); widget.build();");
        // What would have been built before has been opened before.
        browser.js(&format!("build({:?}, {{ locale: 'pt' }})", must_get_token(emulator)));
        browser.must_show("consent");
        assert_eq!(opened(emulator), ["pt"]);
    });
}

#[test]
fn two_widgets_before_ready_open_with_the_last_config_w_load_13() {
    let early = |token: &str| {
        format!(
            "belvoSDK.createWidget({token}, {{ ...handlers, locale: 'en' }}).build();
             belvoSDK.createWidget({token}, {{ ...handlers, locale: 'pt' }}).build();"
        )
    };
    behind_the_placeholder(early, |browser, emulator| {
        browser.must_show("consent");
        browser.js("await reported(1)");
        assert_eq!(opened(emulator), ["pt", "pt"]);
        assert_eq!(browser.json("document.getElementById('belvo').childElementCount"), 1, "W-CONT-11");
    });
}

#[test]
fn a_placeholders_methods_need_their_object_w_load_13() {
    let early = |token: &str| {
        format!(
            "const {{ createWidget }} = belvoSDK;
             try {{ createWidget({token}, handlers).build(); }} catch (failure) {{ window.caught = failure.name; }}"
        )
    };
    behind_the_placeholder(early, |browser, emulator| {
        assert_eq!(browser.json("caught"), "TypeError");
        assert_eq!(opened(emulator).len(), 0);
    });
}

#[test]
fn what_fails_behind_a_placeholder_cannot_be_caught_round_build_w_load_13() {
    let early = |_: &str| {
        "window.uncaught = [];
         addEventListener('error', ({ message }) => uncaught.push(message));
         document.addEventListener('belvoReady', () => { belvoSDK.createWidget = () => { throw new Error('late'); }; });
         try { belvoSDK.createWidget('nonsense', handlers).build(); } catch { window.caught = true; }"
            .to_owned()
    };
    behind_the_placeholder(early, |browser, _| {
        assert_eq!(
            browser.json("[window.caught ?? false, uncaught]"),
            json!([false, ["Uncaught Error: late"]])
        );
        browser.must_complain("late");
    });
}

/// What a copy of Belvo's loader does: its module has the address of Belvo's own host.
const COPIED: &str = r#"
  const main = "http://cdn.belvo.io/v2.87.8/stable/belvo-widget-1-stable-main.js";
  window.belvoSDK = {
    createWidget(token, config) { this.token = token; this.config = config; return this; },
    build() {
      document.addEventListener("belvoReady", () => {
        window.belvoSDK.createWidget(this.token, this.config).build();
      });
    },
  };
  const tag = Object.assign(document.createElement("script"), { type: "module", src: main });
  document.head.append(tag);
"#;

#[test]
fn a_copied_loader_works_when_belvos_host_is_mapped_w_load_14() {
    let emulator = still().scenario("success").start().expect("an emulator");
    let early = format!(
        "{COPIED} belvoSDK.createWidget({:?}, {{ locale: 'en', ...handlers }}).build();",
        must_get_token(&emulator)
    );
    // An own file of the application in place of the script.
    let site = Site::start(&emulator);
    let page = site.put("/", hasty("data:text/javascript,0", &early));
    let here = emulator.url().replace("http://", "");
    browse_with(&[&format!("--host-resolver-rules=MAP cdn.belvo.io {here}")], |browser| {
        browser.goto(&page);
        browser.until("calls.some(({ to }) => to === 'callback')");
        browser.js("await reported()");
        let asked = browser.requests("http://cdn.belvo.io/");
        let paths: Vec<&str> = asked.iter().filter_map(|(_, url)| url.rsplit('/').next()).collect();
        let ours = ["belvo-widget-1-stable-main.js", "open", "report"];
        assert_eq!(paths, ours, "W-LOAD-18, W-TEST-10: {asked:?}");
        assert_eq!(browser.json("[typeof belvoSDK.createWidget, ready]"), json!(["function", 1]));
    });
}
