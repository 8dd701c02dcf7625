// What applications and tests write, against the declarations: each line compiles, but for those that must not.
import type {
  BelvoActRefused,
  BelvoCall,
  BelvoDocumented,
  BelvoErrorCode,
  BelvoEvent,
  BelvoExit,
  BelvoPayload,
  BelvoRun,
  BelvoWidgetConfig,
} from "../../assets/widget/belvo-widget.js";

declare function same<Wanted>(value: Wanted): void;

// ---- the SDK

const config: BelvoWidgetConfig = {
  callback: (link, institution) => [link.toUpperCase(), institution.toUpperCase()],
  onExit: () => {},
  onEvent: async () => {},
  locale: "pt",
  country_codes: ["MX", "BR"],
  institutions: ["erebor_mx_retail"],
  institution_types: ["retail", "employment"],
  access_mode: "single",
  external_id: "user-1",
  resources: ["ACCOUNTS", "OWNERS"],
  integration_type: "openfinance",
  show_close_dialog: false,
  show_abandon_survey: false,
};
belvoSDK.createWidget("eyJ...", config).build();
const { createWidget } = window.belvoSDK;
same<void>(createWidget("eyJ...", { callback() {} }).build());
belvoSDK.createWidget("eyJ...", { callback() {}, company_name: "Acme", mode: "webapp" });

// @ts-expect-error the access token comes first
belvoSDK.createWidget(config);
// @ts-expect-error `callback` has to be there
belvoSDK.createWidget("eyJ...", { onExit() {} });
// @ts-expect-error a key that applications invent
belvoSDK.createWidget("eyJ...", { callback() {}, onSuccess() {} });
// @ts-expect-error small letters
belvoSDK.createWidget("eyJ...", { callback() {}, locale: "PT" });
// @ts-expect-error capital letters
belvoSDK.createWidget("eyJ...", { callback() {}, country_codes: ["mx"] });
// @ts-expect-error there is no such type
belvoSDK.createWidget("eyJ...", { callback() {}, institution_types: ["bank"] });
// @ts-expect-error two strings, no objects
belvoSDK.createWidget("eyJ...", { callback: (link) => link.id });
// @ts-expect-error methods that applications guess
belvoSDK.createWidget("eyJ...", config).destroy();
// @ts-expect-error it gives nothing
belvoSDK.createWidget("eyJ...", config).build().then();

// ---- payloads: flat, like an array, or wrapped

belvoSDK.createWidget("eyJ...", {
  callback() {},
  onEvent({ eventName, meta_data, data: [wrapped] }) {
    if (eventName === "PAGE_LOAD") same<string>(meta_data.page);
    if (wrapped.eventName === "WARNING") same<"institution_disabled">(wrapped.meta_data.warning_code);
  },
  onExit(exit) {
    same<BelvoErrorCode | undefined>(exit.last_encountered_error?.code);
    same<BelvoExit>(exit[0]);
    for (const each of exit) same<BelvoExit>(each);
    if (exit.some(({ meta_data }) => meta_data.step === "abandon-survey")) exit.map((each) => each.meta_data);
  },
});
belvoSDK.createWidget("eyJ...", { callback() {}, onEvent: (flat: BelvoEvent) => flat.eventName });
belvoSDK.createWidget("eyJ...", { callback() {}, onEvent: (wrapped: BelvoDocumented<BelvoEvent>) => wrapped.data[0] });
belvoSDK.createWidget("eyJ...", { callback() {}, onExit: ({ data: [exit] }: BelvoDocumented<BelvoExit>) => exit.meta_data });

export function words(event: BelvoPayload<BelvoEvent>): string {
  switch (event.eventName) {
    case "PAGE_LOAD":
      return event.meta_data.from;
    case "WARNING":
      return event.meta_data.warning_message;
    case "ERROR":
      // @ts-expect-error a code with a slip of the pen
      if (event.meta_data.error_code === "login_eror") return "";
      return event.meta_data.error_code === "login_error" ? event.request_id : event.meta_data.error_message;
  }
}

export function loaded(event: BelvoEvent) {
  // @ts-expect-error not every event has a page
  same<string>(event.meta_data.page);
  // @ts-expect-error PAGE_LOAD has no request
  if (event.eventName === "PAGE_LOAD") same<string>(event.request_id);
  // @ts-expect-error the flat data are no array
  for (const each of event) same<unknown>(each);
}

// ---- settings

window.__BELVO_EMULATOR__ = {
  base: "http://127.0.0.1:2358",
  scenario: "success",
  "widget.payload": "documented",
  "widget.success_delay": "never",
  "widget.container_wait": "500ms",
  "widget.create_container": true,
};
// @ts-expect-error a duration has a unit
window.__BELVO_EMULATOR__ = { "widget.container_wait": "500" };
// @ts-expect-error there is no such shape
window.__BELVO_EMULATOR__ = { "widget.payload": "wrapped" };
// @ts-expect-error there is no such setting
window.__BELVO_EMULATOR__ = { "widget.payloads": "flat" };

// ---- the handle

export async function drive() {
  const widget = window.__belvoEmulator;
  same<BelvoRun>(await widget.waitFor("screen:consent"));
  await widget.accept();
  const { screen, acts } = await widget.choose("erebor_mx_retail");
  if (screen === "credentials" && acts.includes("submit")) await widget.submit({ username: "u", password: "p" });
  const { data, index } = await widget.waitFor("event:ERROR", { timeout: 500 });
  same<BelvoErrorCode>(data.meta_data.error_code);
  same<BelvoCall<"event:ERROR">>(await widget.waitFor("event:ERROR", { after: index }));
  same<string>((await widget.waitFor("callback")).data.link);
  same<BelvoExit>((await widget.waitFor("exit")).data);
  await widget.survey("trust");
  await widget.widgets()[0]?.token("111111");
  for (const call of widget.events) if (call.name === "event:PAGE_LOAD") same<string>(call.data.meta_data.page);

  // @ts-expect-error the name of a screen begins with `screen:`
  await widget.waitFor("mfa");
  // @ts-expect-error there is no such screen
  await widget.waitFor("screen:mfaa");
  // @ts-expect-error there is no such event
  await widget.waitFor("event:EROR");
  // @ts-expect-error an institution has to be named
  await widget.choose();
  // @ts-expect-error there is no such answer
  await widget.survey("unsure");
  // @ts-expect-error it only reads
  widget.events = [];
  // @ts-expect-error it belongs to the emulator
  window.__belvoEmulator = widget;
}

export function refused(failure: unknown) {
  const acts = failure instanceof Error && failure.name === "BelvoActRefused" ? (failure as BelvoActRefused).acts : [];
  return acts.join();
}
