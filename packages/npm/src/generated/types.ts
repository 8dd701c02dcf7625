// Made by generate.mjs from the OpenAPI document of the control API; not to be changed by hand.

/** The list of verbs. */
export interface Index {
  /** `belvo-emulator` */
  name: string;
  /** The version of the program. */
  version: string;
  /** The address of the script that pages embed. */
  widget_url: string;
  /** How to have the verbs for one workspace. */
  workspaces: string;
  /** The verbs. */
  verbs: Listed[];
}

/** A verb. */
export interface Listed {
  /** The name of its method in the library. */
  name: string;
  /** Its method in HTTP. */
  method: string;
  /** Its path; `{name}` stands for a value. */
  path: string;
  /** Its command, after `belvo-emulator ctl`. */
  command: string;
  /** One sentence. */
  about: string;
}

/** An OpenAPI document. */
export type Document = Record<string, unknown>;

/** Whether it works. */
export interface Health {
  /** How far it has come. */
  status: Status;
}

/** How far the emulator has come. */
export type Status = "live" | "ready";

/** What it is. */
export interface Info {
  /** The version of the program. */
  version: string;
  /** Its address, without a slash at the end. */
  api_url: string;
  /** The address of the script that pages embed. */
  widget_url: string;
  /** The address of the control API. */
  control_url: string;
  /** The seed of all chance. */
  seed: number;
  /** The clock. */
  clock: Clock;
  /** The secret ids of the workspaces that are open. */
  workspaces: string[];
  /** Whether the keys of the start alone open one. */
  keys_required: boolean;
  /** How many of each there are. */
  counts: Counts;
  /** What the scope's workspaces keep, in bytes. */
  kept_bytes: number;
}

/** A clock. */
export interface Clock {
  /** Whether it runs. */
  mode: ClockMode;
  /** What it shows. */
  now: string;
}

/** Whether a clock runs. */
export type ClockMode = "frozen" | "running";

/** How many there are. */
export interface Counts {
  /** Scenarios that can be chosen. */
  scenarios: number;
  /** Links of the scope's workspaces. */
  links: number;
  /** Runs of the widget in the scope's workspaces. */
  widgets: number;
}

/** What was put back to the start. */
export interface WasReset {
  /** The secret id of the workspace, or `all`. */
  reset: string;
}

/** It stops. */
export interface Stopping {
  /** True: one that cannot be stopped so refuses. */
  stops: boolean;
}

/** The scenario in force. */
export interface InForce {
  /** Its name; `document` when its text was sent; none when there is none. */
  scenario: string | null;
  /** Its title. */
  title: string | null;
  /** Who acts. */
  play: Play | null;
}

/** Who acts in the widget. */
export type Play = "by_itself" | "by_hand";

/** The scenarios that can be chosen. */
export interface Scenarios {
  /** All of them. */
  scenarios: ScenarioRow[];
  /** Why the files as they are now are not in force, if they are not. */
  refused?: string | null;
}

/** A scenario that can be chosen. */
export interface ScenarioRow {
  /** Its name. */
  name: string;
  /** One line for people. */
  title: string;
  /** Where it was read. */
  source: string;
  /** Who acts. */
  play: Play;
}

/** A scenario with its text. */
export interface ScenarioText {
  /** Its name. */
  name: string;
  /** One line for people. */
  title: string;
  /** Where it was read. */
  source: string;
  /** Who acts. */
  play: Play;
  /** A page that documents the behaviour. */
  docs: string | null;
  /** The text of its file. */
  text: string;
}

/** A scenario without a fault. */
export interface Valid {
  /** True: what is not valid is refused, with all its faults. */
  valid: boolean;
}

/** The user names that decide. */
export interface Names {
  /** All of them, as they can be typed. */
  names: UserName[];
}

/** A user name that decides. */
export interface UserName {
  /** The name, or an example of it. */
  user: string;
  /** What comes of it. */
  about: string;
}

/** What the next runs play. */
export type Queues = {
  /** Next first. */
  queue: Queued[];
} | {
  /** Of each workspace that is open. */
  workspaces: Record<string, Queued[]>;
  /** Of those that are opened later. */
  future: Queued[];
};

/** What runs play, and how many. */
export interface Queued {
  /** The scenario. */
  scenario: string;
  /** How many more runs. */
  times: number;
  /** Who acts, if not as the scenario says. */
  play: Play | null;
}

/** What a call has put into the queue. */
export interface Enqueued {
  /** The item, as it was put at the end. */
  added: Queued;
  /** How many items the queue now has; of all workspaces, the longest queue. */
  length: number;
}

/** The faults that are set. */
export type Faults = {
  /** In their order: the first that is about a call, and not used up, decides. */
  faults: FaultState[];
} | {
  /** Of each workspace that is open. */
  workspaces: Record<string, FaultState[]>;
  /** Of those that are opened later. */
  future: FaultState[];
  /** Of the script and of what it loads. */
  script: FaultState[];
};

/** A fault, and what it has done. */
export interface FaultState {
  /** Its number, which `X-Belvo-Emulator-Why` and the journal name. */
  number: number;
  /** As it was set. */
  fault: CallFault;
  /** How many calls have come that it is about. */
  met: number;
  /** How many of them it has decided. */
  used: number;
  /** How many more it decides; nothing for all. */
  left: number | null;
}

/** What becomes of calls of an operation. It has the keys of a rule of `api:` in a scenario. */
export interface CallFault {
  /** Which calls: `POST /api/accounts/`, `GET /api/links/{id}/`, `POST /widget/v1/open`, or a path alone for any method. */
  on: string;
  /** How many calls it holds for; one without. */
  times?: number | null;
  /** It holds for all calls. */
  always?: boolean;
  /** How many calls pass before. */
  after?: number | null;
  /** The code that they are refused with. */
  error?: string | null;
  /** Its message, if not the code's first. */
  message?: string | null;
  /** The message may be any text. */
  custom?: boolean;
  /** The key that the error is about. */
  field?: string | null;
  /** The status that they are answered with, without a body. */
  status?: number | null;
  /** How much later the answer comes, such as 3s. */
  delay?: string | null;
  /** The connection is reset before an answer; the call is not carried out. */
  cut?: "reset" | null;
  /** The body of the answer ends in the middle, though Content-Length says more. */
  truncate?: boolean;
  /** How long the body of the answer takes to come, at most 10m. */
  slow?: string | null;
}

/** The runs of the widget. */
export interface Widgets {
  /** All of them, oldest first. */
  widgets: Widget[];
}

/** A run of the widget. */
export interface Widget {
  /** Its id. */
  widget: string;
  /** Its workspace. */
  workspace: string;
  /** The scenario that decides in it. */
  scenario: string | null;
  /** Who acts. */
  play: Play;
  /** The screen that shows; none when it has ended. */
  screen: Page | null;
  /** What the screen allows. */
  acts: ("accept" | "choose" | "submit" | "token" | "retry" | "back" | "close" | "stay" | "leave" | "survey" | "finish")[];
  /** How it has ended. */
  ended: Ending | null;
}

/** A screen of the widget. */
export type Page = "consent" | "institutions" | "credentials" | "loading" | "mfa" | "error" | "success" | "close-dialog" | "survey" | "expired" | "config-error";

/** How a run ends. */
export type Ending = "connected" | "exited" | "gone";

/** A run with all its frames. */
export interface WholeWidget {
  /** Its id. */
  widget: string;
  /** Its workspace. */
  workspace: string;
  /** The scenario that decides in it. */
  scenario: string | null;
  /** Who acts. */
  play: Play;
  /** The screen that shows; none when it has ended. */
  screen: Page | null;
  /** What the screen allows. */
  acts: ("accept" | "choose" | "submit" | "token" | "retry" | "back" | "close" | "stay" | "leave" | "survey" | "finish")[];
  /** How it has ended. */
  ended: Ending | null;
  /** What its page was sent. */
  frames: Frame[];
  /** What made the answer to an act other than usual, if anything did. */
  why?: string | null;
}

/** What the page of a run is sent: a screen, and calls of the page's functions. */
export interface Frame {
  /** Counts up from 1 within the run. */
  seq: number;
  /** The screen: its `name`, its `acts`, and what it shows; none when the widget is gone. */
  screen: unknown;
  /** The calls, in order. */
  emissions: Emission[];
}

/** One call of one of the page's functions. */
export interface Emission {
  /** Which function. */
  to: Sink;
  /** Its arguments, as `JSON.stringify` in the page sees them. */
  args: unknown[];
  /** Whether the script adds the members that do not show in JSON (W-CB-11). */
  shape: Shape;
}

/** The page's functions. */
export type Sink = "onEvent" | "onExit" | "callback";

/** How the script hands the arguments over. */
export type Shape = "superset" | "plain";

/** A run as a scenario: played on the same page, it shows the same. */
export interface RecordedScenario {
  /** The run. */
  widget: string;
  /** Its workspace. */
  workspace: string;
  /** The text of a scenario file. */
  text: string;
  /** What is otherwise when it is played; nothing: the run is told whole. */
  differs: string[];
}

/** Links. */
export interface Links {
  /** Newest first within each workspace. */
  links: KeptLink[];
  /** How many there are. */
  count: number;
  /** There are more: `after` of the next page. */
  next?: string | null;
}

/** A link and its workspace. */
export interface KeptLink {
  /** The workspace. */
  workspace: string;
  id: string;
  institution: string;
  access_mode: "single" | "recurrent" | null;
  status: "valid" | "invalid" | "unconfirmed" | "token_required";
  refresh_rate: "6h" | "12h" | "24h" | "7d" | "30d" | null;
  created_by: string;
  last_accessed_at: string | null;
  external_id: string | null;
  created_at: string;
  institution_user_id: string;
  credentials_storage: string;
  stale_in: string | null;
  fetch_resources: string[];
}

/** A link and what its institution has. */
export interface WholeLink {
  /** The workspace. */
  workspace: string;
  id: string;
  institution: string;
  access_mode: "single" | "recurrent" | null;
  status: "valid" | "invalid" | "unconfirmed" | "token_required";
  refresh_rate: "6h" | "12h" | "24h" | "7d" | "30d" | null;
  created_by: string;
  last_accessed_at: string | null;
  external_id: string | null;
  created_at: string;
  institution_user_id: string;
  credentials_storage: string;
  stale_in: string | null;
  fetch_resources: string[];
  /** What its institution has. */
  resources: KeptResource[];
}

/** What is kept of a resource of a link. */
export interface KeptResource {
  /** The resource: `ACCOUNTS`. */
  resource: string;
  /** Its path in the API. */
  path: string;
  /** How many records have been read so far. */
  records: number;
  /** Whether more have come that nobody has read yet. */
  unread: boolean;
}

/** Records of a link. */
export interface Records {
  /** As lists of the API show them, newest first. */
  records: unknown[];
  /** How many there are. */
  count: number;
  /** There are more: `after` of the next page. */
  next?: string | null;
}

/** A token that was made by hand. */
export interface MadeToken {
  /** The access token, for `createWidget`. */
  access: string;
  /** The refresh token that came with it. */
  refresh: string;
  /** What it is. */
  state: "good" | "expired" | "used" | "foreign" | "broken_signature";
  /** What becomes of whoever shows it. */
  about: string;
  /** When its time is over, on the workspace's clock. */
  expires_at: string;
  /** What the journal calls it. */
  token: string;
}

/** The institutions. */
export interface Institutions {
  /** All of them; without a workspace as workspaces start that are opened later. */
  institutions: InstitutionRow[];
  /** Without a workspace: what was set by hand in those that are open. */
  workspaces?: Record<string, Record<string, "healthy" | "down" | "disabled">>;
}

/** An institution. */
export interface InstitutionRow {
  /** Its name. */
  name: string;
  /** Its name for people. */
  display_name: string;
  /** `MX` */
  country_code: string;
  /** What can be done with it. */
  status: "healthy" | "down" | "disabled";
}

/** A link as it is sent: 13 keys (R-LINK-22). */
export interface Link {
  id: string;
  institution: string;
  access_mode: "single" | "recurrent" | null;
  status: "valid" | "invalid" | "unconfirmed" | "token_required";
  refresh_rate: "6h" | "12h" | "24h" | "7d" | "30d" | null;
  created_by: string;
  last_accessed_at: string | null;
  external_id: string | null;
  created_at: string;
  institution_user_id: string;
  credentials_storage: string;
  stale_in: string | null;
  fetch_resources: string[];
}

/** Who gets webhooks. */
export interface Webhooks {
  /** The receivers; their secrets are shown as fingerprints. */
  targets: ShownReceiver[];
}

/** A receiver, without its secrets. */
export interface ShownReceiver {
  /** Its address. */
  url: string;
  /** The fingerprint of its `Authorization`. */
  authorization: string | null;
  /** The fingerprints of what its further headers hold or are made with, by name. */
  headers: Record<string, string>;
  /** Why it gets nothing, if that is so. */
  off?: string | null;
}

/** What was told by hand. */
export interface Triggered {
  /** `webhook_id` of each: tax returns are told of twice, by month and by year. */
  webhook_ids: string[];
}

/** What has been sent, and what became of it. */
export interface Deliveries {
  /** Oldest first; those that were tried since, in the order of their last tries. */
  deliveries: Delivery[];
  /** There are more: `after` of the next page, or `tried_since` of those that were tried. */
  next?: number | null;
  /** How many tries there have been, in all workspaces: `tried_since` of what comes. */
  tries: number;
  /** Whether what was waited for has come in time. */
  complete?: boolean | null;
}

/** A webhook on its way to a receiver. */
export interface Delivery {
  /** Counts up from 1 within the workspace. */
  seq: number;
  /** The workspace. */
  workspace: string;
  /** The receiver. */
  url: string;
  /** How far it has got. */
  state: "waiting" | "under_way" | "delivered" | "given_up";
  /** What is told. */
  event: Event;
  /** What of its body is sent, if not all of it. */
  body?: "whole" | "malformed" | "empty" | null;
  /** What of the receiver's headers is sent, if not what was set. */
  authorization?: "as_set" | "wrong" | "missing" | null;
  /** The rule of a scenario that has made it other than usual. */
  why?: string | null;
  /** What became of each try. */
  tries: Try[];
}

/** A webhook. */
export interface Event {
  /** Counts up from 1 within the workspace. */
  seq: number;
  /** When it happened, on the workspace's clock. */
  at: string;
  /** `webhook_id` */
  webhook_id: string;
  /** `webhook_type` */
  type: string;
  /** `webhook_code` */
  code: "historical_update" | "new_accounts_available" | "new_owners_available" | "new_transactions_available" | "transactions_updated" | "transactions_deleted" | "new_bills_available" | "new_investments_available" | "new_investment_transactions_available" | "initial_inflow_update" | "initial_outflow_update" | "historical_inflow_update" | "historical_outflow_update" | "new_inflow_invoices_available" | "new_outflow_invoices_available" | "new_tax_returns_available" | "new_financial_statements_available" | "employment_changes" | "invalid_credentials" | "token_required" | "link_deleted" | "openfinance_consent_about_to_expire" | "openfinance_consent_expired" | "openfinance_consent_expiration_changed" | "openfinance_consent_with_unrecoverable_resources" | "openfinance_consent_with_temporarily_unavailable_resources" | "OBJECT_CREATED" | "STATUS_UPDATE";
  /** The link. */
  link: string;
}

/** What became of one try. */
export interface Try {
  /** When it was due, on the workspace's clock. */
  at: string;
  /** The status of the answer; null without one. */
  status: number | null;
  /** How the answer's body begins, or why there was none. */
  answer: string;
  /** How long it took, in milliseconds of the host. */
  took_ms: number;
}

/** What an application's server would have got. */
export interface Inbox {
  /** Oldest first. */
  webhooks: Received[];
  /** How many older ones are gone. */
  dropped: number;
}

/** A webhook with its body. */
export interface Received {
  /** Counts up from 1 within the workspace. */
  seq: number;
  /** When it was sent, on the workspace's clock. */
  at: string;
  /** The workspace. */
  workspace: string;
  /** The body as it is sent; null when that is no JSON. */
  body: unknown;
  /** What is sent instead of JSON. */
  raw?: string | null;
  /** What it tells, where the body does not say so. */
  event?: Event | null;
  /** What of the receiver's headers is sent, if not what was set. */
  authorization?: "as_set" | "wrong" | "missing" | null;
  /** The rule of a scenario that has made it other than usual. */
  why?: string | null;
}

/** What has come of what was waited for. */
export interface Arrived {
  /** Whether as many have come as were waited for. */
  complete: boolean;
  /** Oldest first. */
  webhooks: Received[];
  /** How many tries there have been of receivers, in all workspaces. */
  tries: number;
}

/** The table of options. */
export interface Options {
  /** Its rows. */
  options: OptionRow[];
}

/** An option. */
export interface OptionRow {
  /** Its dotted name. */
  name: string;
  /** The setting in force. */
  value: string;
  /** The setting of a fresh emulator. */
  default: string;
  /** What it can be set to. */
  takes: string;
  /** The rules that it decides. */
  rule: string;
  /** One sentence. */
  about: string;
}

/** The rules that are kept (W-TEST-08). */
export interface Rules {
  /** All of them. */
  rules: RuleRow[];
}

/** A rule. */
export interface RuleRow {
  /** Its id. */
  id: string;
  /** How sure it is. */
  confidence: Confidence;
  /** The options that decide it, with the settings in force. */
  options: Record<string, string>;
  /** What holds. */
  about: string;
  /** What of it does not hold, where it is kept by half. */
  by_half?: string | null;
}

/** How sure a fact is. */
export type Confidence = "documented" | "observed" | "assumed";

/** A clock that was moved or set. */
export interface Advanced {
  /** Whether it runs. */
  mode: ClockMode;
  /** What it shows. */
  now: string;
  /** What fell due on the way, in order. */
  fired: Fired[];
  /** How many things more fell due after these. */
  fired_more?: number;
  /** Whether what was waited for has come in time. */
  complete?: boolean | null;
}

/** Something that fell due. */
export interface Fired {
  /** When. */
  at: string;
  /** What. */
  what: "token.dies" | "bank.answers" | "scenario.step" | "success.leaves" | "records.come" | "data.arrive" | "data.wipe" | "webhook.sent" | "webhook.tried" | "consent.expires" | "consent.renewed" | "link.breaks" | "link.turns";
  /** The run of the widget that it is about, if it is about one. */
  widget: string | null;
  /** The link that it is about, if it is about one. */
  link?: string | null;
  /** The path of the resource that has come. */
  resource?: string | null;
  /** The workspace. */
  workspace: string;
}

/** What is to come, if nobody does anything. */
export interface WhatIsDue {
  /** The next of it, in the order of time. */
  due: IsDue[];
  /** How much there is. */
  count: number;
  /** The clocks by which it comes. */
  clocks: OwnClock[];
}

/** Something that is to come. */
export interface IsDue {
  /** When, on the workspace's clock. */
  at: string;
  /** What. */
  what: "token.dies" | "bank.answers" | "scenario.step" | "success.leaves" | "records.come" | "data.arrive" | "data.wipe" | "webhook.sent" | "webhook.tried" | "consent.expires" | "consent.renewed" | "link.breaks" | "link.turns";
  /** The workspace. */
  workspace: string;
  /** The run of the widget that it is about, if it is about one. */
  widget?: string | null;
  /** The link that it is about, if it is about one. */
  link?: string | null;
  /** The path of the resource that comes. */
  resource?: string | null;
  /** What a webhook tells. */
  event?: Event | null;
  /** The receiver that is tried. */
  url?: string | null;
}

/** The clock of a workspace. */
export interface OwnClock {
  /** The workspace. */
  workspace: string;
  /** Whether it stands. */
  frozen: boolean;
  /** What it shows. */
  now: string;
}

/** All that a workspace holds, without secrets: links and their records, tokens, widgets, what is due, webhooks, journal, clock, options, scenario, queue, dice. Its `version` says how it is read; its inside is nothing to change by hand. */
export type Snapshot = Record<string, unknown>;

/** What a workspace has been put back to. */
export interface Restored {
  /** The secret id of the workspace. */
  workspace: string;
  /** The secret id that it was saved under. */
  saved_as: string;
  /** What its clock shows. */
  now: string;
  /** How many links it has. */
  links: number;
  /** How many runs of the widget. */
  widgets: number;
  /** The receivers of webhooks that are switched off: their secrets are not in a snapshot. `PUT webhooks` sets them again. */
  receivers_off: string[];
}

/** The workspaces that are open. */
export interface Workspaces {
  /** By their names. */
  workspaces: WorkspaceRow[];
}

/** A workspace that is open. */
export interface WorkspaceRow {
  /** Its secret id. */
  workspace: string;
  /** What its clock shows. */
  now: string;
  /** The name of its scenario. */
  scenario: string | null;
  /** How many links it has. */
  links: number;
  /** How many runs of the widget. */
  widgets: number;
  /** How many entries its journal has, those that are gone too. */
  entries: number;
}

/** A fresh workspace: its keys, and where to call it. */
export interface FreshWorkspace {
  /** Its name: the secret id. */
  workspace: string;
  /** The keys. */
  secret_id: string;
  /** The keys. */
  secret_password: string;
  /** Where the API is. */
  api_url: string;
  /** The script that pages embed; the token of the page leads to the workspace. */
  widget_url: string;
  /** Where its control verbs are. */
  control_url: string;
}

/** The workspace that was forgotten. */
export interface RemovedWorkspace {
  /** Its secret id. */
  removed: string;
}

/** A workspace with what was done in it: its snapshot (with options, clock and journal), each run of the widget as a scenario, and by which version and seed. No secrets; its inside is nothing to change by hand. */
export type Bundle = Record<string, unknown>;

/** What was loaded. */
export interface LoadedBundle {
  /** The version of the program that has written it. */
  program: string;
  /** The seed of the emulator that has written it. */
  seed: number;
  /** What the workspace has been put back to. */
  restored: Restored;
  /** What was done in it. */
  runs: BundledRun[];
}

/** A run of the widget as a scenario. */
export interface BundledRun {
  /** Its id. */
  widget: string;
  /** The text of a scenario file; none where nothing can be recorded. */
  text: string | null;
  /** What is otherwise when it is played, or why it is no scenario. */
  differs: string[];
}

/** The calls that no route answers. */
export interface Unmatched {
  /** Each once, in the order in which they first came. */
  unmatched: UnmatchedCall[];
  /** How many more there were, in all workspaces, once a thousand different ones were told apart. */
  others: number;
}

/** A call that no route answers. */
export interface UnmatchedCall {
  /** The workspace that it came from or named; empty for none. */
  workspace: string;
  /** Its method. */
  method: string;
  /** Its path. */
  path: string;
  /** How often it came. */
  count: number;
  /** The call that was probably meant. */
  nearest?: string | null;
  /** What is otherwise than in that: `method`, `path`, `method and path`, or why there is nothing at that host. */
  differs: string;
}

/** The journal. */
export interface Journal {
  /** The entries, oldest first. */
  entries: Entry[];
  /** How many others are gone: older ones, and those of workspaces that were closed to make room. */
  dropped: number;
  /** Whether the journal that `after` is of is gone, with a reset of the workspace, a snapshot or its removal: the entries are those of another one. */
  reset?: boolean;
  /** Of one workspace, where `after` was said: how far its journal has been read, for the next `after`; begin with 0. */
  next?: number | string | null;
}

/** One thing that happened. */
export interface Entry {
  /** Counts up from 1 within the workspace. */
  seq: number;
  /** When, on the workspace's clock. */
  at: string;
  /** The workspace. */
  workspace: string;
  /** What. */
  kind: "request" | "keys.in_page" | "control.refused" | "cut" | "fault" | "token.issued" | "token.ended" | "token.used" | "scenario" | "scenario.partly" | "scenario.stopped" | "institution" | "options" | "clock" | "due" | "widget.opened" | "config.error" | "screen" | "act" | "act.refused" | "bank.answered" | "terms.accepted" | "survey" | "emission" | "handled" | "widget.ended" | "hint" | "limit" | "link.created" | "link.confirmed" | "link.updated" | "link.changed" | "link.refreshed" | "link.status" | "link.deleted" | "data.wiped" | "records.fetched" | "records.refused" | "webhook.announced" | "webhook.nothing" | "webhook.tried" | "webhook.targets";
  /** The run of the widget that it happened in. */
  widget?: string | null;
  /** What made it other than usual, if anything did. */
  why?: string | null;
  /** The particulars. */
  data: unknown;
}

/** What the journal has after a place, as far as it has been written. */
export interface JournalPart {
  /** The entries, oldest first. */
  entries: Entry[];
  /** How many before them are gone, whatever they were. */
  missed: number;
  /** Whether the workspace was reset, or restored: its journal has begun anew. */
  reset: boolean;
  /** How far the journal has been read. */
  last_event_id: string;
  /** Whether there is more already. */
  more: boolean;
}

/** The entries that were waited for. */
export interface Written {
  /** Whether there are as many as were waited for. */
  complete: boolean;
  /** Oldest first. */
  entries: Entry[];
  /** Where none has come: what came nearest. */
  nearest?: Nearest | null;
  /** Whether the journal that `after` is of is gone, with a reset of the workspace, a snapshot or its removal: the entries are those of another one, and nothing is waited for. */
  reset?: boolean;
  /** Of one workspace: how far its journal has been read, for `after`. */
  next?: number | string | null;
}

/** What came nearest to an entry that never came. */
export interface Nearest {
  /** The `seq` of the entry. */
  seq: number;
  /** In what it is other than it has to be. */
  differs: string[];
}

/** All is as it was expected; else the call is refused with the differences. */
export interface Verified {
  /** True: what is otherwise is refused. */
  verified: boolean;
  /** The `seq` of the entries that were found for each that was expected; each workspace counts its own. */
  found: number[][];
}

/** Why a control call is refused, as a problem document (RFC 9457); nothing has changed then, but in the workspaces that `applied` names. */
export interface Problem {
  /** A name of the code as an address. */
  type: string;
  /** What the status means. */
  title: string;
  /** The status that the control API answers with. */
  status: number;
  /** A word for programs. */
  code: string;
  /** A sentence for people: what is wrong. */
  detail: string;
  /** What to do about it. */
  hint?: string | null;
  /** The key of the request that is wrong. */
  field?: string | null;
  /** Of a scenario that was sent: all that is wrong with it. */
  faults?: Fault[];
  /** Of a verb for a pattern of names: the workspaces in which it was carried out before it was refused in one. */
  applied?: string[];
}

/** One thing that is wrong with one file. */
export interface Fault {
  /** The file as it was named to the reader: a path, `(shipped) success.yaml` or `(document)`. */
  file: string;
  /** The line, from 1. */
  line: number;
  /** The column in characters, from 1. */
  column: number;
  /** A word for its kind that tools can rely on, such as `unknown_key`. */
  code: string;
  /** What is wrong, in one line. */
  message: string;
  /** What was expected in that place instead. */
  expected: string | null;
  /** How to put it right. */
  help: string | null;
}
