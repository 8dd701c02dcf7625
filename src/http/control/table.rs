//! The one list of control verbs.
//!
//! A row is `family::name(Request) -> Answer, METHOD "path", "command", Extent Cost, [refusals] Prints;`. The function
//! `family::name` answers it; both types stand in the family's file. Without a request it takes nothing; with a second
//! name after the first, the method of the first name takes nothing and that of the second takes the request. Its command
//! prints the answer where the row does not say what else.

use http::Method;

use super::row::{Cost, Extent, Prints, Row, run};
use super::{
    about, bundle, clock, data, deliveries, due, faults, inbox, institution, journal, link, names, options,
    queue, receivers, record, scenario, snapshot, stream, token, unmatched, verify, webhooks, widget,
    workspaces,
};
use crate::http::problem::{
    ACT_REFUSED, BUNDLE_INVALID, DELIVERY_UNKNOWN, EMISSION_TOO_LARGE, FAULTS_FULL, INSTITUTION_UNKNOWN,
    LINK_REFUSED, LINK_UNKNOWN, NOT_RECORDED, NOT_REMOVABLE, NOT_STOPPABLE, QUEUE_FULL, RECEIVER_GONE,
    SCENARIO_INVALID, SCENARIO_UNKNOWN, SNAPSHOT_INVALID, SNAPSHOT_TOO_LARGE, VERIFY_FAILED, WEBHOOK_UNKNOWN,
    WIDGET_UNKNOWN, WORKSPACE_REQUIRED, WORKSPACE_UNKNOWN,
};

macro_rules! with_verbs {
    ($with:ident) => {
        $with! {
            /// This list
            about::index() -> Index, GET "", "index", Emulator Quick, [];
            /// This list as an OpenAPI document
            about::openapi() -> Document, GET "/openapi.json", "openapi", Emulator Long, [];
            /// The API that is emulated, as an OpenAPI document
            about::openapi_belvo() -> Document, GET "/openapi/belvo.json", "openapi-belvo", Emulator Long, [];
            /// 200 while the process runs
            about::live() -> Health, GET "/health/live", "live", Emulator Quick, [];
            /// 200 when bound and all scenarios are valid
            about::health() -> Health, GET "/health/ready", "health", Emulator Quick, [];
            /// Version, addresses, seed, clock, counts; what is kept, in bytes
            about::info() -> Info, GET "/info", "info", Workspaces Quick, [];
            /// Everything back to the start: links, tokens, widgets, journal, scenario, options, clock; with fresh ids, or those of the start again
            about::reset / reset_ids(Reset) -> WasReset, POST "/reset", "reset", Workspaces Long, [];
            /// Stop the emulator, as SIGTERM does
            about::shutdown() -> Stopping, POST "/shutdown", "shutdown", Emulator Quick, [NOT_STOPPABLE];
            /// The scenario in force
            scenario::scenario() -> InForce, GET "/scenario", "scenario", Workspaces Quick, [];
            /// Choose a scenario by its name or its text, or none
            scenario::set_scenario(SetScenario) -> InForce, PUT "/scenario", "scenario", Workspaces Long, [SCENARIO_UNKNOWN, SCENARIO_INVALID];
            /// The scenarios that can be chosen; `refused` says what is wrong with a change
            scenario::scenarios() -> Scenarios, GET "/scenarios", "scenarios", Emulator Quick, [];
            /// One scenario with its text
            scenario::scenario_text(ScenarioName) -> ScenarioText, GET "/scenarios/{name}", "scenarios", Emulator Quick, [SCENARIO_UNKNOWN];
            /// Check the text of a scenario without choosing it
            scenario::validate(Draft) -> Valid, POST "/scenarios/validate", "validate", Emulator Long, [SCENARIO_INVALID];
            /// The user names that decide what a bank does
            names::names / names_in(NamesIn) -> Names, GET "/names", "names", Emulator Quick, [];
            /// What the next runs play
            queue::queue() -> Queues, GET "/queue", "queue", Workspaces Quick, [];
            /// Let the next runs play a scenario before anything else decides: so many of each workspace
            queue::enqueue(Enqueue) -> Enqueued, POST "/queue", "queue", Workspaces Quick, [SCENARIO_UNKNOWN, QUEUE_FULL];
            /// Forget the queue
            queue::clear_queue() -> Queues, DELETE "/queue", "queue --clear", Workspaces Quick, [];
            /// The faults that are set, what is left of them and what has been used
            faults::faults() -> Faults, GET "/faults", "faults", Workspaces Quick, [];
            /// Let the next calls of an operation fail, wait or break off: so many of each workspace
            faults::set_fault(CallFault) -> Faults, POST "/faults", "faults set", Workspaces Quick, [FAULTS_FULL];
            /// Forget the faults
            faults::clear_faults() -> Faults, DELETE "/faults", "faults --clear", Workspaces Quick, [];
            /// The runs of the widget
            widget::widgets() -> Widgets, GET "/widgets", "widgets", Workspaces Quick, [];
            /// One run: its screen, what it allows, and all its frames
            widget::widget(WidgetId) -> WholeWidget, GET "/widgets/{widget}", "widgets", Workspaces Quick, [WIDGET_UNKNOWN, WORKSPACE_REQUIRED];
            /// What was done in a run, and what the bank answered, as the text of a scenario file that does the same
            record::record(WidgetId) -> RecordedScenario, GET "/widgets/{widget}/scenario", "record", Workspaces Quick, [WIDGET_UNKNOWN, NOT_RECORDED, WORKSPACE_REQUIRED] Text;
            /// Do what a person does on the screen that shows
            widget::act(Act) -> WholeWidget, POST "/widgets/{widget}/{act}", "widgets", Workspaces Quick, [WIDGET_UNKNOWN, ACT_REFUSED, WORKSPACE_REQUIRED];
            /// Send its page something off the contract: one of `event`, `exit` and `callback`
            widget::emit(Emit) -> WholeWidget, POST "/widgets/{widget}/emit", "emit", Workspaces Quick, [WIDGET_UNKNOWN, ACT_REFUSED, EMISSION_TOO_LARGE, WORKSPACE_REQUIRED];
            /// The links
            data::links / links_of(LinkFilter) -> Links, GET "/links", "links", Workspaces Long, [];
            /// One link, and what its institution has
            data::link(LinkId) -> WholeLink, GET "/links/{id}", "links", Workspaces Quick, [LINK_UNKNOWN, WORKSPACE_REQUIRED];
            /// The records that are kept of a link, as lists of the API show them
            data::records(RecordFilter) -> Records, GET "/links/{id}/records", "links records", Workspaces Long, [LINK_UNKNOWN, WORKSPACE_REQUIRED];
            /// Make a widget token without secret keys: a good one, or one that is refused
            token::make_token(NewToken) -> MadeToken, POST "/tokens", "token", Workspaces Quick, [WORKSPACE_REQUIRED, LINK_UNKNOWN];
            /// The institutions, and whether they are there
            institution::institutions() -> Institutions, GET "/institutions", "institutions", Workspaces Quick, [];
            /// Take an institution's site down, let Belvo switch it off, or make it healthy again
            institution::set_institution(SetInstitution) -> Institutions, PATCH "/institutions/{name}", "institution", Workspaces Quick, [INSTITUTION_UNKNOWN];
            /// Make a link without its bank, in any state
            link::make_link(NewLink) -> Link, POST "/links", "link new", Workspaces Quick, [WORKSPACE_REQUIRED, INSTITUTION_UNKNOWN, LINK_REFUSED];
            /// Set a link's status by hand, as time or the bank would
            link::set_link(SetLink) -> Link, PATCH "/links/{id}", "link", Workspaces Quick, [LINK_UNKNOWN, WORKSPACE_REQUIRED];
            /// Who gets webhooks
            receivers::webhooks() -> Webhooks, GET "/webhooks", "webhooks", Workspaces Quick, [];
            /// Send webhooks to these receivers from now on
            receivers::set_webhooks(SetWebhooks) -> Webhooks, PUT "/webhooks", "webhooks set", Workspaces Quick, [];
            /// Send a webhook by hand, with what it says of a link's records, or with given data
            webhooks::trigger(Trigger) -> Triggered, POST "/webhooks/trigger", "webhooks trigger", Workspaces Quick, [WEBHOOK_UNKNOWN, LINK_UNKNOWN, EMISSION_TOO_LARGE, WORKSPACE_REQUIRED];
            /// What has been sent to receivers, and what became of it
            deliveries::deliveries / deliveries_of(DeliveryFilter) -> Deliveries, GET "/webhooks/deliveries", "webhooks deliveries", Workspaces Quick, [] Tries;
            /// Send a webhook once more to the receiver that it was for, as it should be
            deliveries::resend(DeliverySeq) -> Deliveries, POST "/webhooks/deliveries/{seq}", "webhooks resend", Workspaces Quick, [DELIVERY_UNKNOWN, RECEIVER_GONE, WORKSPACE_REQUIRED];
            /// The webhooks that an application's server would have got, whether there is one or not
            inbox::inbox() -> Inbox, GET "/inbox", "inbox", Workspaces Long, [];
            /// Wait until webhooks have come that an application's server would have got
            inbox::inbox_wait(WaitForWebhooks) -> Arrived, POST "/inbox/wait", "inbox wait", NoPattern Long, [];
            /// Forget them
            inbox::clear_inbox() -> Inbox, DELETE "/inbox", "inbox --clear", Workspaces Quick, [];
            /// The table of options with the settings in force
            options::options() -> Options, GET "/options", "options", Workspaces Quick, [];
            /// Make settings, all or none
            options::set_options(Settings) -> Options, PUT "/options", "options", Workspaces Quick, [];
            /// The rules that are kept, with the settings that decide them
            options::rules() -> Rules, GET "/rules", "rules", Workspaces Quick, [];
            /// The clock
            clock::clock() -> Clock, GET "/clock", "clock", Workspaces Quick, [];
            /// Freeze the clock or let it run, from where it is or from a time; `clock run now` returns to this machine's
            clock::set_clock(SetClock) -> Advanced, PUT "/clock", "clock", Workspaces Long, [];
            /// Move the clock forward; all that falls due happens before this answers, and is in the answer
            clock::advance(Advance) -> Advanced, POST "/clock/advance", "clock advance", Workspaces Long, [];
            /// What is to come by itself, and by which clocks
            due::due / due_of(DueFilter) -> WhatIsDue, GET "/clock/due", "clock due", Workspaces Long, [];
            /// All that one workspace holds, as one document without secrets
            snapshot::snapshot() -> Snapshot, GET "/snapshot", "snapshot", NoPattern Long, [SNAPSHOT_INVALID, SNAPSHOT_TOO_LARGE, WORKSPACE_REQUIRED];
            /// Put one workspace back to such a document, whole or not at all; of this workspace or another, of this emulator or another
            snapshot::set_snapshot(Snapshot) -> Restored, PUT "/snapshot", "snapshot", NoPattern Whole, [SNAPSHOT_INVALID, SCENARIO_INVALID, WORKSPACE_REQUIRED];
            /// The workspaces that are open
            workspaces::workspaces() -> Workspaces, GET "/workspaces", "workspaces", Workspaces Quick, [];
            /// Make a fresh workspace: its keys, and where to call it
            workspaces::new_workspace(NewWorkspace) -> FreshWorkspace, POST "/workspaces", "workspaces new", Emulator Quick, [SCENARIO_UNKNOWN];
            /// Forget the workspace that is named, and the keys that were made for it
            workspaces::remove_workspace() -> RemovedWorkspace, DELETE "", "workspaces remove", Workspaces Long, [WORKSPACE_REQUIRED, NOT_REMOVABLE];
            /// What happened in a workspace as one file: its snapshot, and what was done in its widgets as scenarios
            bundle::bundle() -> Bundle, GET "/bundle", "bundle", NoPattern Long, [WORKSPACE_REQUIRED, SNAPSHOT_TOO_LARGE];
            /// Load such a file, into the workspace that is named or that of its name; whole, or not at all
            bundle::set_bundle(Bundle) -> LoadedBundle, PUT "/bundle", "bundle load", NoPattern Whole, [BUNDLE_INVALID, SNAPSHOT_INVALID, SCENARIO_INVALID];
            /// The calls that no route of the API answers, each with the nearest one and how often it came
            unmatched::unmatched() -> Unmatched, GET "/unmatched", "unmatched", Workspaces Quick, [];
            /// What happened
            journal::journal / journal_of(JournalFilter) -> Journal, GET "/journal", "journal", Workspaces Long, [WORKSPACE_REQUIRED] Entries;
            /// What happens, as server-sent events: each entry as it is written; `dropped` and `reset` where some were missed
            stream::journal_stream(FollowJournal) -> JournalPart, GET "/journal/stream", "journal stream", NoPattern Quick, [WORKSPACE_REQUIRED] Stream;
            /// Wait until entries of the journal have been written
            journal::journal_wait(WaitForEntries) -> Written, POST "/journal/wait", "journal wait", NoPattern Long, [WORKSPACE_REQUIRED];
            /// Whether what happened is what was expected: which entries, how often, in which order, and nothing else
            verify::verify(Verify) -> Verified, POST "/verify", "verify", AnyWorkspaces Long, [VERIFY_FAILED, WORKSPACE_REQUIRED, WORKSPACE_UNKNOWN];
        }
    };
}
pub(crate) use with_verbs;

/// The type of a request; nothing where the row has none.
macro_rules! request {
    ($family:ident) => {
        super::arguments::Nothing
    };
    ($family:ident $request:ident) => {
        $family::$request
    };
}

/// What the command prints; the answer where the row says nothing else.
macro_rules! prints {
    () => {
        Prints::Document
    };
    ($prints:ident) => {
        Prints::$prints
    };
}

macro_rules! rows {
    ($(#[doc = $about:literal] $family:ident::$name:ident $(/ $with:ident)? ($($request:ident)?) -> $answer:ident,
        $method:ident $path:literal, $command:literal, $extent:ident $cost:ident, [$($refusal:ident),*] $($prints:ident)?;)*) => {
        /// All verbs.
        pub(crate) static ROWS: &[Row] = &[$(Row {
            name: stringify!($name),
            method: Method::$method,
            path: concat!("/_emulator", $path, "/"),
            about: $about.trim_ascii(),
            command: $command,
            extent: Extent::$extent,
            cost: Cost::$cost,
            refuses: &[$($refusal),*],
            prints: prints!($($prints)?),
            run: |context, request| run(context, request, $family::$name),
            request: |schemas| schemas.subschema_for::<request!($family $($request)?)>(),
            answer: |schemas| schemas.subschema_for::<$family::$answer>(),
            arguments: <request!($family $($request)?) as clap::Args>::augment_args,
            typed: |matches| super::arguments::typed::<request!($family $($request)?)>(matches),
        }),*];
    };
}

with_verbs!(rows);
