/// <reference path="../../assets/widget/belvo-widget.d.ts" />
// A classic script: nothing is imported, the globals are known.

window.belvoSDK.createWidget("eyJ...", { callback: (link) => console.log(link) }).build();
belvoSDK.build();
window.__BELVO_EMULATOR__ = { scenario: "login_error", play: "by_hand", "widget.payload": "flat" };
void window.__belvoEmulator.waitFor("callback");
