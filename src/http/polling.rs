//! `POST /widget/v1/frames`: what has happened in the open runs of a page, held until there is something to tell. One call
//! carries all runs of a page, for a browser opens six connections to a host and its pages share them.

use http::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

use super::call::Call;
use super::message::{Hold, Reply};
use super::page_call::{lead, refuse, token, unreadable};
use super::screens;
use super::service::Service;
use crate::domain::base::journal::Fingerprint;
use crate::domain::base::time::Timestamp;
use crate::domain::workspace::world::World;

/// How many runs one call may ask for; a page of the emulator's own script has one, as each build ends the one before.
const MOST_RUNS: usize = 20;

/// Of the id of a run.
const ID_LENGTH: usize = 36;

/// Why there is nothing to say about a run.
pub(super) struct Gone {
    pub(super) status: StatusCode,
    pub(super) why: &'static str,
}

const UNKNOWN: Gone = Gone {
    status: StatusCode::NOT_FOUND,
    why: "this widget is unknown to the emulator: it was restarted, or the token is another",
};

/// Of a run from before a reset.
const RESET: Gone = Gone {
    status: StatusCode::GONE,
    why: "the emulator was reset since this widget was built: its token and its run are gone",
};

/// The workspace and id of a run, for whoever brings the token that it was opened with.
pub(super) fn find(service: &Service, widget: &str, token: &str) -> Result<(String, Uuid), Gone> {
    let (_, workspace) = lead(service, token);
    let id = Uuid::try_parse(widget).map_err(|_| UNKNOWN)?;
    let key = Fingerprint::of(token);
    let known = |world: &World| world.widget(id).is_some_and(|run| run.key == key);
    if service.store.heard_of(&workspace, id, known) {
        return Ok((workspace, id));
    }
    Err(if service.store.was_reset(id, key) { RESET } else { UNKNOWN })
}

/// What is known about a run: something to tell its page, or when something happens by itself.
enum Heard {
    News(Value),
    Silence(Option<Timestamp>),
}

pub(super) fn frames(service: &Service, call: &Call<'_>) -> Reply {
    let body = match call.plain_json() {
        Ok(body) => body,
        Err(failure) => return unreadable(failure),
    };
    let Some(asked) = body["runs"].as_array().filter(|runs| runs.len() <= MOST_RUNS) else {
        let why = format!("`runs` has to be a list of at most {MOST_RUNS}: [{{widget, token, after}}]");
        return refuse(StatusCode::BAD_REQUEST, &why);
    };
    answer(asked.iter().map(|run| hear(service, run)).collect())
}

/// Runs that have nothing to tell are left out; with none at all the answer waits.
fn answer(heard: Vec<Heard>) -> Reply {
    let (mut news, mut wakes) = (Vec::new(), Vec::new());
    for one in heard {
        match one {
            Heard::News(run) => news.push(run),
            Heard::Silence(wake) => wakes.push(wake),
        }
    }
    let hold = (news.is_empty() && !wakes.is_empty()).then(|| Hold {
        wake: wakes.into_iter().flatten().min(),
        most: None,
        done: None,
    });
    Reply { hold, ..Reply::json(&json!({ "runs": news })) }
}

fn hear(service: &Service, asked: &Value) -> Heard {
    let widget = asked["widget"].as_str().filter(|id| id.len() == ID_LENGTH).unwrap_or_default();
    let gone = |Gone { status, why }: Gone| {
        let gone = json!({ "status": status.as_u16(), "why": why });
        Heard::News(json!({ "widget": widget, "frames": [], "gone": gone }))
    };
    let (workspace, id) = match find(service, widget, &token(asked)) {
        Ok(found) => found,
        Err(why) => return gone(why),
    };
    let after = asked["after"].as_u64().unwrap_or(0);
    service.store.visit(&workspace, |world| look(world, id, after)).unwrap_or_else(|| gone(UNKNOWN))
}

fn look(world: &World, id: Uuid, after: u64) -> Heard {
    let run = world.widget(id);
    let frames = run.map(|run| screens::frames(world, run, after)).unwrap_or_default();
    let over = frames.is_empty() && run.is_none_or(|run| run.ending().is_some());
    if frames.is_empty() && !over {
        return Heard::Silence(world.next_due());
    }
    Heard::News(json!({ "widget": id, "frames": frames, "over": over }))
}
