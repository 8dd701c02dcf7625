//! Whether what happened is what was expected: which entries, how often, in which order, and nothing else.

use clap::{ArgMatches, Args, FromArgMatches};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::arguments;
use super::journal::entries_after;
use super::matching::{Fit, Match};
use super::position::JournalPosition;
use super::read;
use super::row::Context;
use super::waiting::builders;
use crate::domain::base::journal::Entry;
use crate::domain::base::kinds::EntryKind;
use crate::domain::base::text::{self, quote, the_nearest};
use crate::http::problem::{Problem, VERIFY_FAILED, WORKSPACE_REQUIRED, WORKSPACE_UNKNOWN};
use crate::store::{NOBODY, Read, Scope};

/// How many entries may be expected.
const MOST_EXPECTED: usize = 100;

/// How many differences are told.
const MOST_TOLD: usize = 8;

/// What is expected of the journal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{
    "expect": [{ "match": { "on": "POST /api/links/", "body": { "external_id": "u1" } }, "times": 1 }],
    "ordered": true, "others": "refuse",
}]))]
#[non_exhaustive]
pub struct Verify {
    /// The entries that are expected, at most 100.
    #[schemars(length(max = 100))]
    pub expect: Vec<Expected>,
    /// Whether they come in this order.
    #[serde(default)]
    pub ordered: bool,
    /// What is made of other entries of the kinds that are expected; to refuse them, each match has to have a kind.
    #[serde(default)]
    pub others: Others,
    /// Entries after this place alone: the `seq` of one, or `next` of an answer, which tells a workspace that was reset since; in one
    /// workspace, as the order is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<JournalPosition>,
}

/// An entry that is expected.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Expected {
    /// What it is.
    #[serde(rename = "match")]
    pub what: Match,
    /// How often, exactly; without it, at least once. 0: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 2000))]
    pub times: Option<usize>,
}

/// What is made of entries that were not expected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Others {
    /// They may be there.
    #[default]
    Allow,
    /// They are differences.
    Refuse,
}

/// All is as it was expected; else the call is refused with the differences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Verified {
    /// True: what is otherwise is refused.
    pub verified: bool,
    /// The `seq` of the entries that were found for each that was expected; each workspace counts its own.
    pub found: Vec<Vec<u64>>,
}

impl Verify {
    /// These entries, at least once each unless they say otherwise.
    #[must_use]
    pub fn that(expect: impl IntoIterator<Item = Expected>) -> Self {
        Self { expect: expect.into_iter().collect(), ..Self::default() }
    }

    /// In this order.
    #[must_use]
    pub fn ordered(mut self) -> Self {
        self.ordered = true;
        self
    }

    /// And no others of their kinds.
    #[must_use]
    pub fn nothing_else(mut self) -> Self {
        self.others = Others::Refuse;
        self
    }
}

builders!(Verify: position);

impl From<Match> for Expected {
    fn from(what: Match) -> Self {
        Self { what, times: None }
    }
}

impl Expected {
    /// So often, exactly.
    #[must_use]
    pub fn times(mut self, times: usize) -> Self {
        self.times = Some(times);
        self
    }
}

/// How it is typed.
#[derive(Args)]
struct Typed {
    /// What is expected, as JSON; `@FILE` reads it from a file.
    #[arg(value_name = "JSON", value_parser = arguments::json)]
    expectations: Value,
}

impl TryFrom<Typed> for Verify {
    type Error = clap::Error;

    fn try_from(typed: Typed) -> Result<Self, clap::Error> {
        let wrong = |why: String| clap::Error::raw(clap::error::ErrorKind::ValueValidation, why);
        read::check::<Self>(&typed.expectations).map_err(|problem| {
            let tip = problem.hint.as_ref().map(|hint| format!("\n\n  tip: {hint}")).unwrap_or_default();
            wrong(format!("{problem}{tip}"))
        })?;
        serde_json::from_value(typed.expectations).map_err(|why| wrong(why.to_string()))
    }
}

impl FromArgMatches for Verify {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Typed::from_arg_matches(matches).and_then(Self::try_from)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        Self::from_arg_matches(matches).map(|read| *self = read)
    }
}

impl Args for Verify {
    fn augment_args(command: clap::Command) -> clap::Command {
        Typed::augment_args(command)
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Typed::augment_args_for_update(command)
    }
}

pub(crate) fn verify(context: &Context<'_>, request: Verify) -> Result<Verified, Problem> {
    let request = checked(request)?;
    must_be_known(context)?;
    let whole = entries_after(context, request.after.map(JournalPosition::beginning))?;
    if request.ordered || request.after.is_some() {
        must_be_of_one(&whole.entries)?;
        must_be_open(context)?;
    }
    let after = request.after.map_or(0, |after| after.inner().seq);
    must_be_written(after, &whole)?;
    let entries = whole.entries.into_iter().map(|(_, entry)| entry).filter(|entry| entry.seq > after);
    held_against(&request, &entries.collect::<Vec<_>>(), whole.dropped.saturating_sub(after))
}

/// A name that is misspelt names a workspace in which nothing has happened: all that is to come never would be verified of it.
fn must_be_known(context: &Context<'_>) -> Result<(), Problem> {
    match context.scope {
        Scope::One(name) if !context.service.store.has_named(name) => Err(unknown_workspace(context, name)),
        _ => Ok(()),
    }
}

fn unknown_workspace(context: &Context<'_>, name: &str) -> Problem {
    let names = context.service.store.names();
    let open: Vec<&str> = names.iter().map(String::as_str).collect();
    let near = the_nearest(name, &open);
    let detail = format!("no workspace {} was ever opened: nothing was verified{near}", quote(name));
    Problem::of(WORKSPACE_UNKNOWN, detail).hint(
        "the first call with a secret id opens its workspace; one that may stay without any is made before: \
         POST /_emulator/workspaces, or a setting of it: PUT /_emulator/workspaces/ID/options",
    )
}

/// What would verify nothing, or can never be, is refused.
fn checked(mut request: Verify) -> Result<Verify, Problem> {
    if request.expect.len() > MOST_EXPECTED {
        return Err(Problem::value("expect", format!("`expect` has at most {MOST_EXPECTED} items")));
    }
    for (place, expected) in request.expect.iter_mut().enumerate() {
        expected.what = std::mem::take(&mut expected.what).checked(&format!("expect[{place}].match."))?;
    }
    if request.expect.is_empty() {
        return Err(Problem::value(
            "expect",
            "`expect` needs an entry: with none, nothing would be verified".to_owned(),
        ));
    }
    if request.others == Others::Allow {
        return Ok(request);
    }
    let others = |detail: String| Problem::value("others", detail).hint(KIND_NEEDED);
    match request.expect.iter().position(|expected| expected.what.meant().is_none()) {
        Some(place) => {
            Err(others(format!("`others` needs the kind of expect[{place}].match to refuse others")))
        }
        None => Ok(request),
    }
}

const KIND_NEEDED: &str = "others are refused of the kinds that are expected: say `kind`, or `on`, `path`, `status`, `query` or \
                           `body`, which requests alone have";

/// Each workspace counts its entries itself, by a clock of its own: between two of them there is no order.
fn must_be_of_one(all: &[(String, Entry)]) -> Result<(), Problem> {
    let mut names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let names: Vec<&str> =
        names.into_iter().map(|name| if name == NOBODY { "of nobody" } else { name }).collect();
    if names.len() <= 1 {
        return Ok(());
    }
    Err(of_several(&format!("several have entries: {}", text::list(&names))))
}

/// Of all workspaces, those that were closed had entries too.
fn must_be_open(context: &Context<'_>) -> Result<(), Problem> {
    match context.scope {
        Scope::All if context.service.store.lost_with(context.scope) > 0 => {
            Err(of_several("others had entries before they were closed to make room"))
        }
        _ => Ok(()),
    }
}

fn of_several(which: &str) -> Problem {
    let detail = format!("`ordered` and `after` hold in one workspace, and {which}");
    let hint = "name one: /_emulator/workspaces/ID/verify, or ctl --workspace ID";
    Problem::of(WORKSPACE_REQUIRED, detail).hint(hint)
}

/// What comes after an entry that was never written is nothing, whatever has happened.
fn must_be_written(after: u64, whole: &Read) -> Result<(), Problem> {
    const ANEW: &str = "a reset begins a new journal, which counts from 1 again";
    if whole.reset {
        let detail =
            "the journal that `after` is of is gone: the workspace was reset, restored or removed since";
        return Err(Problem::value("after", detail.to_owned()).hint(ANEW));
    }
    let written = whole.dropped + whole.entries.len() as u64;
    if after <= written {
        return Ok(());
    }
    let detail = format!("the journal ends with entry {written}, before {after}");
    Err(Problem::value("after", detail).hint(ANEW))
}

/// `gone` entries that the request is about are not there any more.
fn held_against(request: &Verify, entries: &[Entry], gone: u64) -> Result<Verified, Problem> {
    let fitting = |expected: &Expected| entries.iter().filter(|entry| expected.what.fits(entry)).collect();
    let found: Vec<Vec<&Entry>> = request.expect.iter().map(fitting).collect();
    let mut differences = counted(request, &found, entries);
    if request.ordered && differences.is_empty() {
        differences.extend(out_of_order(request, &found));
    }
    if request.others == Others::Refuse {
        differences.extend(unexpected(request, entries));
    }
    // First, for of many differences the first are told.
    differences.splice(..0, unknown(request, gone).into_iter().chain(too_long(request, entries)));
    if !differences.is_empty() {
        return Err(refusal(differences, gone));
    }
    let found = found.iter().map(|found| found.iter().map(|entry| entry.seq).collect()).collect();
    Ok(Verified { verified: true, found })
}

/// What is gone may have been one too many, or another; what was found at least once was.
fn unknown(request: &Verify, gone: u64) -> Option<String> {
    let exact =
        request.others == Others::Refuse || request.expect.iter().any(|expected| expected.times.is_some());
    (exact && gone > 0).then(|| {
        format!("{gone} of the entries are gone: how often exactly, and whether others came, cannot be known")
    })
}

/// An entry that was kept without what would tell whether it is one too many.
fn too_long(request: &Verify, entries: &[Entry]) -> Option<String> {
    let exact = |expected: &&Expected| request.others == Others::Refuse || expected.times.is_some();
    let unclear = |expected: &Expected| {
        entries.iter().find(|entry| expected.what.fit(entry) == Fit::Unknown).map(|entry| entry.seq)
    };
    let seq = request.expect.iter().filter(exact).find_map(unclear)?;
    Some(format!(
        "entry {seq} was too long or too broken to be kept whole: whether it is one of those expected cannot be known"
    ))
}

fn refusal(mut differences: Vec<String>, gone: u64) -> Problem {
    let more = differences.len().saturating_sub(MOST_TOLD);
    differences.truncate(MOST_TOLD);
    if more > 0 {
        differences.push(format!("and {more} more"));
    }
    let problem = Problem::of(VERIFY_FAILED, differences.join("\n"));
    match gone {
        0 => problem.hint("GET /_emulator/journal shows what happened"),
        _ => problem.hint(format!(
            "{gone} older entries are gone from the journal: verify sooner, verify `after` a later entry, or reset before"
        )),
    }
}

/// Those that came too often or not often enough, each with what was nearest.
fn counted(request: &Verify, found: &[Vec<&Entry>], entries: &[Entry]) -> Vec<String> {
    let mut told = 0;
    let wrong = |(place, (expected, found)): (usize, (&Expected, &Vec<&Entry>))| {
        let count = found.len();
        let right = expected.times.map_or(count > 0, |times| count == times);
        if right {
            return None;
        }
        told += 1;
        let wanted = expected.times.map_or("at least once".to_owned(), often);
        let seqs: Vec<String> = found.iter().take(5).map(|entry| entry.seq.to_string()).collect();
        let came = match count {
            // What is not told is not looked for.
            0 if told > MOST_TOLD => " never".to_owned(),
            0 => {
                let near = expected.what.nearest(entries).map(|near| format!("; {near}"));
                format!(" never{}", near.unwrap_or_default())
            }
            _ => format!(" {}: entries {}", often(count), seqs.join(", ")),
        };
        Some(format!("expect[{place}] has to come {wanted} and came{came}"))
    };
    request.expect.iter().zip(found).enumerate().filter_map(wrong).collect()
}

fn often(times: usize) -> String {
    match times {
        0 => "never".to_owned(),
        1 => "once".to_owned(),
        times => format!("{times} times"),
    }
}

/// Each takes its entries after those of the one before it.
fn out_of_order(request: &Verify, found: &[Vec<&Entry>]) -> Option<String> {
    let mut last = 0;
    for (place, (expected, found)) in request.expect.iter().zip(found).enumerate() {
        let times = expected.times.unwrap_or(1);
        let Some(least) = times.checked_sub(1) else { continue };
        let mut later = found.iter().map(|entry| entry.seq).filter(|seq| *seq > last);
        let Some(taken) = later.nth(least) else {
            let seq = found.first().map_or(0, |entry| entry.seq);
            return Some(format!("expect[{place}] has to come after entry {last} and came at entry {seq}"));
        };
        last = taken;
    }
    None
}

/// The entries of the expected kinds that nobody expected.
fn unexpected(request: &Verify, entries: &[Entry]) -> Vec<String> {
    let kinds: Vec<EntryKind> = request.expect.iter().filter_map(|expected| expected.what.meant()).collect();
    let others = entries.iter().filter(|entry| {
        kinds.contains(&entry.kind) && !request.expect.iter().any(|expected| expected.what.fits(entry))
    });
    others
        .map(|entry| format!("nobody expected entry {}: {} {}", entry.seq, entry.kind, shown(entry)))
        .collect()
}

fn shown(entry: &Entry) -> String {
    let text = |key: &str| entry.data.get(key).map(|value| value.to_string().trim_matches('"').to_owned());
    let words: Vec<String> = ["method", "path", "status", "code"].into_iter().filter_map(text).collect();
    words.join(" ")
}
