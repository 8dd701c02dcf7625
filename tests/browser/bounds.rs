//! A page of any origin that sends too much: it is answered shortly, and other pages never notice.

use serde_json::json;

use crate::pages::app;
use crate::site::Site;
use crate::support::browser::browse;
use crate::support::{SECRET_ID, control, must_get_token, still};

/// Sends the open call's body from the page as it likes; the length of the answer, and what it says.
const ATTACK: &str = "
    const { base, token, times } = given[0];
    const open = async (config, query) => {
        const body = JSON.stringify({ token, config, query, handlers: ['callback'], arguments: 2 });
        const answer = await fetch(`${base}/widget/v1/open`, { method: 'POST', body });
        return { status: answer.status, text: await answer.text() };
    };
    const long = 'x'.repeat(1_000_000);
    const named = await open({}, { scenario: long });
    const statuses = new Set();
    for (let number = 0; number < times; number += 1) {
        const lists = { institutions: Array(30_000).fill('erebor_mx_retail'), company_benefit_header: long.slice(0, 400_000) };
        statuses.add((await open(lists, {})).status);
    }
    return { status: named.status, length: named.text.length, nearest: named.text.includes('nearest'), statuses: [...statuses] };
";

#[test]
fn a_page_that_sends_a_megabyte_again_and_again_costs_and_leaves_little() {
    let emulator = still().start().expect("an emulator");
    let attacker = Site::start(&emulator).put("/attacker", "<!doctype html><title>Another origin</title>");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let (token, good) = (must_get_token(&emulator), must_get_token(&emulator));
    let kept = || control(&emulator, SECRET_ID, "GET", "info", &json!(null)).value()["kept_bytes"].as_u64();
    browse(|browser| {
        browser.goto(&attacker);
        let before = kept().expect("bytes");
        let told = browser.run(ATTACK, vec![json!({ "base": emulator.url(), "token": token, "times": 8 })]);
        assert_eq!(
            (&told["status"], &told["nearest"], &told["statuses"]),
            (&json!(200), &json!(false), &json!([200]))
        );
        assert!(told["length"].as_u64() < Some(4_096), "{told}");
        assert!(kept() < Some(before + 256 * 1024), "{before} {:?}", kept());

        browser.goto(&page);
        browser.js(&format!("build({good:?})"));
        browser.connect("bnk100");
        browser.until("calls.some(({ to }) => to === 'callback')");
    });
}
