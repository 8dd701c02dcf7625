//! The facade: build an emulator, ask it, steer it; dropping it stops it.
#![expect(
    clippy::disallowed_methods,
    reason = "the facade owns the threads that serve, and the directory of the state"
)]

mod builder;
mod bundle;
mod error;
mod loading;
mod reload;
mod running;
mod signing_key;
mod state;
mod texts;
mod unknown;
mod usage;
mod verbs;
mod watching;

use serde_json::Value;

pub use builder::Builder;
pub use error::StartError;
pub use reload::Reloaded;
pub use running::Emulator;
pub(crate) use state::NotSaved;
pub(crate) use texts::{in_each_language, screen_texts, survey_label};
pub(crate) use unknown::UnknownCalls;
pub(crate) use verbs::percent;
pub use verbs::{Control, VERBS};

// What the command line shows and takes, lent by the facade.
pub(crate) use crate::domain::base::kinds::EntryKind;
pub(crate) use crate::domain::base::options::{ROWS, Row as OptionRow};
pub(crate) use crate::domain::base::text;
pub(crate) use crate::domain::base::time::Span;
pub(crate) use crate::domain::link::institution::Institution;
pub(crate) use crate::domain::link::magic::{Does, MAGIC, Magic};
pub(crate) use crate::domain::scenario::model::{Play, Scenario};
pub(crate) use crate::domain::scenario::step::{STEPS, StepRow};
pub(crate) use crate::domain::vocabulary::LinkState;
pub(crate) use crate::domain::vocabulary::acts::{SKIP, survey_words};
pub(crate) use crate::domain::vocabulary::catalogue;
pub(crate) use crate::domain::vocabulary::catalogue::events::{EVENTS, Event};
pub(crate) use crate::domain::vocabulary::catalogue::{CODES, Code, CodeRow, Surface};
pub(crate) use crate::domain::vocabulary::hooks::HookCode;
pub(crate) use crate::domain::vocabulary::pages;
pub(crate) use crate::domain::vocabulary::pages::PageRow;
pub(crate) use crate::domain::vocabulary::rules;
pub(crate) use crate::domain::vocabulary::rules::{Absent, Rule};
pub(crate) use crate::domain::webhook::table::{ROWS as WEBHOOKS, Row as WebhookRow};
pub(crate) use crate::domain::widget::config::{Key as ConfigKey, keys as config_keys};
pub(crate) use crate::domain::widget::flow::chart::{Way as FlowWay, ways};
pub(crate) use crate::domain::widget::flow::{Effect, acts_on};
pub(crate) use crate::domain::widget::summary::Summary;
pub(crate) use crate::domain::workspace::matrix::Row as Way;
pub(crate) use crate::http::Guard;
pub(crate) use crate::http::control::receivers::header_and_secret;
pub(crate) use crate::http::control::{Deliveries, Delivery, Nearest, State, Try};
pub(crate) use crate::http::control::{OPENNESS, Openness, Prints, ROWS as VERB_ROWS, Row as VerbRow};
pub(crate) use crate::http::routes::{ROUTES, Route};
pub(crate) use crate::http::status_of;

/// The port when none is asked for.
pub const DEFAULT_PORT: u16 = 2358;

/// The TypeScript declarations of the widget's script.
pub(crate) fn declarations() -> String {
    crate::http::declarations::declarations()
}

/// The JSON Schema of scenario files.
pub fn scenario_schema() -> Value {
    crate::scenario_file::schema()
}
