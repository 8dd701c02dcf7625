// The script that a page embeds as `belvo-widget-1-stable.js`: it opens a run at the emulator, shows the screens it is
// given and calls the page's functions. It holds no rule of the flow: the server alone decides what comes next.
//
// The server delivers this file and what it imports as one classic script: see `src/http/script.rs`.
import { isOn, page, readTag } from "./script/page.js";
import { Run } from "./script/run.js";
import { app, log, nextTask } from "./script/tools.js";

const LENIENT_METHODS = ["destroy", "close", "open", "exit", "mount", "unmount"];

function build(created) {
  if (!created) return log("error", "belvo-emulator: build() before createWidget(access_token, { callback })");
  try {
    if (page.run) page.run.end("replaced");
    const run = new Run(...created);
    page.run = run;
    nextTask(() => run.start().catch((failure) => log("error", "belvo-emulator:", failure)));
  } catch (failure) {
    log("error", "belvo-emulator: build() failed", failure);
  }
}

function lenientMethods() {
  if (!isOn("lenient_methods")) return {};
  const ignore = (name) => () => log("warn", `belvo-emulator: ${name}() does not exist in Belvo's widget; ignored`);
  return Object.fromEntries(LENIENT_METHODS.map((name) => [name, ignore(name)]));
}

function createWidget(...given) {
  const created = [given[0], given[1], given.length];
  page.created = created;
  return { build: () => build(created), ...lenientMethods() };
}

// W-LOAD-06, W-LOAD-12
function load(tag) {
  page.tag = tag;
  Object.assign(page.sdk, lenientMethods());
  if (app.belvoSDK !== page.sdk) app.belvoSDK = page.sdk;
}

function install() {
  const sdk = { createWidget: (...given) => createWidget(...given), build: () => build(page.created) };
  Object.assign(page, { sdk, load });
}

const first = !page.sdk;
if (first) install();
page.load(readTag());
// W-LOAD-07
if (first) nextTask(() => document.dispatchEvent(new Event("belvoReady")));
