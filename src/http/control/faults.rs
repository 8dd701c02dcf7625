//! Faults: what becomes of single calls, counted and never by chance.

use std::collections::BTreeMap;

use clap::Args;
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::arguments::{Nothing, word};
use super::row::Context;
use crate::domain::base::options;
use crate::domain::scenario::faults;
use crate::domain::scenario::rule::{CallRule, ConnectionCut, Cut, Instead, Ruled};
use crate::http::doors::Whose;
use crate::http::faults::{check, whose};
use crate::http::problem::{Problem, SNAPSHOT_INVALID};
use crate::scenario_file;
use crate::scenario_file::Fault;
use crate::store::Scope;

/// What becomes of calls of an operation. It has the keys of a rule of `api:` in a scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{ "on": "POST /api/accounts/", "status": 503, "times": 2 }]))]
#[non_exhaustive]
pub struct CallFault {
    /// Which calls: `POST /api/accounts/`, `GET /api/links/{id}/`, `POST /widget/v1/open`, or a path alone for any method.
    #[schemars(length(max = 200))]
    #[arg(value_name = "CALL")]
    pub on: String,
    /// How many calls it holds for; one without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1_000_000))]
    #[arg(long, value_name = "N", conflicts_with = "always")]
    pub times: Option<u32>,
    /// It holds for all calls.
    #[serde(default, skip_serializing_if = "is_false")]
    #[arg(long)]
    pub always: bool,
    /// How many calls pass before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 1_000_000))]
    #[arg(long, value_name = "N")]
    pub after: Option<u32>,
    /// The code that they are refused with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 64))]
    #[arg(long, value_name = "CODE")]
    pub error: Option<String>,
    /// Its message, if not the code's first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 1000))]
    #[arg(long, value_name = "TEXT")]
    pub message: Option<String>,
    /// The message may be any text.
    #[serde(default, skip_serializing_if = "is_false")]
    #[arg(long)]
    pub custom: bool,
    /// The key that the error is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 64))]
    #[arg(long, value_name = "KEY")]
    pub field: Option<String>,
    /// The status that they are answered with, without a body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 400, max = 599))]
    #[arg(long, value_name = "STATUS")]
    pub status: Option<u16>,
    /// How much later the answer comes, such as 3s.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 64))]
    #[arg(long, value_name = "DURATION")]
    pub delay: Option<String>,
    /// The connection is reset before an answer; the call is not carried out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(long, value_name = "HOW", value_parser = word::<ConnectionCut>(ConnectionCut::WORDS))]
    pub cut: Option<ConnectionCut>,
    /// The body of the answer ends in the middle, though Content-Length says more.
    #[serde(default, skip_serializing_if = "is_false")]
    #[arg(long)]
    pub truncate: bool,
    /// How long the body of the answer takes to come, at most 10m.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 64))]
    #[arg(long, value_name = "DURATION")]
    pub slow: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl CallFault {
    /// Of such calls; what becomes of them is yet to be said.
    pub fn on(call: impl Into<String>) -> Self {
        Self { on: call.into(), ..Self::default() }
    }

    /// They are refused with a code.
    #[must_use]
    pub fn error(self, code: impl Into<String>) -> Self {
        Self { error: Some(code.into()), ..self }
    }

    fn refused(self, ruled: &Ruled) -> Self {
        Self {
            message: ruled.refusal.own_message().map(str::to_owned),
            custom: ruled.refusal.is_custom(),
            field: ruled.field.clone(),
            ..self.error(ruled.refusal.code.name())
        }
    }

    /// They are answered with a status alone.
    #[must_use]
    pub fn status(self, status: u16) -> Self {
        Self { status: Some(status), ..self }
    }

    /// Their answers come so much later, such as `3s`.
    #[must_use]
    pub fn delay(self, delay: impl Into<String>) -> Self {
        Self { delay: Some(delay.into()), ..self }
    }

    /// Their connections are reset.
    #[must_use]
    pub fn reset(self) -> Self {
        Self { cut: Some(ConnectionCut::Reset), ..self }
    }

    /// The bodies of their answers end in the middle.
    #[must_use]
    pub fn truncate(self) -> Self {
        Self { truncate: true, ..self }
    }

    /// The bodies of their answers take so long to come, such as `3s`.
    #[must_use]
    pub fn slow(self, over: impl Into<String>) -> Self {
        Self { slow: Some(over.into()), ..self }
    }

    /// For so many calls.
    #[must_use]
    pub fn times(self, times: u32) -> Self {
        Self { times: Some(times), ..self }
    }

    /// For all calls.
    #[must_use]
    pub fn always(self) -> Self {
        Self { always: true, ..self }
    }

    /// After so many calls have passed.
    #[must_use]
    pub fn after(self, calls: u32) -> Self {
        Self { after: Some(calls), ..self }
    }
}

/// The faults that are set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Faults {
    /// Those of the workspace that was asked.
    Workspace {
        /// In their order: the first that is about a call, and not used up, decides.
        faults: Vec<FaultState>,
    },
    /// Those of all workspaces.
    All {
        /// Of each workspace that is open.
        #[schemars(with = "BTreeMap<String, Vec<FaultState>>")]
        workspaces: IndexMap<String, Vec<FaultState>>,
        /// Of those that are opened later.
        future: Vec<FaultState>,
        /// Of the script and of what it loads.
        script: Vec<FaultState>,
    },
}

/// A fault, and what it has done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct FaultState {
    /// Its number, which `X-Belvo-Emulator-Why` and the journal name.
    pub number: u64,
    /// As it was set.
    pub fault: CallFault,
    /// How many calls have come that it is about.
    pub met: u32,
    /// How many of them it has decided.
    pub used: u32,
    /// How many more it decides; nothing for all.
    pub left: Option<u32>,
}

impl From<&faults::Fault> for FaultState {
    fn from(fault: &faults::Fault) -> Self {
        Self {
            number: fault.number,
            fault: CallFault::from(&fault.rule),
            met: fault.count.met,
            used: fault.count.used,
            left: fault.rule.left(fault.count),
        }
    }
}

impl From<&CallRule> for CallFault {
    fn from(rule: &CallRule) -> Self {
        let fault = Self {
            times: rule.times,
            always: rule.times.is_none(),
            after: Some(rule.after).filter(|after| *after > 0),
            delay: rule.effects.own_delay().map(|delay| delay.to_string()),
            ..Self::on(rule.on())
        };
        let fault = match &rule.effects.instead {
            None => fault,
            Some(Instead::Status(status)) => fault.status(*status),
            Some(Instead::Refused(ruled)) => fault.refused(ruled),
        };
        match rule.effects.cut {
            None => fault,
            Some(Cut::Reset) => fault.reset(),
            Some(Cut::Truncate) => fault.truncate(),
            Some(Cut::Slow(over)) => fault.slow(over.to_string()),
        }
    }
}

fn listed(faults: &faults::Faults) -> Vec<FaultState> {
    faults.iter().map(FaultState::from).collect()
}

/// What is set for each workspace, and what has been used of it.
pub(crate) fn faults(context: &Context<'_>, _: Nothing) -> Result<Faults, Problem> {
    let store = &context.service.store;
    let mut workspaces: IndexMap<String, Vec<FaultState>> =
        store.each(context.scope, |world| listed(world.faults()))?.into_iter().collect();
    Ok(match context.scope {
        Scope::One(name) => Faults::Workspace { faults: workspaces.shift_remove(name).unwrap_or_default() },
        Scope::All => {
            let (future, script) = store.next(|start| (listed(&start.faults), listed(&start.script_faults)));
            Faults::All { workspaces, future, script }
        }
    })
}

pub(crate) fn set_fault(context: &Context<'_>, request: CallFault) -> Result<Faults, Problem> {
    let rule = read(context.scope, &request)?;
    let method = rule.method.as_deref().unwrap_or_default();
    let of_script = whose(method, &rule.path).is_ok_and(|whose| whose == Whose::Emulator);
    context.service.store.set_fault(context.scope, &rule, of_script)?;
    faults(context, Nothing {})
}

pub(crate) fn clear_faults(context: &Context<'_>, _: Nothing) -> Result<Faults, Problem> {
    context.service.store.clear_faults(context.scope)?;
    faults(context, Nothing {})
}

/// Faults that were saved are such as can be set.
pub(crate) fn check_saved(saved: &faults::Faults, scope: &Scope) -> Result<(), Problem> {
    saved.iter().try_for_each(|fault| {
        let wrong = |why: &str| {
            Problem::of(SNAPSHOT_INVALID, format!("faults, number {}: {why}", fault.number))
                .hint("nothing has changed; a snapshot has nothing to be changed by hand")
        };
        let request = CallFault::from(&fault.rule);
        super::read::check::<CallFault>(&json!(request)).map_err(|problem| wrong(&problem.detail))?;
        let rule = read(scope, &request).map_err(|problem| wrong(&problem.detail))?;
        if rule == fault.rule { Ok(()) } else { Err(wrong("it is not as it would be set")) }
    })
}

/// Reads a fault as a rule of a scenario would be read.
fn read(scope: &Scope, request: &CallFault) -> Result<CallRule, Problem> {
    let mut rule = json!(request);
    if let Some(rule) = rule.as_object_mut() {
        rule.shift_remove("always");
        if !request.always {
            rule.entry("times").or_insert(1.into());
        }
    }
    if request.always && request.times.is_some() {
        return Err(Problem::value("always", "`always` and `times` exclude each other"));
    }
    let call = |method: &str, path: &str| match scope {
        Scope::One(_) => check(method, path),
        Scope::All => whose(method, path).map(|_| ()),
    };
    let context = scenario_file::Context { institutions: &[], option: &options::check, call: &call };
    scenario_file::parse_call_rule(&rule, &context).map_err(|faults| refusal(&rule, &faults))
}

/// What is wrong with it first, with the key that it stands at: each has a line of its own.
fn refusal(rule: &Value, faults: &[Fault]) -> Problem {
    let Some(fault) = faults.first() else { return Problem::bad("fault", "this is no fault of calls") };
    let expected = fault.expected.as_ref().map(|what| format!("; expected {what}"));
    let detail = format!("{}{}", fault.message, expected.unwrap_or_default());
    let index = usize::try_from(fault.line).unwrap_or_default().checked_sub(2);
    let key = index.and_then(|index| rule.as_object()?.keys().nth(index));
    let problem = key.map_or_else(|| Problem::bad("fault", &detail), |key| Problem::value(key, &detail));
    match &fault.help {
        Some(help) => problem.hint(help),
        None => problem,
    }
}
