//! The user names that decide what a bank does.

use clap::Args;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::row::Context;
use crate::domain::vocabulary::catalogue::LOCALES;
use crate::http::names;
use crate::http::problem::Problem;

/// In which language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct NamesIn {
    /// `en`, `es` or `pt`.
    #[serde(default = "english")]
    #[schemars(extend("enum" = LOCALES))]
    #[arg(long, value_name = "LANGUAGE", default_value_t = english(), value_parser = LOCALES)]
    pub locale: String,
}

fn english() -> String {
    LOCALES[0].to_owned()
}

impl Default for NamesIn {
    fn default() -> Self {
        Self { locale: english() }
    }
}

impl<T: Into<String>> From<T> for NamesIn {
    fn from(locale: T) -> Self {
        Self { locale: locale.into() }
    }
}

/// The user names that decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Names {
    /// All of them, as they can be typed.
    pub names: Vec<UserName>,
}

/// A user name that decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct UserName {
    /// The name, or an example of it.
    pub user: String,
    /// What comes of it.
    pub about: String,
}

pub(crate) fn names(_: &Context<'_>, request: NamesIn) -> Result<Names, Problem> {
    let all =
        names::in_words(&request.locale).map(|(user, about)| UserName { user, about: about.to_owned() });
    Ok(Names { names: all.collect() })
}
