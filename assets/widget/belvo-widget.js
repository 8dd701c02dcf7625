// The script that a page embeds as `belvo-widget-1-stable.js`: it opens a run at the emulator, shows the screens it is
// given and calls the page's functions. It holds no rule of the flow: the server alone decides what comes next.
//
// The server delivers this file and what it imports as one classic script: see `src/http/script.rs`.
import { handle } from "./script/handle.js";
import { forgetUnbuilt, hintGlobals, hinting, hintUnbuilt } from "./script/hint.js";
import { isOn, option, page, readTag } from "./script/page.js";
import { loadPlaceholder } from "./script/placeholder.js";
import { Run } from "./script/run.js";
import { app, log, nextTask } from "./script/tools.js";

const LENIENT_METHODS = ["destroy", "close", "open", "exit", "mount", "unmount"];

function replace(run) {
  if (page.run) page.run.end("replaced");
  page.run = run;
}

// A run that is replaced in the task of its build never reaches the server: pages mount twice. Behind Belvo's own
// loader each build opens (W-LOAD-13).
function build(created) {
  if (!created) return log("error", "belvo-emulator: build() before createWidget(access_token, { callback })");
  forgetUnbuilt();
  try {
    const run = new Run(...created);
    if (!page.isMain) replace(run);
    nextTask(() => begin(run));
  } catch (failure) {
    log("error", "belvo-emulator: build() failed", failure);
  }
}

function begin(run) {
  if (page.isMain) replace(run);
  run.start().catch((failure) => log("error", "belvo-emulator:", failure));
}

function lenientMethods() {
  if (!isOn("lenient_methods")) return {};
  const ignore = (name) => () => log("warn", `belvo-emulator: ${name}() does not exist in Belvo's widget; ignored`);
  return Object.fromEntries(LENIENT_METHODS.map((name) => [name, ignore(name)]));
}

function createWidget(...given) {
  const created = [given[0], given[1], given.length];
  page.created = created;
  hintUnbuilt();
  return hinting({ build: () => build(created), ...lenientMethods() }, LENIENT_METHODS);
}

// W-LOAD-06, W-LOAD-12
function load() {
  Object.assign(page.sdk, lenientMethods());
  if (app.belvoSDK !== page.sdk) app.belvoSDK = page.sdk;
  // Not enumerable: a page that walks `window` finds what it finds with the real widget.
  Object.defineProperty(app, "__belvoEmulator", { value: handle, configurable: true });
}

function install() {
  const sdk = { createWidget: (...given) => createWidget(...given), build: () => build(page.created) };
  Object.assign(page, { sdk: hinting(sdk, LENIENT_METHODS), load });
  hintGlobals();
}

const tellReady = () => document.dispatchEvent(new Event("belvoReady"));

// W-LOAD-07
function loadStable() {
  const first = !page.sdk;
  if (first) install();
  page.load();
  if (first) nextTask(tellReady);
}

// W-LOAD-14
function loadMain() {
  if (!page.sdk) install();
  page.isMain = true;
  page.load();
  tellReady();
}

const tag = readTag();
const { isMain } = tag.delivered;
// What the tag of the loader says holds for the module that it has brought, too.
if (!isMain || !page.tag) page.tag = tag;
if (isMain) loadMain();
else if (option("loader") === "placeholder") loadPlaceholder();
else loadStable();
