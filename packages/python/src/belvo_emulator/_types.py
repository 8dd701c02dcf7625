"""What the control API takes and answers. Written by generate.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List, Literal, Mapping, Optional, TypedDict, Union

if TYPE_CHECKING:
    from typing_extensions import NotRequired

Document = Mapping[str, Any]
Status = Literal["live", "ready"]
ClockMode = Literal["frozen", "running"]
Play = Literal["by_itself", "by_hand"]
Page = Literal["consent", "institutions", "credentials", "loading", "mfa", "error", "success", "close-dialog", "survey", "expired", "config-error"]
Ending = Literal["connected", "exited", "gone"]
Sink = Literal["onEvent", "onExit", "callback"]
Shape = Literal["superset", "plain"]
Confidence = Literal["documented", "observed", "assumed"]
Snapshot = Mapping[str, Any]
Bundle = Mapping[str, Any]


class Index(TypedDict):
    """The list of verbs."""

    # `belvo-emulator`
    name: str

    # The version of the program.
    version: str

    # The address of the script that pages embed.
    widget_url: str

    # How to have the verbs for one workspace.
    workspaces: str

    # The verbs.
    verbs: List[Listed]


class Listed(TypedDict):
    """A verb."""

    # The name of its method in the library.
    name: str

    # Its method in HTTP.
    method: str

    # Its path; `{name}` stands for a value.
    path: str

    # Its command, after `belvo-emulator ctl`.
    command: str

    # One sentence.
    about: str


class Health(TypedDict):
    """Whether it works."""

    # How far it has come.
    status: Status


class Info(TypedDict):
    """What it is."""

    # The version of the program.
    version: str

    # Its address, without a slash at the end.
    api_url: str

    # The address of the script that pages embed.
    widget_url: str

    # The address of the control API.
    control_url: str

    # The seed of all chance.
    seed: int

    # The clock.
    clock: Clock

    # The secret ids of the workspaces that are open.
    workspaces: List[str]

    # Whether the keys of the start alone open one.
    keys_required: bool

    # How many of each there are.
    counts: Counts

    # What the scope's workspaces keep, in bytes.
    kept_bytes: int


class Clock(TypedDict):
    """A clock."""

    # Whether it runs.
    mode: ClockMode

    # What it shows.
    now: str


class Counts(TypedDict):
    """How many there are."""

    # Scenarios that can be chosen.
    scenarios: int

    # Links of the scope's workspaces.
    links: int

    # Runs of the widget in the scope's workspaces.
    widgets: int


class WasReset(TypedDict):
    """What was put back to the start."""

    # The secret id of the workspace, or `all`.
    reset: str


class Stopping(TypedDict):
    """It stops."""

    # True: one that cannot be stopped so refuses.
    stops: bool


class InForce(TypedDict):
    """The scenario in force."""

    # Its name; `document` when its text was sent; none when there is none.
    scenario: Optional[str]

    # Its title.
    title: Optional[str]

    # Who acts.
    play: Optional[Play]


class Scenarios(TypedDict):
    """The scenarios that can be chosen."""

    # All of them.
    scenarios: List[ScenarioRow]

    # Why the files as they are now are not in force, if they are not.
    refused: NotRequired[Optional[str]]


class ScenarioRow(TypedDict):
    """A scenario that can be chosen."""

    # Its name.
    name: str

    # One line for people.
    title: str

    # Where it was read.
    source: str

    # Who acts.
    play: Play


class ScenarioText(TypedDict):
    """A scenario with its text."""

    # Its name.
    name: str

    # One line for people.
    title: str

    # Where it was read.
    source: str

    # Who acts.
    play: Play

    # A page that documents the behaviour.
    docs: Optional[str]

    # The text of its file.
    text: str


class Valid(TypedDict):
    """A scenario without a fault."""

    # True: what is not valid is refused, with all its faults.
    valid: bool


class Names(TypedDict):
    """The user names that decide."""

    # All of them, as they can be typed.
    names: List[UserName]


class UserName(TypedDict):
    """A user name that decides."""

    # The name, or an example of it.
    user: str

    # What comes of it.
    about: str


class Queues(TypedDict):
    """What the next runs play."""

    # Next first.
    queue: NotRequired[List[Queued]]

    # Of each workspace that is open.
    workspaces: NotRequired[Mapping[str, List[Queued]]]

    # Of those that are opened later.
    future: NotRequired[List[Queued]]


class Queued(TypedDict):
    """What runs play, and how many."""

    # The scenario.
    scenario: str

    # How many more runs.
    times: int

    # Who acts, if not as the scenario says.
    play: Optional[Play]


class Enqueued(TypedDict):
    """What a call has put into the queue."""

    # The item, as it was put at the end.
    added: Queued

    # How many items the queue now has; of all workspaces, the longest queue.
    length: int


class Faults(TypedDict):
    """The faults that are set."""

    # In their order: the first that is about a call, and not used up, decides.
    faults: NotRequired[List[FaultState]]

    # Of each workspace that is open.
    workspaces: NotRequired[Mapping[str, List[FaultState]]]

    # Of those that are opened later.
    future: NotRequired[List[FaultState]]

    # Of the script and of what it loads.
    script: NotRequired[List[FaultState]]


class FaultState(TypedDict):
    """A fault, and what it has done."""

    # Its number, which `X-Belvo-Emulator-Why` and the journal name.
    number: int

    # As it was set.
    fault: CallFault

    # How many calls have come that it is about.
    met: int

    # How many of them it has decided.
    used: int

    # How many more it decides; nothing for all.
    left: Optional[int]


class CallFault(TypedDict):
    """What becomes of calls of an operation. It has the keys of a rule of `api:` in a scenario."""

    # Which calls: `POST /api/accounts/`, `GET /api/links/{id}/`, `POST /widget/v1/open`, or a path
    # alone for any method.
    on: str

    # How many calls it holds for; one without.
    times: NotRequired[Optional[int]]

    # It holds for all calls.
    always: NotRequired[bool]

    # How many calls pass before.
    after: NotRequired[Optional[int]]

    # The code that they are refused with.
    error: NotRequired[Optional[str]]

    # Its message, if not the code's first.
    message: NotRequired[Optional[str]]

    # The message may be any text.
    custom: NotRequired[bool]

    # The key that the error is about.
    field: NotRequired[Optional[str]]

    # The status that they are answered with, without a body.
    status: NotRequired[Optional[int]]

    # How much later the answer comes, such as 3s.
    delay: NotRequired[Optional[str]]

    # The connection is reset before an answer; the call is not carried out.
    cut: NotRequired[Optional[Literal["reset"]]]

    # The body of the answer ends in the middle, though Content-Length says more.
    truncate: NotRequired[bool]

    # How long the body of the answer takes to come, at most 10m.
    slow: NotRequired[Optional[str]]


class Widgets(TypedDict):
    """The runs of the widget."""

    # All of them, oldest first.
    widgets: List[Widget]


class Widget(TypedDict):
    """A run of the widget."""

    # Its id.
    widget: str

    # Its workspace.
    workspace: str

    # The scenario that decides in it.
    scenario: Optional[str]

    # Who acts.
    play: Play

    # The screen that shows; none when it has ended.
    screen: Optional[Page]

    # What the screen allows.
    acts: List[Literal["accept", "choose", "submit", "token", "retry", "back", "close", "stay", "leave", "survey", "finish"]]

    # How it has ended.
    ended: Optional[Ending]


class WholeWidget(TypedDict):
    """A run with all its frames."""

    # Its id.
    widget: str

    # Its workspace.
    workspace: str

    # The scenario that decides in it.
    scenario: Optional[str]

    # Who acts.
    play: Play

    # The screen that shows; none when it has ended.
    screen: Optional[Page]

    # What the screen allows.
    acts: List[Literal["accept", "choose", "submit", "token", "retry", "back", "close", "stay", "leave", "survey", "finish"]]

    # How it has ended.
    ended: Optional[Ending]

    # What its page was sent.
    frames: List[Frame]

    # What made the answer to an act other than usual, if anything did.
    why: NotRequired[Optional[str]]


class Frame(TypedDict):
    """What the page of a run is sent: a screen, and calls of the page's functions."""

    # Counts up from 1 within the run.
    seq: int

    # The screen: its `name`, its `acts`, and what it shows; none when the widget is gone.
    screen: Any

    # The calls, in order.
    emissions: List[Emission]


class Emission(TypedDict):
    """One call of one of the page's functions."""

    # Which function.
    to: Sink

    # Its arguments, as `JSON.stringify` in the page sees them.
    args: List[Any]

    # Whether the script adds the members that do not show in JSON (W-CB-11).
    shape: Shape


class RecordedScenario(TypedDict):
    """A run as a scenario: played on the same page, it shows the same."""

    # The run.
    widget: str

    # Its workspace.
    workspace: str

    # The text of a scenario file.
    text: str

    # What is otherwise when it is played; nothing: the run is told whole.
    differs: List[str]


class Links(TypedDict):
    """Links."""

    # Newest first within each workspace.
    links: List[KeptLink]

    # How many there are.
    count: int

    # There are more: `after` of the next page.
    next: NotRequired[Optional[str]]


class KeptLink(TypedDict):
    """A link and its workspace."""

    # The workspace.
    workspace: str

    id: str

    institution: str

    access_mode: Optional[Literal["single", "recurrent"]]

    status: Literal["valid", "invalid", "unconfirmed", "token_required"]

    refresh_rate: Optional[Literal["6h", "12h", "24h", "7d", "30d"]]

    created_by: str

    last_accessed_at: Optional[str]

    external_id: Optional[str]

    created_at: str

    institution_user_id: str

    credentials_storage: str

    stale_in: Optional[str]

    fetch_resources: List[str]


class WholeLink(TypedDict):
    """A link and what its institution has."""

    # The workspace.
    workspace: str

    id: str

    institution: str

    access_mode: Optional[Literal["single", "recurrent"]]

    status: Literal["valid", "invalid", "unconfirmed", "token_required"]

    refresh_rate: Optional[Literal["6h", "12h", "24h", "7d", "30d"]]

    created_by: str

    last_accessed_at: Optional[str]

    external_id: Optional[str]

    created_at: str

    institution_user_id: str

    credentials_storage: str

    stale_in: Optional[str]

    fetch_resources: List[str]

    # What its institution has.
    resources: List[KeptResource]


class KeptResource(TypedDict):
    """What is kept of a resource of a link."""

    # The resource: `ACCOUNTS`.
    resource: str

    # Its path in the API.
    path: str

    # How many records have been read so far.
    records: int

    # Whether more have come that nobody has read yet.
    unread: bool


class Records(TypedDict):
    """Records of a link."""

    # As lists of the API show them, newest first.
    records: List[Any]

    # How many there are.
    count: int

    # There are more: `after` of the next page.
    next: NotRequired[Optional[str]]


class MadeToken(TypedDict):
    """A token that was made by hand."""

    # The access token, for `createWidget`.
    access: str

    # The refresh token that came with it.
    refresh: str

    # What it is.
    state: Literal["good", "expired", "used", "foreign", "broken_signature"]

    # What becomes of whoever shows it.
    about: str

    # When its time is over, on the workspace's clock.
    expires_at: str

    # What the journal calls it.
    token: str


class Institutions(TypedDict):
    """The institutions."""

    # All of them; without a workspace as workspaces start that are opened later.
    institutions: List[InstitutionRow]

    # Without a workspace: what was set by hand in those that are open.
    workspaces: NotRequired[Mapping[str, Mapping[str, Literal["healthy", "down", "disabled"]]]]


class InstitutionRow(TypedDict):
    """An institution."""

    # Its name.
    name: str

    # Its name for people.
    display_name: str

    # `MX`
    country_code: str

    # What can be done with it.
    status: Literal["healthy", "down", "disabled"]


class Link(TypedDict):
    """A link as it is sent: 13 keys (R-LINK-22)."""

    id: str

    institution: str

    access_mode: Optional[Literal["single", "recurrent"]]

    status: Literal["valid", "invalid", "unconfirmed", "token_required"]

    refresh_rate: Optional[Literal["6h", "12h", "24h", "7d", "30d"]]

    created_by: str

    last_accessed_at: Optional[str]

    external_id: Optional[str]

    created_at: str

    institution_user_id: str

    credentials_storage: str

    stale_in: Optional[str]

    fetch_resources: List[str]


class Webhooks(TypedDict):
    """Who gets webhooks."""

    # The receivers; their secrets are shown as fingerprints.
    targets: List[ShownReceiver]


class ShownReceiver(TypedDict):
    """A receiver, without its secrets."""

    # Its address.
    url: str

    # The fingerprint of its `Authorization`.
    authorization: Optional[str]

    # The fingerprints of what its further headers hold or are made with, by name.
    headers: Mapping[str, str]

    # Why it gets nothing, if that is so.
    off: NotRequired[Optional[str]]


class Triggered(TypedDict):
    """What was told by hand."""

    # `webhook_id` of each: tax returns are told of twice, by month and by year.
    webhook_ids: List[str]


class Deliveries(TypedDict):
    """What has been sent, and what became of it."""

    # Oldest first; those that were tried since, in the order of their last tries.
    deliveries: List[Delivery]

    # There are more: `after` of the next page, or `tried_since` of those that were tried.
    next: NotRequired[Optional[int]]

    # How many tries there have been, in all workspaces: `tried_since` of what comes.
    tries: int

    # Whether what was waited for has come in time.
    complete: NotRequired[Optional[bool]]


class Delivery(TypedDict):
    """A webhook on its way to a receiver."""

    # Counts up from 1 within the workspace.
    seq: int

    # The workspace.
    workspace: str

    # The receiver.
    url: str

    # How far it has got.
    state: Literal["waiting", "under_way", "delivered", "given_up"]

    # What is told.
    event: Event

    # What of its body is sent, if not all of it.
    body: NotRequired[Optional[Literal["whole", "malformed", "empty"]]]

    # What of the receiver's headers is sent, if not what was set.
    authorization: NotRequired[Optional[Literal["as_set", "wrong", "missing"]]]

    # The rule of a scenario that has made it other than usual.
    why: NotRequired[Optional[str]]

    # What became of each try.
    tries: List[Try]


class Event(TypedDict):
    """A webhook."""

    # Counts up from 1 within the workspace.
    seq: int

    # When it happened, on the workspace's clock.
    at: str

    # `webhook_id`
    webhook_id: str

    # `webhook_type`
    type: str

    # `webhook_code`
    code: Literal["historical_update", "new_accounts_available", "new_owners_available", "new_transactions_available", "transactions_updated", "transactions_deleted", "new_bills_available", "new_investments_available", "new_investment_transactions_available", "initial_inflow_update", "initial_outflow_update", "historical_inflow_update", "historical_outflow_update", "new_inflow_invoices_available", "new_outflow_invoices_available", "new_tax_returns_available", "new_financial_statements_available", "employment_changes", "invalid_credentials", "token_required", "link_deleted", "openfinance_consent_about_to_expire", "openfinance_consent_expired", "openfinance_consent_expiration_changed", "openfinance_consent_with_unrecoverable_resources", "openfinance_consent_with_temporarily_unavailable_resources", "OBJECT_CREATED", "STATUS_UPDATE"]

    # The link.
    link: str


class Try(TypedDict):
    """What became of one try."""

    # When it was due, on the workspace's clock.
    at: str

    # The status of the answer; null without one.
    status: Optional[int]

    # How the answer's body begins, or why there was none.
    answer: str

    # How long it took, in milliseconds of the host.
    took_ms: int


class Inbox(TypedDict):
    """What an application's server would have got."""

    # Oldest first.
    webhooks: List[Received]

    # How many older ones are gone.
    dropped: int


class Received(TypedDict):
    """A webhook with its body."""

    # Counts up from 1 within the workspace.
    seq: int

    # When it was sent, on the workspace's clock.
    at: str

    # The workspace.
    workspace: str

    # The body as it is sent; null when that is no JSON.
    body: Any

    # What is sent instead of JSON.
    raw: NotRequired[Optional[str]]

    # What it tells, where the body does not say so.
    event: NotRequired[Optional[Event]]

    # What of the receiver's headers is sent, if not what was set.
    authorization: NotRequired[Optional[Literal["as_set", "wrong", "missing"]]]

    # The rule of a scenario that has made it other than usual.
    why: NotRequired[Optional[str]]


class Arrived(TypedDict):
    """What has come of what was waited for."""

    # Whether as many have come as were waited for.
    complete: bool

    # Oldest first.
    webhooks: List[Received]

    # How many tries there have been of receivers, in all workspaces.
    tries: int


class Options(TypedDict):
    """The table of options."""

    # Its rows.
    options: List[OptionRow]


class OptionRow(TypedDict):
    """An option."""

    # Its dotted name.
    name: str

    # The setting in force.
    value: str

    # The setting of a fresh emulator.
    default: str

    # What it can be set to.
    takes: str

    # The rules that it decides.
    rule: str

    # One sentence.
    about: str


class Rules(TypedDict):
    """The rules that are kept (W-TEST-08)."""

    # All of them.
    rules: List[RuleRow]


class RuleRow(TypedDict):
    """A rule."""

    # Its id.
    id: str

    # How sure it is.
    confidence: Confidence

    # The options that decide it, with the settings in force.
    options: Mapping[str, str]

    # What holds.
    about: str

    # What of it does not hold, where it is kept by half.
    by_half: NotRequired[Optional[str]]


class Advanced(TypedDict):
    """A clock that was moved or set."""

    # Whether it runs.
    mode: ClockMode

    # What it shows.
    now: str

    # What fell due on the way, in order.
    fired: List[Fired]

    # How many things more fell due after these.
    fired_more: NotRequired[int]

    # Whether what was waited for has come in time.
    complete: NotRequired[Optional[bool]]


class Fired(TypedDict):
    """Something that fell due."""

    # When.
    at: str

    # What.
    what: Literal["token.dies", "bank.answers", "scenario.step", "success.leaves", "records.come", "data.arrive", "data.wipe", "webhook.sent", "webhook.tried", "consent.expires", "consent.renewed", "link.breaks", "link.turns"]

    # The run of the widget that it is about, if it is about one.
    widget: Optional[str]

    # The link that it is about, if it is about one.
    link: NotRequired[Optional[str]]

    # The path of the resource that has come.
    resource: NotRequired[Optional[str]]

    # The workspace.
    workspace: str


class WhatIsDue(TypedDict):
    """What is to come, if nobody does anything."""

    # The next of it, in the order of time.
    due: List[IsDue]

    # How much there is.
    count: int

    # The clocks by which it comes.
    clocks: List[OwnClock]


class IsDue(TypedDict):
    """Something that is to come."""

    # When, on the workspace's clock.
    at: str

    # What.
    what: Literal["token.dies", "bank.answers", "scenario.step", "success.leaves", "records.come", "data.arrive", "data.wipe", "webhook.sent", "webhook.tried", "consent.expires", "consent.renewed", "link.breaks", "link.turns"]

    # The workspace.
    workspace: str

    # The run of the widget that it is about, if it is about one.
    widget: NotRequired[Optional[str]]

    # The link that it is about, if it is about one.
    link: NotRequired[Optional[str]]

    # The path of the resource that comes.
    resource: NotRequired[Optional[str]]

    # What a webhook tells.
    event: NotRequired[Optional[Event]]

    # The receiver that is tried.
    url: NotRequired[Optional[str]]


class OwnClock(TypedDict):
    """The clock of a workspace."""

    # The workspace.
    workspace: str

    # Whether it stands.
    frozen: bool

    # What it shows.
    now: str


class Restored(TypedDict):
    """What a workspace has been put back to."""

    # The secret id of the workspace.
    workspace: str

    # The secret id that it was saved under.
    saved_as: str

    # What its clock shows.
    now: str

    # How many links it has.
    links: int

    # How many runs of the widget.
    widgets: int

    # The receivers of webhooks that are switched off: their secrets are not in a snapshot. `PUT
    # webhooks` sets them again.
    receivers_off: List[str]


class Workspaces(TypedDict):
    """The workspaces that are open."""

    # By their names.
    workspaces: List[WorkspaceRow]


class WorkspaceRow(TypedDict):
    """A workspace that is open."""

    # Its secret id.
    workspace: str

    # What its clock shows.
    now: str

    # The name of its scenario.
    scenario: Optional[str]

    # How many links it has.
    links: int

    # How many runs of the widget.
    widgets: int

    # How many entries its journal has, those that are gone too.
    entries: int


class FreshWorkspace(TypedDict):
    """A fresh workspace: its keys, and where to call it."""

    # Its name: the secret id.
    workspace: str

    # The keys.
    secret_id: str

    # The keys.
    secret_password: str

    # Where the API is.
    api_url: str

    # The script that pages embed; the token of the page leads to the workspace.
    widget_url: str

    # Where its control verbs are.
    control_url: str


class RemovedWorkspace(TypedDict):
    """The workspace that was forgotten."""

    # Its secret id.
    removed: str


class LoadedBundle(TypedDict):
    """What was loaded."""

    # The version of the program that has written it.
    program: str

    # The seed of the emulator that has written it.
    seed: int

    # What the workspace has been put back to.
    restored: Restored

    # What was done in it.
    runs: List[BundledRun]


class BundledRun(TypedDict):
    """A run of the widget as a scenario."""

    # Its id.
    widget: str

    # The text of a scenario file; none where nothing can be recorded.
    text: Optional[str]

    # What is otherwise when it is played, or why it is no scenario.
    differs: List[str]


class Unmatched(TypedDict):
    """The calls that no route answers."""

    # Each once, in the order in which they first came.
    unmatched: List[UnmatchedCall]

    # How many more there were, in all workspaces, once a thousand different ones were told apart.
    others: int


class UnmatchedCall(TypedDict):
    """A call that no route answers."""

    # The workspace that it came from or named; empty for none.
    workspace: str

    # Its method.
    method: str

    # Its path.
    path: str

    # How often it came.
    count: int

    # The call that was probably meant.
    nearest: NotRequired[Optional[str]]

    # What is otherwise than in that: `method`, `path`, `method and path`, or why there is nothing
    # at that host.
    differs: str


class Journal(TypedDict):
    """The journal."""

    # The entries, oldest first.
    entries: List[Entry]

    # How many others are gone: older ones, and those of workspaces that were closed to make room.
    dropped: int

    # Whether the journal that `after` is of is gone, with a reset of the workspace, a snapshot or
    # its removal: the entries are those of another one.
    reset: NotRequired[bool]

    # Of one workspace, where `after` was said: how far its journal has been read, for the next
    # `after`; begin with 0.
    next: NotRequired[Optional[Union[int, str]]]


class Entry(TypedDict):
    """One thing that happened."""

    # Counts up from 1 within the workspace.
    seq: int

    # When, on the workspace's clock.
    at: str

    # The workspace.
    workspace: str

    # What.
    kind: Literal["request", "keys.in_page", "control.refused", "cut", "fault", "token.issued", "token.ended", "token.used", "scenario", "scenario.partly", "scenario.stopped", "institution", "options", "clock", "due", "widget.opened", "config.error", "screen", "act", "act.refused", "bank.answered", "terms.accepted", "survey", "emission", "handled", "widget.ended", "hint", "limit", "link.created", "link.confirmed", "link.updated", "link.changed", "link.refreshed", "link.status", "link.deleted", "data.wiped", "records.fetched", "records.refused", "webhook.announced", "webhook.nothing", "webhook.tried", "webhook.targets"]

    # The run of the widget that it happened in.
    widget: NotRequired[Optional[str]]

    # What made it other than usual, if anything did.
    why: NotRequired[Optional[str]]

    # The particulars.
    data: Any


class JournalPart(TypedDict):
    """What the journal has after a place, as far as it has been written."""

    # The entries, oldest first.
    entries: List[Entry]

    # How many before them are gone, whatever they were.
    missed: int

    # Whether the workspace was reset, or restored: its journal has begun anew.
    reset: bool

    # How far the journal has been read.
    last_event_id: str

    # Whether there is more already.
    more: bool


class Written(TypedDict):
    """The entries that were waited for."""

    # Whether there are as many as were waited for.
    complete: bool

    # Oldest first.
    entries: List[Entry]

    # Where none has come: what came nearest.
    nearest: NotRequired[Optional[Nearest]]

    # Whether the journal that `after` is of is gone, with a reset of the workspace, a snapshot or
    # its removal: the entries are those of another one, and nothing is waited for.
    reset: NotRequired[bool]

    # Of one workspace: how far its journal has been read, for `after`.
    next: NotRequired[Optional[Union[int, str]]]


class Nearest(TypedDict):
    """What came nearest to an entry that never came."""

    # The `seq` of the entry.
    seq: int

    # In what it is other than it has to be.
    differs: List[str]


class Verified(TypedDict):
    """All is as it was expected; else the call is refused with the differences."""

    # True: what is otherwise is refused.
    verified: bool

    # The `seq` of the entries that were found for each that was expected; each workspace counts its
    # own.
    found: List[List[int]]


class Problem(TypedDict):
    """Why a control call is refused, as a problem document (RFC 9457); nothing has changed then,
    but in the workspaces that `applied` names.
    """

    # A name of the code as an address.
    type: str

    # What the status means.
    title: str

    # The status that the control API answers with.
    status: int

    # A word for programs.
    code: str

    # A sentence for people: what is wrong.
    detail: str

    # What to do about it.
    hint: NotRequired[Optional[str]]

    # The key of the request that is wrong.
    field: NotRequired[Optional[str]]

    # Of a scenario that was sent: all that is wrong with it.
    faults: NotRequired[List[Fault]]

    # Of a verb for a pattern of names: the workspaces in which it was carried out before it was
    # refused in one.
    applied: NotRequired[List[str]]


class Fault(TypedDict):
    """One thing that is wrong with one file."""

    # The file as it was named to the reader: a path, `(shipped) success.yaml` or `(document)`.
    file: str

    # The line, from 1.
    line: int

    # The column in characters, from 1.
    column: int

    # A word for its kind that tools can rely on, such as `unknown_key`.
    code: str

    # What is wrong, in one line.
    message: str

    # What was expected in that place instead.
    expected: Optional[str]

    # How to put it right.
    help: Optional[str]


class SetWebhooksTargets(TypedDict):
    """A receiver."""

    # `http://127.0.0.1:3000/webhooks`
    url: str

    # Goes into `Authorization` as it is: `Bearer …` or `Basic …`.
    authorization: NotRequired[Optional[str]]

    # Further headers.
    headers: NotRequired[List[SetWebhooksTargetsHeaders]]


class SetWebhooksTargetsHeaders(TypedDict):
    """A header of a receiver: a text, or the HMAC-SHA256 of the raw body."""

    # Its name.
    name: str

    # What it holds.
    text: NotRequired[Optional[str]]

    # The key of an HMAC-SHA256 of the body that it holds.
    hmac: NotRequired[Optional[str]]

    # How the HMAC is written; `hex` when it is not said.
    encoding: NotRequired[Optional[Literal["hex", "base64"]]]


class JournalWaitMatch(TypedDict):
    """What they are."""

    # Its kind; `request` where `on`, `path`, `status`, `query` or `body` is said.
    kind: NotRequired[Optional[Literal["request", "keys.in_page", "control.refused", "cut", "fault", "token.issued", "token.ended", "token.used", "scenario", "scenario.partly", "scenario.stopped", "institution", "options", "clock", "due", "widget.opened", "config.error", "screen", "act", "act.refused", "bank.answered", "terms.accepted", "survey", "emission", "handled", "widget.ended", "hint", "limit", "link.created", "link.confirmed", "link.updated", "link.changed", "link.refreshed", "link.status", "link.deleted", "data.wiped", "records.fetched", "records.refused", "webhook.announced", "webhook.nothing", "webhook.tried", "webhook.targets"]]]

    # The operation that was called: `POST /api/links/`.
    on: NotRequired[Optional[str]]

    # The path that was called: `/api/links/1b0e…/`.
    path: NotRequired[Optional[str]]

    # The status that was answered.
    status: NotRequired[Optional[int]]

    # The code of what was refused, of an event `ERROR`, or of a webhook.
    code: NotRequired[Optional[str]]

    # The run of the widget that it happened in.
    widget: NotRequired[Optional[str]]

    # The `request_id` that a refusal was answered with.
    request_id: NotRequired[Optional[str]]

    # A part of why it was other than usual.
    why: NotRequired[Optional[str]]

    # What the call has in its query, among others.
    query: NotRequired[Mapping[str, Any]]

    # What the call has in its body, among others; secrets stand there as fingerprints.
    body: NotRequired[Mapping[str, Any]]

    # What its particulars have, among others.
    data: NotRequired[Mapping[str, Any]]


class VerifyExpect(TypedDict):
    """An entry that is expected."""

    # What it is.
    match: VerifyExpectMatch

    # How often, exactly; without it, at least once. 0: never.
    times: NotRequired[Optional[int]]


class VerifyExpectMatch(TypedDict):
    """What it is."""

    # Its kind; `request` where `on`, `path`, `status`, `query` or `body` is said.
    kind: NotRequired[Optional[Literal["request", "keys.in_page", "control.refused", "cut", "fault", "token.issued", "token.ended", "token.used", "scenario", "scenario.partly", "scenario.stopped", "institution", "options", "clock", "due", "widget.opened", "config.error", "screen", "act", "act.refused", "bank.answered", "terms.accepted", "survey", "emission", "handled", "widget.ended", "hint", "limit", "link.created", "link.confirmed", "link.updated", "link.changed", "link.refreshed", "link.status", "link.deleted", "data.wiped", "records.fetched", "records.refused", "webhook.announced", "webhook.nothing", "webhook.tried", "webhook.targets"]]]

    # The operation that was called: `POST /api/links/`.
    on: NotRequired[Optional[str]]

    # The path that was called: `/api/links/1b0e…/`.
    path: NotRequired[Optional[str]]

    # The status that was answered.
    status: NotRequired[Optional[int]]

    # The code of what was refused, of an event `ERROR`, or of a webhook.
    code: NotRequired[Optional[str]]

    # The run of the widget that it happened in.
    widget: NotRequired[Optional[str]]

    # The `request_id` that a refusal was answered with.
    request_id: NotRequired[Optional[str]]

    # A part of why it was other than usual.
    why: NotRequired[Optional[str]]

    # What the call has in its query, among others.
    query: NotRequired[Mapping[str, Any]]

    # What the call has in its body, among others; secrets stand there as fingerprints.
    body: NotRequired[Mapping[str, Any]]

    # What its particulars have, among others.
    data: NotRequired[Mapping[str, Any]]
