// What a page does wrong where no run can tell it. The words are loaded when they are needed, and told once.
import { base } from "./page.js";
import { attempt, clearTimer, log, timer } from "./tools.js";

const hinted = new Set();

export function hint(name, word = "") {
  if (hinted.has(name + word)) return;
  hinted.add(name + word);
  import(`${base()}/widget/v1/assets/hints.js`).then(({ hints }) => log("warn", hints[name](word)), () => {});
}

// A page that asks for a method that is not there gets what it would get with Belvo's: nothing.
export const hinting = (object, methods) => new Proxy(object, {
  get(own, name) {
    if (!(name in own) && methods.includes(name)) hint("method", String(name));
    return own[name];
  },
});

let unbuilt = /** @type {any} */ (null);

export function hintUnbuilt() {
  unbuilt = unbuilt || timer(() => hint("unbuilt"), 10000);
}

export function forgetUnbuilt() {
  clearTimer(unbuilt);
  unbuilt = true;
}

// `window.belvo` is the element with that id, so a getter there would change it: what the page's mistake throws is heard.
export function hintGlobals() {
  const hear = (failure) => /createWidget|\bbelvo is |: belvo$/i.test(failure) && hint("global", failure);
  addEventListener("error", ({ message }) => hear(message));
  addEventListener("unhandledrejection", ({ reason }) => hear(attempt(() => String(reason))));
}
