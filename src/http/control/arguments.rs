//! What the requests of the verbs share: as JSON, as arguments of a command, as values of the library.

use clap::builder::TypedValueParser;
use clap::{ArgAction, ArgMatches, Args, FromArgMatches};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::row::Row;
use crate::domain::base::json;
use crate::domain::scenario::model::Play;

/// The request of a verb that takes nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

/// A request that was typed, as it is sent.
pub(super) fn typed<Q: FromArgMatches + Serialize>(matches: &ArgMatches) -> Result<Value, clap::Error> {
    Ok(serde_json::json!(Q::from_arg_matches(matches)?))
}

/// How many rows come at once at most.
pub(super) const LONGEST_PAGE: usize = 1_000;

/// How many come at once if nobody says so.
pub(super) fn a_page() -> usize {
    100
}

/// A key that was sent, be it with null.
pub(super) fn sent<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

/// An argument that is JSON.
pub(super) fn json(text: &str) -> Result<Value, String> {
    json::read(text.as_bytes()).map_err(|why| format!("no JSON: {why}"))
}

/// An argument that is a text.
#[expect(clippy::unnecessary_wraps, reason = "a parser of arguments may fail")]
pub(super) fn text(text: &str) -> Result<Value, String> {
    Ok(text.into())
}

/// Who acts, as an argument.
pub(super) fn play() -> impl TypedValueParser<Value = Play> {
    word::<Play>(&["by_itself", "by_hand"])
}

/// One of the words that a type is written as.
pub(super) fn word<T: serde::de::DeserializeOwned + Clone + Send + Sync + 'static>(
    words: &'static [&'static str],
) -> impl TypedValueParser<Value = T> {
    clap::builder::PossibleValuesParser::new(words)
        .try_map(|word| serde_json::from_value::<T>(Value::String(word)))
}

/// A request whose one necessary value is a text.
macro_rules! from_text {
    ($request:ident { $field:ident $($rest:tt)* }) => {
        impl<T: Into<String>> From<T> for $request {
            fn from(text: T) -> Self {
                Self { $field: text.into() $($rest)* }
            }
        }
    };
}
pub(super) use from_text;

/// The request of a command whose arguments are another type's.
macro_rules! typed_as {
    ($request:ident, $typed:ident) => {
        impl FromArgMatches for $request {
            fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
                $typed::from_arg_matches(matches).map(Self::from)
            }

            fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
                Self::from_arg_matches(matches).map(|read| *self = read)
            }
        }

        impl Args for $request {
            fn augment_args(command: clap::Command) -> clap::Command {
                $typed::augment_args(command)
            }

            fn augment_args_for_update(command: clap::Command) -> clap::Command {
                $typed::augment_args_for_update(command)
            }
        }
    };
}
pub(super) use typed_as;

/// How the command of a verb is typed: `queue SCENARIO [--times N] [--play WHO]`.
pub(super) fn usage(row: &Row) -> String {
    let command = (row.arguments)(clap::Command::new(row.name));
    let mut words = vec![row.command.to_owned()];
    words.extend(command.get_arguments().map(argument));
    words.join(" ")
}

fn argument(argument: &clap::Arg) -> String {
    let value = || {
        let names = argument.get_value_names().unwrap_or_default();
        names.first().map_or_else(|| argument.get_id().as_str().to_uppercase(), ToString::to_string)
    };
    let word = match argument.get_long() {
        None => value(),
        Some(long) if argument.get_action().takes_values() => format!("--{long} {}", value()),
        Some(long) => format!("--{long}"),
    };
    let word = if argument.is_required_set() { word } else { format!("[{word}]") };
    if matches!(argument.get_action(), ArgAction::Append) { format!("{word} …") } else { word }
}

impl Row {
    /// How its command is typed, after `belvo-emulator ctl`.
    pub(crate) fn usage(&self) -> String {
        usage(self)
    }
}
