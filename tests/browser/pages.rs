//! The pages of applications.

use belvo_emulator::Emulator;

/// What the page of an application does, in each engine.
pub const RECORDER: &str = include_str!("../support/recorder.js");

/// A page with `#belvo`, the script, the recorder and a button of its own.
pub fn app(emulator: &Emulator, query: &str) -> String {
    page(emulator, query, r#"<div id="belvo"></div>"#)
}

/// The same on a network that a test can take hold of: the widget keeps the `fetch` that it finds as it loads.
pub fn app_on_network(emulator: &Emulator) -> String {
    let network = "<script>
      const send = window.fetch;
      window.network = (url, how) => send(url, how);
      window.fetch = (url, how) => network(url, how);
    </script><script src=";
    app(emulator, "").replacen("<script src=", network, 1)
}

/// The same with another body.
pub fn page(emulator: &Emulator, query: &str, body: &str) -> String {
    let script = emulator.widget_url();
    format!(
        r#"<!DOCTYPE html>
<html lang="en">
  <head><meta charset="utf-8"><title>An application</title><script src="{script}{query}"></script></head>
  <body>
    <button id="beneath" onclick="this.dataset.clicks = Number(this.dataset.clicks || 0) + 1">Beneath</button>
    {body}
    <script>{RECORDER}</script>
  </body>
</html>"#
    )
}
