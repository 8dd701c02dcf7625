//! Any calls of the control API, and of the API beside it: each is answered, and the workspace goes on.

use belvo_emulator::Request;
use serde_json::json;

use super::caller::{Caller, lines, with_fresh_emulator};

/// Something to steer, besides an open page.
const LINK: &str =
    r#"POST /api/links/ {"institution":"erebor_mx_retail","username":"somebody","password":"secret"}"#;

pub fn any(bytes: &[u8]) {
    with_fresh_emulator(|emulator| {
        let mut caller = Caller::new(emulator);
        caller.open(&json!({}));
        for line in std::iter::once(LINK).chain(lines(bytes)) {
            caller.call(line);
        }
        let after = emulator.handle(&Request::get("/_emulator/info").header("host", "localhost"));
        assert_eq!(after.status, 200, "{}", after.text());
    });
}
