// Made by generate.mjs from the OpenAPI document of the control API; not to be changed by hand.
import type { ControlApi, Streamed } from "../control.js";
import type * as t from "./types.js";

/** Puts everything back to the start. */
export interface ResetRequest {
  /** Ids that never were, or those of the start again. */
  ids?: "fresh" | "repeat" | null;
}

/** Chooses a scenario: by its name, by its text, or none. */
export interface SetScenarioRequest {
  /** Its name, or null for none. */
  name?: string | null;
  /** Its text instead: that of a file, or the same as JSON. */
  document?: unknown;
  /** Who acts, if not as the scenario says. */
  play?: "by_itself" | "by_hand" | null;
}

/** Lets the next runs play a scenario. */
export interface EnqueueRequest {
  /** Its name. */
  scenario: string;
  /** For how many runs of each workspace. */
  times?: number;
  /** Who acts, if not as the scenario says. */
  play?: "by_itself" | "by_hand" | null;
}

/** What becomes of calls of an operation. It has the keys of a rule of `api:` in a scenario. */
export interface SetFaultRequest {
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

/** Does in a run what a person does. */
export interface ActRequest {
  /** With what: the institution, the token, the survey's answer, or credentials as JSON. */
  value?: unknown;
}

/** Calls one of the functions of a run's page with anything at all. */
export interface EmitRequest {
  /** What onEvent gets. */
  event?: unknown;
  /** What onExit gets. */
  exit?: unknown;
  /** What callback gets: a list of its arguments. */
  callback?: unknown;
}

export interface LinksRequest {
  /** Those after this one alone, by its id. */
  after?: string | null;
  /** How many at most: 1000, or less. */
  limit?: number;
}

/** Makes a link without asking its bank. Its keys are those of `POST /api/links/`. */
export interface MakeLinkRequest {
  /** The name of its institution. */
  institution: string;
  /** Who the user is; a new one without. */
  username?: string | null;
  /** What it is; `valid` without. */
  status?: "valid" | "invalid" | "unconfirmed" | "token_required" | "expired_credentials" | "stale_data" | "expired_consent" | null;
  /** Whether it is refreshed by itself. */
  access_mode?: "single" | "recurrent" | null;
  /** The app's own name for the user. */
  external_id?: string | null;
  /** What comes with it. */
  fetch_resources?: string[];
  /** For how long its credentials are kept: `store`, `nostore`, or days as in 30d. */
  credentials_storage?: string | null;
  /** For how long its data are kept, as in 30d. */
  stale_in?: string | null;
}

/** Puts a link into a state: a status, or without what it has lost. */
export interface SetLinkRequest {
  /** What it is to be. */
  status: "valid" | "invalid" | "unconfirmed" | "token_required" | "expired_credentials" | "stale_data" | "expired_consent";
}

export interface RecordsRequest {
  /** The resource: `ACCOUNTS`. */
  resource: string;
  /** Those after this one alone, by its id. */
  after?: string | null;
  /** How many at most: 1000, or less. */
  limit?: number;
}

/** Makes a widget token without secret keys. */
export interface MakeTokenRequest {
  /** What it is; `good` without. */
  state?: "good" | "expired" | "used" | "foreign" | "broken_signature" | null;
  /** Its scopes with commas between them, as in `POST /api/token/`; the pair that a widget needs without. */
  scopes?: string | null;
  /** How long the access token lives, such as 30s; as `token.access_ttl` says without. */
  ttl?: string | null;
  /** The link that it opens in update mode. */
  link?: string | null;
  /** What comes with a link that is made with it. */
  fetch_resources?: string[];
  /** What the page looks like: `widget` of `POST /api/token/`. */
  widget?: unknown;
}

/** Closes or opens an institution. */
export interface SetInstitutionRequest {
  /** What can be done with it. */
  status: "healthy" | "down" | "disabled";
}

/** Sends webhooks to these from now on; what waits for others is given up. */
export interface SetWebhooksRequest {
  /** All receivers; none stops webhooks. */
  targets: ({
    /** `http://127.0.0.1:3000/webhooks` */
    url: string;
    /** Goes into `Authorization` as it is: `Bearer …` or `Basic …`. */
    authorization?: string | null;
    /** Further headers. */
    headers?: ({
      /** Its name. */
      name: string;
      /** What it holds. */
      text?: string | null;
      /** The key of an HMAC-SHA256 of the body that it holds. */
      hmac?: string | null;
      /** How the HMAC is written; `hex` when it is not said. */
      encoding?: "hex" | "base64" | null;
    })[];
  })[];
}

/** Sends a webhook by hand. */
export interface TriggerRequest {
  /** The link's id. */
  link: string;
  /** `webhook_type`: the name of a resource, `LINK` or `CONSENT`. */
  type: string;
  /** `webhook_code` */
  code: "historical_update" | "new_accounts_available" | "new_owners_available" | "new_transactions_available" | "transactions_updated" | "transactions_deleted" | "new_bills_available" | "new_investments_available" | "new_investment_transactions_available" | "initial_inflow_update" | "initial_outflow_update" | "historical_inflow_update" | "historical_outflow_update" | "new_inflow_invoices_available" | "new_outflow_invoices_available" | "new_tax_returns_available" | "new_financial_statements_available" | "employment_changes" | "invalid_credentials" | "token_required" | "link_deleted" | "openfinance_consent_about_to_expire" | "openfinance_consent_expired" | "openfinance_consent_expiration_changed" | "openfinance_consent_with_unrecoverable_resources" | "openfinance_consent_with_temporarily_unavailable_resources" | "OBJECT_CREATED" | "STATUS_UPDATE";
  /** `process_type`, where several webhooks have this type and code; the first of the table's without. */
  process?: "historical_update" | "recurrent_update" | "async_post" | null;
  /** What its `data` says, if not what it would say of the link's records. */
  data?: unknown;
}

export interface DeliveriesRequest {
  /** Wait until none is due or under way. */
  settled?: boolean;
  /** Those after this one alone, by its `seq`. */
  after?: number | null;
  /** Those alone that were tried since, by the `tries` of an answer before; it waits until one is. */
  tried_since?: number | null;
  /** How many at most: 1000, or less. */
  limit?: number;
  /** Wait for so long at most, in host time: 25 seconds, or less. */
  timeout?: string | null;
}

/** Waits for webhooks. */
export interface InboxWaitRequest {
  /** Of this `webhook_type` alone. */
  type?: string | null;
  /** Of this `webhook_code` alone. */
  code?: "historical_update" | "new_accounts_available" | "new_owners_available" | "new_transactions_available" | "transactions_updated" | "transactions_deleted" | "new_bills_available" | "new_investments_available" | "new_investment_transactions_available" | "initial_inflow_update" | "initial_outflow_update" | "historical_inflow_update" | "historical_outflow_update" | "new_inflow_invoices_available" | "new_outflow_invoices_available" | "new_tax_returns_available" | "new_financial_statements_available" | "employment_changes" | "invalid_credentials" | "token_required" | "link_deleted" | "openfinance_consent_about_to_expire" | "openfinance_consent_expired" | "openfinance_consent_expiration_changed" | "openfinance_consent_with_unrecoverable_resources" | "openfinance_consent_with_temporarily_unavailable_resources" | "OBJECT_CREATED" | "STATUS_UPDATE" | null;
  /** Of this link alone. */
  link?: string | null;
  /** Those after this one alone, by its `seq`; all, if there are not so many any more. */
  after?: number | null;
  /** Until a receiver was tried since, too, by the `tries` of an answer before. */
  tried_since?: number | null;
  /** How many. */
  count?: number;
  /** For how long at most, in host time: 25 seconds, or less. */
  timeout?: string;
}

/** Settings to make, all or none. */
export type SetOptionsRequest = Record<string, string | boolean | number>;

/** Freezes a clock or lets it run. */
export interface SetClockRequest {
  /** Let it stand, or let it run. */
  mode: "frozen" | "running";
  /** What it shows then, as `2026-01-31T12:00:00Z`, or `now` for this machine's time; without, it goes on from where it is. */
  now?: string | null;
}

/** Moves a clock forward. */
export interface AdvanceRequest {
  /** How far, with a unit: `500ms`, `3s`, `10m`, `2h`, `1d`, `1h30m`. */
  by: string;
  /** Wait until no delivery of webhooks is due or under way any more. */
  wait?: "deliveries" | null;
  /** For how long at most, in host time: 25 seconds, or less. */
  timeout?: string | null;
}

export interface DueRequest {
  /** How many at most: 1000, or less. */
  limit?: number;
}

/** All that a workspace holds, without secrets: links and their records, tokens, widgets, what is due, webhooks, journal, clock, options, scenario, queue, dice. Its `version` says how it is read; its inside is nothing to change by hand. */
export type SetSnapshotRequest = Record<string, unknown>;

/** A workspace with what was done in it: its snapshot (with options, clock and journal), each run of the widget as a scenario, and by which version and seed. No secrets; its inside is nothing to change by hand. */
export type SetBundleRequest = Record<string, unknown>;

export interface JournalRequest {
  /** Its kind; `request` where `on`, `path`, `status`, `query` or `body` is said. */
  kind?: "request" | "keys.in_page" | "control.refused" | "cut" | "fault" | "token.issued" | "token.ended" | "token.used" | "scenario" | "scenario.partly" | "scenario.stopped" | "institution" | "options" | "clock" | "due" | "widget.opened" | "config.error" | "screen" | "act" | "act.refused" | "bank.answered" | "terms.accepted" | "survey" | "emission" | "handled" | "widget.ended" | "hint" | "limit" | "link.created" | "link.confirmed" | "link.updated" | "link.changed" | "link.refreshed" | "link.status" | "link.deleted" | "data.wiped" | "records.fetched" | "records.refused" | "webhook.announced" | "webhook.nothing" | "webhook.tried" | "webhook.targets" | null;
  /** The operation that was called: `POST /api/links/`. */
  on?: string | null;
  /** The path that was called: `/api/links/1b0e…/`. */
  path?: string | null;
  /** The status that was answered. */
  status?: number | null;
  /** The code of what was refused, of an event `ERROR`, or of a webhook. */
  code?: string | null;
  /** The run of the widget that it happened in. */
  widget?: string | null;
  /** The `request_id` that a refusal was answered with. */
  request_id?: string | null;
  /** A part of why it was other than usual. */
  why?: string | null;
  /** What the call has in its query, among others. */
  query?: Record<string, unknown>;
  /** What the call has in its body, among others; secrets stand there as fingerprints. */
  body?: Record<string, unknown>;
  /** What its particulars have, among others. */
  data?: Record<string, unknown>;
  /** Entries after this place alone: the `seq` of one, or `next` of an answer, which tells a workspace that was reset since. */
  after?: number | string | null;
  /** How the control API writes them: `jsonl` is one entry a line. */
  format?: "json" | "jsonl" | null;
}

export interface JournalStreamRequest {
  /** Its kind; `request` where `on`, `path`, `status`, `query` or `body` is said. */
  kind?: "request" | "keys.in_page" | "control.refused" | "cut" | "fault" | "token.issued" | "token.ended" | "token.used" | "scenario" | "scenario.partly" | "scenario.stopped" | "institution" | "options" | "clock" | "due" | "widget.opened" | "config.error" | "screen" | "act" | "act.refused" | "bank.answered" | "terms.accepted" | "survey" | "emission" | "handled" | "widget.ended" | "hint" | "limit" | "link.created" | "link.confirmed" | "link.updated" | "link.changed" | "link.refreshed" | "link.status" | "link.deleted" | "data.wiped" | "records.fetched" | "records.refused" | "webhook.announced" | "webhook.nothing" | "webhook.tried" | "webhook.targets" | null;
  /** The operation that was called: `POST /api/links/`. */
  on?: string | null;
  /** The path that was called: `/api/links/1b0e…/`. */
  path?: string | null;
  /** The status that was answered. */
  status?: number | null;
  /** The code of what was refused, of an event `ERROR`, or of a webhook. */
  code?: string | null;
  /** The run of the widget that it happened in. */
  widget?: string | null;
  /** The `request_id` that a refusal was answered with. */
  request_id?: string | null;
  /** A part of why it was other than usual. */
  why?: string | null;
  /** What the call has in its query, among others. */
  query?: Record<string, unknown>;
  /** What the call has in its body, among others; secrets stand there as fingerprints. */
  body?: Record<string, unknown>;
  /** What its particulars have, among others. */
  data?: Record<string, unknown>;
  /** Entries after this place alone: the `seq` of one, or `next` of an answer, which tells a workspace that was reset since. */
  after?: number | string | null;
  /** Goes on after this event; the header `Last-Event-ID` says the same. */
  last_event_id?: string | null;
}

/** Waits until entries have been written. */
export interface JournalWaitRequest {
  /** What they are. */
  match?: {
    /** Its kind; `request` where `on`, `path`, `status`, `query` or `body` is said. */
    kind?: "request" | "keys.in_page" | "control.refused" | "cut" | "fault" | "token.issued" | "token.ended" | "token.used" | "scenario" | "scenario.partly" | "scenario.stopped" | "institution" | "options" | "clock" | "due" | "widget.opened" | "config.error" | "screen" | "act" | "act.refused" | "bank.answered" | "terms.accepted" | "survey" | "emission" | "handled" | "widget.ended" | "hint" | "limit" | "link.created" | "link.confirmed" | "link.updated" | "link.changed" | "link.refreshed" | "link.status" | "link.deleted" | "data.wiped" | "records.fetched" | "records.refused" | "webhook.announced" | "webhook.nothing" | "webhook.tried" | "webhook.targets" | null;
    /** The operation that was called: `POST /api/links/`. */
    on?: string | null;
    /** The path that was called: `/api/links/1b0e…/`. */
    path?: string | null;
    /** The status that was answered. */
    status?: number | null;
    /** The code of what was refused, of an event `ERROR`, or of a webhook. */
    code?: string | null;
    /** The run of the widget that it happened in. */
    widget?: string | null;
    /** The `request_id` that a refusal was answered with. */
    request_id?: string | null;
    /** A part of why it was other than usual. */
    why?: string | null;
    /** What the call has in its query, among others. */
    query?: Record<string, unknown>;
    /** What the call has in its body, among others; secrets stand there as fingerprints. */
    body?: Record<string, unknown>;
    /** What its particulars have, among others. */
    data?: Record<string, unknown>;
  };
  /** How many. */
  count?: number;
  /** Entries after this place alone: the `seq` of one, or `next` of an answer, which tells a workspace that was reset since. */
  after?: number | string | null;
  /** For how long at most, in host time: 25 seconds, or less. */
  timeout?: string;
}

/** What is expected of the journal. */
export interface VerifyRequest {
  /** The entries that are expected, at most 100. */
  expect: ({
    /** What it is. */
    match: {
      /** Its kind; `request` where `on`, `path`, `status`, `query` or `body` is said. */
      kind?: "request" | "keys.in_page" | "control.refused" | "cut" | "fault" | "token.issued" | "token.ended" | "token.used" | "scenario" | "scenario.partly" | "scenario.stopped" | "institution" | "options" | "clock" | "due" | "widget.opened" | "config.error" | "screen" | "act" | "act.refused" | "bank.answered" | "terms.accepted" | "survey" | "emission" | "handled" | "widget.ended" | "hint" | "limit" | "link.created" | "link.confirmed" | "link.updated" | "link.changed" | "link.refreshed" | "link.status" | "link.deleted" | "data.wiped" | "records.fetched" | "records.refused" | "webhook.announced" | "webhook.nothing" | "webhook.tried" | "webhook.targets" | null;
      /** The operation that was called: `POST /api/links/`. */
      on?: string | null;
      /** The path that was called: `/api/links/1b0e…/`. */
      path?: string | null;
      /** The status that was answered. */
      status?: number | null;
      /** The code of what was refused, of an event `ERROR`, or of a webhook. */
      code?: string | null;
      /** The run of the widget that it happened in. */
      widget?: string | null;
      /** The `request_id` that a refusal was answered with. */
      request_id?: string | null;
      /** A part of why it was other than usual. */
      why?: string | null;
      /** What the call has in its query, among others. */
      query?: Record<string, unknown>;
      /** What the call has in its body, among others; secrets stand there as fingerprints. */
      body?: Record<string, unknown>;
      /** What its particulars have, among others. */
      data?: Record<string, unknown>;
    };
    /** How often, exactly; without it, at least once. 0: never. */
    times?: number | null;
  })[];
  /** Whether they come in this order. */
  ordered?: boolean;
  /** What is made of other entries of the kinds that are expected; to refuse them, each match has to have a kind. */
  others?: "allow" | "refuse";
  /** Entries after this place alone: the `seq` of one, or `next` of an answer, which tells a workspace that was reset since; in one workspace, as the order is. */
  after?: number | string | null;
}

/** The request of a verb that takes nothing. */
export type ShutdownRequest = Record<string, unknown>;

/** A scenario that is checked and not chosen. */
export interface ValidateRequest {
  /** The text of a file, or the same as JSON. */
  document: unknown;
}

export interface NamesRequest {
  /** `en`, `es` or `pt`. */
  locale?: "en" | "es" | "pt";
}

/** Makes a workspace that nobody has used. */
export interface NewWorkspaceRequest {
  /** How its secret id begins; a number follows. */
  prefix?: string | null;
  /** The name of its scenario. */
  scenario?: string | null;
  /** Who acts in it, if not as the scenario says. */
  play?: "by_itself" | "by_hand" | null;
  /** Its settings. */
  options?: Record<string, string | boolean | number>;
}

/** What can be asked of one workspace, or of all. */
export class WorkspaceVerbs {
  constructor(protected readonly api: ControlApi) {}

  /** Version, addresses, seed, clock, counts; what is kept, in bytes. */
  info(): Promise<t.Info> {
    return this.api.call("GET", "/info");
  }

  /** Everything back to the start: links, tokens, widgets, journal, scenario, options, clock; with fresh ids, or those of the start again. */
  reset(request: ResetRequest = {}): Promise<t.WasReset> {
    return this.api.call("POST", "/reset", { body: request });
  }

  /** The scenario in force. */
  scenario(): Promise<t.InForce> {
    return this.api.call("GET", "/scenario");
  }

  /** Choose a scenario by its name or its text, or none. */
  setScenario(request: SetScenarioRequest = {}): Promise<t.InForce> {
    return this.api.call("PUT", "/scenario", { body: request });
  }

  /** What the next runs play. */
  queue(): Promise<t.Queues> {
    return this.api.call("GET", "/queue");
  }

  /** Let the next runs play a scenario before anything else decides: so many of each workspace. */
  enqueue(request: EnqueueRequest): Promise<t.Enqueued> {
    return this.api.call("POST", "/queue", { body: request });
  }

  /** Forget the queue. */
  clearQueue(): Promise<t.Queues> {
    return this.api.call("DELETE", "/queue");
  }

  /** The faults that are set, what is left of them and what has been used. */
  faults(): Promise<t.Faults> {
    return this.api.call("GET", "/faults");
  }

  /** Let the next calls of an operation fail, wait or break off: so many of each workspace. */
  setFault(request: SetFaultRequest): Promise<t.Faults> {
    return this.api.call("POST", "/faults", { body: request });
  }

  /** Forget the faults. */
  clearFaults(): Promise<t.Faults> {
    return this.api.call("DELETE", "/faults");
  }

  /** The runs of the widget. */
  widgets(): Promise<t.Widgets> {
    return this.api.call("GET", "/widgets");
  }

  /** One run: its screen, what it allows, and all its frames. */
  widget(widget: string): Promise<t.WholeWidget> {
    return this.api.call("GET", `/widgets/${encodeURIComponent(widget)}`);
  }

  /** What was done in a run, and what the bank answered, as the text of a scenario file that does the same. */
  record(widget: string): Promise<t.RecordedScenario> {
    return this.api.call("GET", `/widgets/${encodeURIComponent(widget)}/scenario`);
  }

  /** Do what a person does on the screen that shows. */
  act(widget: string, act: "accept" | "choose" | "submit" | "token" | "retry" | "back" | "close" | "stay" | "leave" | "survey" | "finish", request: ActRequest = {}): Promise<t.WholeWidget> {
    return this.api.call("POST", `/widgets/${encodeURIComponent(widget)}/${encodeURIComponent(act)}`, { body: request });
  }

  /** Send its page something off the contract: one of `event`, `exit` and `callback`. */
  emit(widget: string, request: EmitRequest = {}): Promise<t.WholeWidget> {
    return this.api.call("POST", `/widgets/${encodeURIComponent(widget)}/emit`, { body: request });
  }

  /** The links. */
  links(request: LinksRequest = {}): Promise<t.Links> {
    return this.api.call("GET", "/links", { query: request });
  }

  /** Make a link without its bank, in any state. */
  makeLink(request: MakeLinkRequest): Promise<t.Link> {
    return this.api.call("POST", "/links", { body: request });
  }

  /** One link, and what its institution has. */
  link(id: string): Promise<t.WholeLink> {
    return this.api.call("GET", `/links/${encodeURIComponent(id)}`);
  }

  /** Set a link's status by hand, as time or the bank would. */
  setLink(id: string, request: SetLinkRequest): Promise<t.Link> {
    return this.api.call("PATCH", `/links/${encodeURIComponent(id)}`, { body: request });
  }

  /** The records that are kept of a link, as lists of the API show them. */
  records(id: string, request: RecordsRequest): Promise<t.Records> {
    return this.api.call("GET", `/links/${encodeURIComponent(id)}/records`, { query: request });
  }

  /** Make a widget token without secret keys: a good one, or one that is refused. */
  makeToken(request: MakeTokenRequest = {}): Promise<t.MadeToken> {
    return this.api.call("POST", "/tokens", { body: request });
  }

  /** The institutions, and whether they are there. */
  institutions(): Promise<t.Institutions> {
    return this.api.call("GET", "/institutions");
  }

  /** Take an institution's site down, let Belvo switch it off, or make it healthy again. */
  setInstitution(name: string, request: SetInstitutionRequest): Promise<t.Institutions> {
    return this.api.call("PATCH", `/institutions/${encodeURIComponent(name)}`, { body: request });
  }

  /** Who gets webhooks. */
  webhooks(): Promise<t.Webhooks> {
    return this.api.call("GET", "/webhooks");
  }

  /** Send webhooks to these receivers from now on. */
  setWebhooks(request: SetWebhooksRequest): Promise<t.Webhooks> {
    return this.api.call("PUT", "/webhooks", { body: request });
  }

  /** Send a webhook by hand, with what it says of a link's records, or with given data. */
  trigger(request: TriggerRequest): Promise<t.Triggered> {
    return this.api.call("POST", "/webhooks/trigger", { body: request });
  }

  /** What has been sent to receivers, and what became of it. */
  deliveries(request: DeliveriesRequest = {}): Promise<t.Deliveries> {
    return this.api.call("GET", "/webhooks/deliveries", { query: request });
  }

  /** Send a webhook once more to the receiver that it was for, as it should be. */
  resend(seq: string): Promise<t.Deliveries> {
    return this.api.call("POST", `/webhooks/deliveries/${encodeURIComponent(seq)}`);
  }

  /** The webhooks that an application's server would have got, whether there is one or not. */
  inbox(): Promise<t.Inbox> {
    return this.api.call("GET", "/inbox");
  }

  /** Forget them. */
  clearInbox(): Promise<t.Inbox> {
    return this.api.call("DELETE", "/inbox");
  }

  /** Wait until webhooks have come that an application's server would have got. */
  inboxWait(request: InboxWaitRequest = {}): Promise<t.Arrived> {
    return this.api.call("POST", "/inbox/wait", { body: request });
  }

  /** The table of options with the settings in force. */
  options(): Promise<t.Options> {
    return this.api.call("GET", "/options");
  }

  /** Make settings, all or none. */
  setOptions(request: SetOptionsRequest): Promise<t.Options> {
    return this.api.call("PUT", "/options", { body: request });
  }

  /** The rules that are kept, with the settings that decide them. */
  rules(): Promise<t.Rules> {
    return this.api.call("GET", "/rules");
  }

  /** The clock. */
  clock(): Promise<t.Clock> {
    return this.api.call("GET", "/clock");
  }

  /** Freeze the clock or let it run, from where it is or from a time; `clock run now` returns to this machine's. */
  setClock(request: SetClockRequest): Promise<t.Advanced> {
    return this.api.call("PUT", "/clock", { body: request });
  }

  /** Move the clock forward; all that falls due happens before this answers, and is in the answer. */
  advance(request: AdvanceRequest): Promise<t.Advanced> {
    return this.api.call("POST", "/clock/advance", { body: request });
  }

  /** What is to come by itself, and by which clocks. */
  due(request: DueRequest = {}): Promise<t.WhatIsDue> {
    return this.api.call("GET", "/clock/due", { query: request });
  }

  /** All that one workspace holds, as one document without secrets. */
  snapshot(): Promise<t.Snapshot> {
    return this.api.call("GET", "/snapshot");
  }

  /** Put one workspace back to such a document, whole or not at all; of this workspace or another, of this emulator or another. */
  setSnapshot(request: SetSnapshotRequest): Promise<t.Restored> {
    return this.api.call("PUT", "/snapshot", { body: request });
  }

  /** The workspaces that are open. */
  workspaces(): Promise<t.Workspaces> {
    return this.api.call("GET", "/workspaces");
  }

  /** Forget the workspace that is named, and the keys that were made for it. */
  removeWorkspace(): Promise<t.RemovedWorkspace> {
    return this.api.call("DELETE", "");
  }

  /** What happened in a workspace as one file: its snapshot, and what was done in its widgets as scenarios. */
  bundle(): Promise<t.Bundle> {
    return this.api.call("GET", "/bundle");
  }

  /** Load such a file, into the workspace that is named or that of its name; whole, or not at all. */
  setBundle(request: SetBundleRequest): Promise<t.LoadedBundle> {
    return this.api.call("PUT", "/bundle", { body: request });
  }

  /** The calls that no route of the API answers, each with the nearest one and how often it came. */
  unmatched(): Promise<t.Unmatched> {
    return this.api.call("GET", "/unmatched");
  }

  /** What happened. */
  journal(request: JournalRequest = {}): Promise<t.Journal> {
    return this.api.call("GET", "/journal", { query: request });
  }

  /** What happens, as server-sent events: each entry as it is written; `dropped` and `reset` where some were missed. */
  journalStream(request: JournalStreamRequest = {}): AsyncGenerator<Streamed> {
    return this.api.stream("/journal/stream", { query: request });
  }

  /** Wait until entries of the journal have been written. */
  journalWait(request: JournalWaitRequest = {}): Promise<t.Written> {
    return this.api.call("POST", "/journal/wait", { body: request });
  }

  /** Whether what happened is what was expected: which entries, how often, in which order, and nothing else. */
  verify(request: VerifyRequest): Promise<t.Verified> {
    return this.api.call("POST", "/verify", { body: request });
  }
}

/** What is asked of the emulator alone. */
export class EmulatorVerbs {
  constructor(protected readonly api: ControlApi) {}

  /** This list. */
  index(): Promise<t.Index> {
    return this.api.call("GET", "");
  }

  /** This list as an OpenAPI document. */
  openapi(): Promise<t.Document> {
    return this.api.call("GET", "/openapi.json");
  }

  /** The API that is emulated, as an OpenAPI document. */
  openapiBelvo(): Promise<t.Document> {
    return this.api.call("GET", "/openapi/belvo.json");
  }

  /** 200 while the process runs. */
  live(): Promise<t.Health> {
    return this.api.call("GET", "/health/live");
  }

  /** 200 when bound and all scenarios are valid. */
  health(): Promise<t.Health> {
    return this.api.call("GET", "/health/ready");
  }

  /** Stop the emulator, as SIGTERM does. */
  shutdown(request: ShutdownRequest): Promise<t.Stopping> {
    return this.api.call("POST", "/shutdown", { body: request });
  }

  /** The scenarios that can be chosen; `refused` says what is wrong with a change. */
  scenarios(): Promise<t.Scenarios> {
    return this.api.call("GET", "/scenarios");
  }

  /** One scenario with its text. */
  scenarioText(name: string): Promise<t.ScenarioText> {
    return this.api.call("GET", `/scenarios/${encodeURIComponent(name)}`);
  }

  /** Check the text of a scenario without choosing it. */
  validate(request: ValidateRequest): Promise<t.Valid> {
    return this.api.call("POST", "/scenarios/validate", { body: request });
  }

  /** The user names that decide what a bank does. */
  names(request: NamesRequest = {}): Promise<t.Names> {
    return this.api.call("GET", "/names", { query: request });
  }

  /** Make a fresh workspace: its keys, and where to call it. */
  newWorkspace(request: NewWorkspaceRequest = {}): Promise<t.FreshWorkspace> {
    return this.api.call("POST", "/workspaces", { body: request });
  }
}
