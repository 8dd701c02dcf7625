/// <reference path="./belvo-widget.d.ts" />
import type { BelvoErrorCode, BelvoWidgetConfig } from "./belvo-widget.js";

const words: Partial<Record<BelvoErrorCode, string>> = { login_error: "Please check your password." };
const config: BelvoWidgetConfig = {
  callback: (link, institution) => console.log(link, institution),
  onEvent(event) {
    if (event.eventName === "ERROR") console.warn(words[event.meta_data.error_code] ?? event.meta_data.error_message);
  },
  onExit: ({ last_encountered_error }) => console.log(last_encountered_error?.code),
};
belvoSDK.createWidget("the access token", config).build();
