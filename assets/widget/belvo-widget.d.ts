/**
 * Types of Belvo's Connect Widget as the emulator's `belvo-widget-1-stable.js` offers it, and of what the emulator adds
 * for tests. Unofficial.
 *
 * Reference this file once (`/// <reference path="./belvo-widget.d.ts" />`, or a row of `include` or `types` in
 * `tsconfig.json`): the globals `belvoSDK`, `__BELVO_EMULATOR__` and `__belvoEmulator` are known from then on. The types
 * can be imported: `import type { BelvoEvent } from "./belvo-widget.js"`.
 */

// ---- the SDK

/** What the script puts on the page as `belvoSDK`. */
export interface BelvoSDK {
  /**
   * Makes a widget, which opens with `build()`.
   *
   * @param access_token `access` of the answer of `POST /api/token/`; lives ten minutes, for one user and one run.
   */
  createWidget(access_token: string, config: BelvoWidgetConfig): BelvoWidget;
  /** Builds the widget that was created last. */
  build(): void;
}

/** What `createWidget` gives. */
export interface BelvoWidget {
  /** Opens the widget in the element with the id `belvo`. Never throws; what is wrong shows there and in the console. */
  build(): void;
}

/** The second argument of `createWidget`. Keys that are not here have no effect and are warned of in the console. */
export interface BelvoWidgetConfig {
  /** The person has connected: the link's id and the institution's name. Called once in a run that connects. */
  callback: (link: string, institution: string) => unknown;
  /** The person has left without connecting. */
  onExit?: (data: BelvoPayload<BelvoExit>) => unknown;
  /** The person got to another screen, or something went wrong. */
  onEvent?: (data: BelvoPayload<BelvoEvent>) => unknown;
  /** The language of all texts, in small letters; `es` if absent. */
  locale?: BelvoLocale;
  /** Offers institutions of these countries alone. */
  country_codes?: readonly BelvoCountryCode[];
  /** Offers these institutions alone, by name: `erebor_mx_retail`. A single one opens at its form. */
  institutions?: readonly string[];
  /** Offers institutions of these types alone; all but `employment` if absent. */
  institution_types?: readonly BelvoInstitutionType[];
  /** Whether the link's data are fetched again by themselves; `recurrent` if absent. */
  access_mode?: "single" | "recurrent";
  /** The user in your own system: at least 3 letters, digits, `-` or `_`, and no personal data. It is on the link. */
  external_id?: string;
  /** Offers institutions that have all of these alone. */
  resources?: readonly BelvoResource[];
  /** Offers institutions of open finance alone. */
  integration_type?: "openfinance" | "openbanking";
  /** Whether leaving asks "are you sure"; `true` if absent. */
  show_close_dialog?: boolean;
  /** Whether leaving asks why; `true` if absent. */
  show_abandon_survey?: boolean;
  /** Whether the first screen shows; `true` if absent. Undocumented, seen in use. */
  show_intro?: boolean;
  /** @deprecated An older key; `institutions: [name]` does the same. */
  institution?: string;
  /** @deprecated An older key for web views, without effect. */
  mode?: "webapp" | "single";
  /** @deprecated The first argument of `createWidget`; without effect here. */
  access_token?: string;
  /** @deprecated Belongs to `widget.branding` of the token request. */
  company_name?: string;
  /** @deprecated Belongs to `widget.branding` of the token request. */
  company_icon?: string;
  /** @deprecated Belongs to `widget.branding` of the token request. */
  company_logo?: string;
  /** @deprecated Belongs to `widget.branding` of the token request. */
  company_benefit_header?: string;
  /** @deprecated Belongs to `widget.branding` of the token request. */
  company_benefit_content?: string;
  /** @deprecated Belongs to `widget.branding` of the token request. */
  opportunity_loss?: string;
  /** @deprecated Belongs to `widget.branding` of the token request. */
  social_proof?: boolean;
  /** @deprecated Read as `--color-primary-base` of the theme. */
  company_color?: string;
}

export type BelvoLocale = "en" | "es" | "pt";
export type BelvoCountryCode = "MX" | "CO" | "BR";
export type BelvoInstitutionType = "retail" | "business" | "fiscal" | "employment" | "gig";
export type BelvoResource = "ACCOUNTS" | "OWNERS" | "TRANSACTIONS" | "INVESTMENTS_PORTFOLIOS";

// ---- what the page's functions get

/** An event without its wrapping, as `widget.payload: "flat"` hands it over. */
export type BelvoEvent = BelvoPageLoadEvent | BelvoErrorEvent | BelvoWarningEvent;

/** The person gets to another screen. The first screen of a run sends none. */
export interface BelvoPageLoadEvent {
  eventName: "PAGE_LOAD";
  meta_data: {
    page: BelvoPage;
    /** The screen before; empty for the first screen, which tells with `widget.initial_page_load` alone. */
    from: BelvoPage | "";
    /** From the moment an institution is chosen. */
    institution_name?: string;
  };
}

/** Something went wrong that the person may try again, or the bank asks for a token. */
export interface BelvoErrorEvent {
  eventName: "ERROR";
  request_id: string;
  meta_data: {
    error_code: BelvoErrorCode;
    error_message: string;
    /** From the moment an institution is chosen. */
    institution_name?: string;
    /** Like `2020-04-27T19:09:23.918Z`. */
    timestamp: string;
  };
}

/** The person picked an institution that is unavailable, and may pick another. */
export interface BelvoWarningEvent {
  eventName: "WARNING";
  request_id: string;
  meta_data: {
    warning_code: BelvoWarningCode;
    warning_message: string;
    /** From the moment an institution is chosen. */
    institution_name?: string;
    /** Like `2020-04-27T19:09:23.918Z`. */
    timestamp: string;
  };
}

/** Exit data without their wrapping, as `widget.payload: "flat"` hands them over. */
export interface BelvoExit {
  /** The error that was met last; absent if none was. */
  last_encountered_error?: {
    message: string;
    code: BelvoErrorCode;
  };
  meta_data: {
    /** From the moment an institution is chosen. */
    institution_name?: string;
    /** Absent at some exits with `widget.exit_step: "initial_only"`. */
    step?: "abandon-survey";
  };
}

/** The documented wrapping: exactly `{ data: [ ... ] }`, as `widget.payload: "documented"` hands it over. */
export interface BelvoDocumented<T> {
  data: [T];
}

/**
 * What `onEvent` and `onExit` get by default (`widget.payload: "superset"`): in JSON the documented wrapping, readable
 * flat and like an array as well. A function that wants {@link BelvoDocumented} or the flat data takes it, too.
 */
export type BelvoPayload<T> = T extends unknown
  ? T & BelvoDocumented<T> & Iterable<T> & Pick<readonly [T], 0 | "length" | "some" | "map" | "forEach" | "find" | "filter">
  : never;

export type BelvoEventName = "PAGE_LOAD" | "ERROR" | "WARNING";

/** The pages that `PAGE_LOAD` names. */
export type BelvoPage =
  | "/consent"
  | "/institutions"
  | "/credentials"
  | "/loading"
  | "/token"
  | "/error"
  | "/success"
  | "/abandonSurvey";

/** The codes of `ERROR` events and of exit data that are known. Belvo may send others: keep a default branch. */
export type BelvoErrorCode =
  | "institution_down"
  | "login_error"
  | "too_many_sessions"
  | "unexpected_error"
  | "token_required"
  | "duplicated"
  | "institution_inactive"
  | "institution_unavailable"
  | "session_expired"
  | "session_expired_ob"
  | "activation_failed"
  | "unsupported_operation"
  | "request_timeout"
  | "invalid_credentials"
  | "forbidden_by_host"
  | "activation_required"
  | "ACCESS_TOKEN_NOT_VALID"
  | "invalid_credentials_storage"
  | "invalid_fetch_resources";

/** The codes of `WARNING` events that are known. */
export type BelvoWarningCode = "institution_disabled";

// ---- settings of the emulator

/**
 * Settings of the emulator that a page makes before it builds: `window.__BELVO_EMULATOR__ = { scenario: "success" }`.
 * They win over those in the script's address. The real widget does not know them.
 */
export interface BelvoEmulatorSettings {
  /** Where the emulator is; the origin of the script's address if absent. */
  base?: string;
  /** The scenario of the next runs of this page. */
  scenario?: string;
  /** Who acts, if not as the scenario says. */
  play?: "by_itself" | "by_hand";
  /** The shape of what onEvent and onExit get. */
  "widget.payload"?: "superset" | "flat" | "documented";
  /** Be there at once, or arrive in two steps with all hazards, as Belvo's own loader does. */
  "widget.loader"?: "stable" | "placeholder";
  /** How long a build waits for #belvo. */
  "widget.container_wait"?: BelvoSpan;
  /** Append #belvo to the body when the page has none. */
  "widget.create_container"?: BelvoSwitch;
  /** Give belvoSDK the methods that apps invent, as logged no-ops. */
  "widget.lenient_methods"?: BelvoSwitch;
  /** The language when the page names none that is known. */
  "widget.default_locale"?: "es" | "en";
  /** When the success screen leaves by itself. */
  "widget.success_delay"?: BelvoSpan | "never";
  /** How request_id is written in events. */
  "widget.request_id"?: "uuid" | "hex";
  /** A PAGE_LOAD for the first screen too. */
  "widget.initial_page_load"?: BelvoSwitch;
  /** Being asked for a token sends ERROR token_required. */
  "widget.mfa_error_event"?: BelvoSwitch;
  /** When exit data carry meta_data.step. */
  "widget.exit_step"?: "always" | "initial_only";
  /** onExit after callback. */
  "widget.exit_after_success"?: BelvoSwitch;
  /** A token request whose `credentials_storage` does not go with the access mode: an ERROR as over REST, or a link that stores all the same. */
  "widget.storage_rules"?: "refuse" | "bend";
  /** Load the icon and the logo of a brand from hosts outside too. */
  "widget.remote_branding"?: BelvoSwitch;
  /** What says that this is the emulator: the mark in the widget's bar, the ids of institutions, the codes of errors. */
  "widget.mark"?: BelvoSwitch;
  /** Draw the screens, or let the widget run without; by itself it does in jsdom and happy-dom, where nobody looks. */
  "widget.screens"?: "auto" | "shown" | "none";
  /** Tokens and MFA sessions run out. */
  "widget.time_limits"?: BelvoSwitch;
}

export type BelvoSwitch = boolean | "on" | "off";

/** A duration with a unit: `500ms`, `3s`, `10m`. */
export type BelvoSpan = `${number}${"ms" | "s" | "m" | "h" | "d"}`;

// ---- the handle for tests

/**
 * `window.__belvoEmulator`, for test code in the page. It is there with the emulator's script alone, and does not show
 * among the keys of `window`. Its acts go to the newest widget of the page.
 */
export interface BelvoEmulatorHandle extends BelvoActs {
  /** The runs of this page, oldest first: the open one, and those that are over (the last 20). */
  widgets(): BelvoRun[];
  /** What the page's functions were to be called with in these runs, oldest first (the last 1000). */
  readonly events: readonly BelvoCall[];
  /**
   * Resolves when the newest widget shows a screen (`screen:mfa`), or has sent an event (`event:ERROR`), called `callback`
   * or called `onExit` (`exit`); at once if that is so already. Until a second widget is built, the newest is the first,
   * which is over: wait with `after` for what the second tells. Rejects when it takes too long, and says what there was
   * instead.
   */
  waitFor<Moment extends BelvoMoment>(name: Moment, options?: BelvoPatience): Promise<BelvoMomentValue<Moment>>;
}

export interface BelvoPatience {
  /** How many milliseconds it may take; 10000 if absent, and `Infinity` for as long as it takes. Runs beside the page's
   * own timers, which a test may have replaced. */
  timeout?: number;
  /** Passes over calls up to the one with this `index`, to wait for a second `event:ERROR`. */
  after?: number;
}

/**
 * What a person does, as methods. Each asks the emulator as a click does, resolves with the run when the page has taken
 * the answer, and rejects with a {@link BelvoActRefused} when the screen does not allow it. Acts follow one another, and
 * wait up to 10 seconds for one that is just opening. Those of the handle wait as long for a widget to be built, the
 * first or the next when the newest is over; those of a run that is over are refused.
 */
export interface BelvoActs {
  /** Continues on the first screen. */
  accept(): Promise<BelvoRun>;
  /** Picks an institution by its name. */
  choose(institution: string): Promise<BelvoRun>;
  /** Sends the form, by the names of its fields. */
  submit(credentials: Record<string, string>): Promise<BelvoRun>;
  /** Sends the MFA token; nothing where the bank only wants to be confirmed. */
  token(token?: string | null): Promise<BelvoRun>;
  /** Tries again on the error screen. */
  retry(): Promise<BelvoRun>;
  back(): Promise<BelvoRun>;
  /** Presses the close icon. */
  close(): Promise<BelvoRun>;
  /** Stays, when asked whether to leave. */
  stay(): Promise<BelvoRun>;
  /** Leaves, when asked whether to leave. */
  leave(): Promise<BelvoRun>;
  /** Answers why; nothing or `skip` passes over the question. */
  survey(answer?: BelvoSurveyAnswer | "skip" | null): Promise<BelvoRun>;
  /** Leaves the success screen, which calls `callback`. */
  finish(): Promise<BelvoRun>;
}

export type BelvoAct = keyof BelvoActs;
export type BelvoSurveyAnswer = "missing" | "trust" | "credentials" | "other";

/** An act that the screen does not allow, or that no widget could take. */
export interface BelvoActRefused extends Error {
  name: "BelvoActRefused";
  /** What is possible now. */
  acts: BelvoAct[];
}

/** A run of the widget, as it was when it was asked for; its acts go to the run as it is now. */
export interface BelvoRun extends BelvoActs {
  /** The run's id in the control API and in the journal; `null` until the emulator has answered. */
  readonly widget: string | null;
  /** The screen; `null` before the first one and when the run is over. */
  readonly screen: BelvoScreenName | null;
  /** What the screen allows. */
  readonly acts: readonly BelvoAct[];
  /** The name of the institution that the screen is about. */
  readonly institution: string | null;
  readonly locale: BelvoLocale | null;
  /** Whether the workspace's clock stands. */
  readonly frozen: boolean;
  /** How it ended; `null` while it is open. */
  readonly ended: BelvoEnding | null;
}

/**
 * `finished`: `callback` or `onExit` was called. `replaced`: by another `build()`. `removed`: its element has left the
 * page. `pagehide`: the page is being left. `failed`: it did not open. `unknown`: the emulator has forgotten or ended it.
 */
export type BelvoEnding = "finished" | "replaced" | "removed" | "pagehide" | "failed" | "unknown";

export type BelvoScreenName =
  | "consent"
  | "institutions"
  | "credentials"
  | "loading"
  | "mfa"
  | "error"
  | "success"
  | "close-dialog"
  | "survey"
  | "expired"
  | "config-error";

/** What is told, by the names that `waitFor` takes. */
export interface BelvoCallData {
  "event:PAGE_LOAD": BelvoPageLoadEvent;
  "event:ERROR": BelvoErrorEvent;
  "event:WARNING": BelvoWarningEvent;
  "exit": BelvoExit;
  "callback": { link: string; institution: string };
}

export type BelvoCallName = keyof BelvoCallData;
export type BelvoMoment = `screen:${BelvoScreenName}` | BelvoCallName;
export type BelvoMomentValue<Moment> = Moment extends BelvoCallName ? BelvoCall<Moment> : BelvoRun;

/** One call of one of the page's functions; data alone, that the page's functions cannot change. */
export type BelvoCall<Name extends BelvoCallName = BelvoCallName> = Name extends unknown
  ? {
      readonly name: Name;
      /** Counts the calls of this page from 1. */
      readonly index: number;
      /** The function. */
      readonly to: "callback" | "onEvent" | "onExit";
      /** Its arguments as JSON shows them. */
      readonly args: readonly unknown[];
      /** The same, flat, whatever `widget.payload` is. */
      readonly data: BelvoCallData[Name];
      /** The run. */
      readonly widget: string;
      /** The number of the run's frame that it came with. */
      readonly seq: number;
      /** What came of it; `absent` if the page has no such function. */
      readonly handled: "ok" | "error" | "absent";
      /** What the function has thrown, or its promise was rejected with. */
      readonly error?: string;
    }
  : never;

// ---- the globals

declare global {
  /** Belvo's SDK, from the `load` event of the script's tag on. */
  var belvoSDK: BelvoSDK;
  /** Settings of the emulator, read when the widget is built. */
  var __BELVO_EMULATOR__: BelvoEmulatorSettings | undefined;
  interface Window {
    /** For tests; absent with the real widget. */
    readonly __belvoEmulator: BelvoEmulatorHandle;
  }
}
