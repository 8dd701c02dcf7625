//! What gives a status of HTTP here.

use std::sync::LazyLock;

use http::StatusCode;
use serde_json::json;

use super::sheet::Sheet;
use crate::emulator::{CODES, CodeRow, MAGIC, ROUTES, Route, status_of};

/// A status that a call of the API can be answered with.
pub(super) struct Status {
    /// As people write it.
    pub(super) name: String,
    status: StatusCode,
}

/// All of them.
pub(super) static STATUSES: LazyLock<Vec<Status>> = LazyLock::new(|| {
    let refusals = CODES.iter().filter(|code| code.over_rest()).map(|code| status_of(code.code).as_u16());
    let successes = ROUTES.iter().flat_map(Route::statuses);
    let mut all: Vec<u16> = refusals.chain(successes).collect();
    all.sort_unstable();
    all.dedup();
    let known = all.into_iter().filter_map(|number| StatusCode::from_u16(number).ok());
    known.map(|status| Status { name: status.as_str().to_owned(), status }).collect()
});

impl Status {
    fn codes(&self) -> impl Iterator<Item = &'static CodeRow> {
        CODES.iter().filter(|code| code.over_rest() && status_of(code.code) == self.status)
    }

    pub(super) fn sheet(&self) -> Sheet {
        let meaning = self.status.canonical_reason().unwrap_or_default();
        let mut sheet = Sheet::new("status", self.name.as_str(), format!("{meaning}, over REST."));
        let codes: Vec<&CodeRow> = self.codes().collect();
        let names: Vec<&str> = codes.iter().map(|code| code.name).collect();
        sheet.put(
            "codes",
            json!(names),
            codes.iter().map(|code| format!("{}: {}", code.name, code.about)).collect(),
        );
        let answers = |route: &&Route| route.statuses().contains(&self.status.as_u16());
        let calls = ROUTES.iter().filter(answers).map(|route| format!("{} {}", route.method, route.path));
        self.put_calls(&mut sheet, calls.collect());
        let users = MAGIC.iter().filter(|row| codes.iter().any(|code| row.does.leads_to(code.code)));
        let users: Vec<String> = users.map(|row| row.name()).collect();
        sheet.put(
            "users",
            json!(users),
            Some(users.join(", ")).filter(|users| !users.is_empty()).into_iter().collect(),
        );
        if !codes.is_empty() {
            sheet.note("in a file", in_a_file(&codes));
            sheet.note("more", "`belvo-emulator explain CODE` tells each of the codes");
        }
        sheet
    }

    /// People read a few of many.
    fn put_calls(&self, sheet: &mut Sheet, calls: Vec<String>) {
        const SHOWN: usize = 8;
        let mut lines: Vec<String> = calls.iter().take(SHOWN).cloned().collect();
        if calls.len() > SHOWN {
            lines.push(format!(
                "and {} more of `belvo-emulator list routes {}`",
                calls.len() - SHOWN,
                self.name
            ));
        }
        sheet.put("succeeds", json!(calls), lines);
    }
}

/// How a scenario answers so.
fn in_a_file(codes: &[&CodeRow]) -> String {
    let played = codes.iter().find(|code| code.is_played()).map_or("CODE", |code| code.name);
    format!("api: [{{ on: GET /api/links/, error: {played} }}]")
}
