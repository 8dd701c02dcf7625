// The shipped scenarios leave the very traces that they leave in Chromium and through the library.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { browse, emulator, put } from "./engine.mjs";

const TRACES = new URL("../traces/", import.meta.url);

function trace(name) {
  const [, , text] = readFileSync(new URL(`${name}.snap`, TRACES), "utf8").split(/^---$/m);
  return JSON.parse(text);
}

// What the console says of the token.
const COMPLAINTS = {
  "token-expired": "the access token has expired",
  "token-foreign": "the access token was not provided or is not valid",
  "token-used": "the access token has been used",
  "token-without-scopes": "scope read_institutions",
};

async function ends(visitor) {
  await visitor.until("calls.some(({ to }) => to === 'callback' || to === 'onExit')");
  await visitor.isOver();
}

// What has to happen until a scenario has left its trace.
const ENDS = {
  "bank-never-answers": (visitor) => visitor.shows("loading"),
  "slow-bank": async (visitor) => {
    await visitor.shows("loading");
    await emulator.advance("3s");
    await ends(visitor);
  },
  "token-without-scopes": (visitor) => visitor.see("belvo-config-error"),
};

async function plays(visitor, name) {
  await emulator.reset();
  await emulator.play(name);
  const token = await emulator.token();
  await visitor.js("calls.length = 0");
  await visitor.build(token);
  await (ENDS[name] ?? ends)(visitor);
  const { results: links } = await emulator.rest("GET", "links/");
  const alive = await emulator.isAlive(token);
  const left = { calls: await visitor.calls(), links, token: alive ? "alive" : "dead" };
  assert.deepEqual(left, trace(name), name);
  if (name in COMPLAINTS) await visitor.complains(COMPLAINTS[name]);
}

const names = readdirSync(TRACES).map((file) => file.replace(".snap", ""));

browse("each shipped scenario plays by itself (W-TEST-03)", async (visitor) => {
  await visitor.goto(put());
  for (const name of names) await plays(visitor, name);
});
