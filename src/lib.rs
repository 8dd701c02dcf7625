//! An offline emulator of the Belvo sandbox, as a library and as a program.
//!
//! It stands in for `https://sandbox.belvo.com` and for the Connect Widget's script: an application's server asks it
//! for a widget token, its page embeds the script from it, and success, errors, warnings and exits come as a scenario
//! file says. Unofficial; not affiliated with Belvo.
//!
//! ```
//! use belvo_emulator::{Emulator, Request};
//! use serde_json::json;
//!
//! let emulator = Emulator::builder().scenario("login_error-abandoned").start()?;
//! assert!(emulator.url().starts_with("http://127.0.0.1:"));
//!
//! // Without a socket: the same answers as values.
//! let keys = json!({ "id": "my-worker", "password": "secret", "scopes": "read_institutions,write_links" });
//! let reply = emulator.handle(&Request::post("/api/token/", &keys));
//! assert_eq!(reply.status, 200);
//! assert!(reply.value()["access"].is_string());
//!
//! // Each secret id is a workspace of its own; the clock of this one moves alone.
//! emulator.workspace("my-worker").advance("10m")?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! An application that calls it over the network, with a token that lives ten minutes:
//!
//! ```
//! use belvo_emulator::Emulator;
//! use serde_json::{Value, json};
//!
//! let emulator = Emulator::builder().start()?;
//! let http = reqwest::blocking::Client::builder().no_proxy().build()?;
//! let keys = json!({ "id": "shop", "password": "secret", "scopes": "read_institutions" });
//! let answer: Value = http.post(format!("{}/api/token/", emulator.url())).json(&keys).send()?.json()?;
//! let access = answer["access"].as_str().unwrap_or_default();
//! let institutions = || http.get(format!("{}/api/institutions/", emulator.url())).bearer_auth(access).send();
//! assert_eq!(institutions()?.status(), 200);
//!
//! emulator.workspace("shop").advance("11m")?;
//! assert_eq!(institutions()?.status(), 401);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The server of an application, here in axum, which answers its page with a token for the widget; its test needs no
//! other server than the two:
//!
//! ```
//! use axum::extract::State;
//! use axum::routing::post;
//! use axum::{Json, Router, http::StatusCode};
//! use belvo_emulator::Emulator;
//! use serde_json::{Value, json};
//!
//! /// Belvo's address comes from the environment in production, from the emulator in a test.
//! async fn widget_token(State(belvo): State<String>) -> Result<Json<Value>, StatusCode> {
//!     let keys = json!({ "id": "shop", "password": "secret", "scopes": "read_institutions,write_links" });
//!     let http = reqwest::Client::builder().no_proxy().build().map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
//!     let asked = http.post(format!("{belvo}/api/token/")).json(&keys).send().await;
//!     let answer: Value = asked.map_err(|_| StatusCode::BAD_GATEWAY)?.json().await.map_err(|_| StatusCode::BAD_GATEWAY)?;
//!     Ok(Json(json!({ "token": answer["access"] })))
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
//! let emulator = Emulator::builder().start()?;
//! let application = Router::new().route("/widget-token", post(widget_token)).with_state(emulator.url());
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
//! let address = listener.local_addr()?;
//! tokio::spawn(async { axum::serve(listener, application).await });
//!
//! let http = reqwest::Client::builder().no_proxy().build()?;
//! let answer: Value = http.post(format!("http://{address}/widget-token")).send().await?.json().await?;
//! assert!(answer["token"].is_string());
//! # Ok(())
//! # })
//! # }
//! ```
//!
//! # How it is built
//!
//! The emulator is a value that answers questions. It is told the time, it owns its dice, it can be copied. Everything
//! that touches the outside is a thin shell around it that holds no rule of Belvo's. If a bug is about *what* is
//! answered, look in `domain`; about *how it looks on the wire*, in `http`; about *when bytes move*, in the shells; about
//! *how it looks to a person*, in `assets/`.
//!
//! | room | what it does | may use |
//! |---|---|---|
//! | `domain` | a workspace as a value, in rooms that stand in an order; its head lists them | itself |
//! | `scenario_file` | text to scenario; every fault at once, at its place | `domain` |
//! | `host` | what Unix and Windows do differently: signals, processes, files of their owner alone | nothing |
//! | `assets` | the files inside the binary, and the one door to those on disk | `host` |
//! | `store` | the workspaces, one lock each; moves time before every verb | `domain` |
//! | `http` | a call becomes an answer: a function of workspaces and request; in `http::api` the one table of the operations that are emulated, in `http::control` that of the control verbs | `domain`, `scenario_file`, `store` |
//! | `server` | listeners; performs delays and long work, holds what can wait, stops in time | `domain`, `http`, `store` |
//! | `delivery` | carries webhooks to their receivers, and brings back what became of them | `domain`, `http`, `store` |
//! | `emulator` | the facade: [`Builder`], [`Emulator`], the control verbs | all above |
//! | `cli` | the command line | `emulator` and what it shows |
//!
//! Two files never import from each other, not even by a detour: what they share stands below both.
//!
//! # Where things are added
//!
//! | to add | edit |
//! |---|---|
//! | a code or a message | its row in `domain/vocabulary/catalogue/codes.rs`, and the texts of its screen in `screens.rs` beside it |
//! | an act or a step | `domain/vocabulary/acts.rs`, its row in `domain/scenario/step.rs`, its arm in `domain/widget/flow.rs`; the compiler names two more |
//! | a key of the widget's configuration | its row in `domain/widget/config.rs`, and where it acts: `domain/widget/run.rs` or `domain/workspace/open.rs` |
//! | an option | its row in `domain/base/options/mod.rs`, and where it acts |
//! | a data resource | its row in the `table.rs` of its area below `domain/record`, and its record type beside it |
//! | a webhook | its code in `domain/vocabulary/hooks.rs`, its row in `domain/webhook/table.rs`, and what counts its data in `count.rs` beside it |
//! | an operation of the API | its row in `http/api/table.rs`, and its handler beside it |
//! | a control verb | its row in `http/control/table.rs`, its types and its function in the file of its family |
//! | a page of the docs | its file in `docs/` and its link in a table of the README; `build.rs` renders it for `/docs` |
//!
//! A row cites rules of `domain/vocabulary/rules`. Reference tables of `docs/`, `assets/widget/belvo-widget.d.ts` and
//! `scenarios/scenario.v1.json` are written by the program; tests say when they are stale.
//!
//! # What always holds
//!
//! 1. Nothing in `domain` or `http` reads a clock, a file, a socket, the environment or the host's entropy.
//! 2. One value is the world of a workspace and one lock guards it; tokens are signed, delays are slept and the records of
//!    links are generated outside it, off the threads that serve sockets, in slices between which whoever waits may give up.
//! 3. Effects are returned, not done: [`Reply::delay`], [`Reply::hold`], work that takes long, the widget's frames.
//! 4. One clock a workspace. Moving it runs what falls due in order, each thing at its own time.
//! 5. Same seed, same times, same calls: the same bytes but for signatures, whatever other workspaces do. Signatures
//!    are of a key of the host's entropy, or of a [file](Builder::signing_key_file).
//! 6. A handler is a function of world and call; one match turns a refusal into an answer.
//! 7. Every message and code of Belvo's stands once, in `domain::vocabulary::catalogue` or the texts of `assets/`; the
//!    choices of options are words of their own.
//! 8. Starting wrongly is a [`StartError`], answering wrongly a `Failure`.
//! 9. Bound before returned: the address is read from the listener.
//! 10. A control verb stands in one list, with its types in [`control`]: its method, its route, its command and its
//!     operation in the OpenAPI document follow from that ([`VERBS`]).
//! 11. The widget's flow is decided in `domain` alone; the script in the page renders, sends acts, and calls the page's
//!     functions, in order, exactly once.
//! 12. No connection is ever opened but to a receiver of webhooks that a flag or a verb has set.
//! 13. The library changes nothing of the process around it: no global provider, logger, handler or panic hook.

#![deny(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![deny(clippy::todo, clippy::unimplemented, unreachable_pub)]

mod assets;
mod cli;
mod delivery;
// The rooms are no part of the library's surface: the tests reach in by them.
#[doc(hidden)]
pub mod domain;
mod emulator;
mod host;
#[doc(hidden)]
pub mod http;
#[doc(hidden)]
pub mod scenario_file;
mod server;
#[doc(hidden)]
pub mod store;

pub use crate::cli::run;
pub use crate::domain::base::dice::Ids;
pub use crate::domain::scenario::model::Play;
pub use crate::emulator::{
    Builder, Control, DEFAULT_PORT, Emulator, Reloaded, StartError, VERBS, scenario_schema,
};
pub use crate::http::Guard;
pub use crate::http::control;
pub use crate::http::message::{Reply, Request};
pub use crate::http::problem::Problem;

// The examples of the README and the docs run with the other doctests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
#[cfg(doctest)]
#[doc = include_str!("../docs/test.md")]
struct Docs;
