// A person acts: by mouse and by keyboard, in each kind of screen.
import assert from "node:assert/strict";
import decodeQr from "qr/decode.js";
import pngjs from "pngjs";
import { browse, emulator, put } from "./engine.mjs";
import { patient } from "./patience.mjs";

const BANK = "erebor_mx_retail";
const LOADS = (...pages) => pages.map((page) => `PAGE_LOAD /${page}`);
const CHOSEN = LOADS("institutions", "credentials", "loading");
const CONNECTED = [...LOADS("loading", "success"), "callback"];

async function opens(visitor, query = "", more = {}) {
  await visitor.goto(put(query));
  await visitor.build(await emulator.token(more));
}

async function isConnected(visitor, told) {
  await visitor.click("belvo-done");
  await visitor.hears("callback");
  await visitor.isOver();
  assert.deepEqual(await visitor.told(), told);
}

const retries = async (visitor) => {
  assert.equal(await visitor.words("belvo-error-title"), "Could not log in");
  await visitor.click("belvo-retry");
  await visitor.sign("bnk100");
};

const sends = (token) => async (visitor) => {
  await visitor.write("belvo-mfa-token", token);
  await visitor.click("belvo-mfa-submit");
};

const confirms = (visitor) => visitor.click("belvo-mfa-submit");

const ASKED = [...CHOSEN, "ERROR token_required", "PAGE_LOAD /token", ...CONNECTED];
const FAILED = [...CHOSEN, "ERROR login_error", ...LOADS("error", "credentials"), ...CONNECTED];

// The user name, what a person does then, and what the page is told.
const PEOPLE = [
  ["bnk100", () => {}, [...CHOSEN, "PAGE_LOAD /success", "callback"]],
  ["err_login_a", retries, FAILED],
  ["mfa_default", sends("111111"), ASKED],
  ["mfa_numeric", sends("111111"), ASKED],
  ["mfa_qr", confirms, ASKED],
  ["mfa_inputless", confirms, ASKED],
];

browse("a person connects, after an error and with each kind of token", async (visitor) => {
  for (const [user, acts, told] of PEOPLE) {
    await emulator.reset();
    await opens(visitor);
    await visitor.choose(BANK);
    await visitor.sign(user);
    await acts(visitor);
    await isConnected(visitor, told);
  }
});

browse("a person meets a warning and chooses another bank", async (visitor) => {
  await opens(visitor, "?scenario=institution_disabled&play=by_hand");
  await visitor.choose("belvo_mx_retail");
  await visitor.until("calls.some(({ args }) => args[0].data?.[0].eventName === 'WARNING')");
  await visitor.click(`belvo-institution-${BANK}`);
  await visitor.sign("bnk100");
  await isConnected(visitor, ["PAGE_LOAD /institutions", "WARNING institution_disabled", "PAGE_LOAD /credentials", ...CONNECTED]);
});

browse("a person gives up and says why", async (visitor) => {
  await opens(visitor);
  await visitor.choose(BANK);
  await visitor.sign("err_down");
  await visitor.see("belvo-error-title");
  await visitor.click("belvo-close", "belvo-exit-cancel", "belvo-close", "belvo-exit-confirm");
  await visitor.click("belvo-survey-trust", "belvo-survey-submit");
  await visitor.hears("onExit");
  await visitor.isOver();
  assert.equal((await visitor.told()).at(-1), "onExit institution_down");
  assert.deepEqual((await emulator.journal("survey")).map(({ answer }) => answer), ["trust"]);
});

// W-UPD-03..05
async function hasLink(status) {
  const { id } = await emulator.rest("POST", "links/", { institution: BANK, username: "somebody", password: "secret" });
  await emulator.control("PATCH", `links/${id}`, { status });
  return id;
}

async function isUpdated(visitor, id) {
  await visitor.click("belvo-done");
  await visitor.hears("callback");
  assert.deepEqual((await visitor.calls()).at(-1), { to: "callback", args: [id, BANK] });
  assert.equal((await emulator.rest("GET", `links/${id}/`)).status, "valid");
}

const UPDATE = { scopes: "read_institutions,write_links,read_links" };

browse("a person renews the secret of a link (W-UPD-04)", async (visitor) => {
  const id = await hasLink("invalid");
  await opens(visitor, "", { ...UPDATE, link_id: id });
  await visitor.shows("credentials");
  assert.deepEqual(await visitor.json("[...shadows()[0].querySelectorAll('input')].map(({ name }) => name)"), ["password"]);
  await visitor.write("belvo-field-password", "renewed");
  await visitor.click("belvo-submit");
  await isUpdated(visitor, id);
});

browse("a person gives a link its token (W-UPD-03)", async (visitor) => {
  const id = await hasLink("token_required");
  await opens(visitor, "", { ...UPDATE, link_id: id });
  await sends("111111")(visitor);
  await isUpdated(visitor, id);
});

// The text of the code in a picture, if there is one.
function read(png) {
  const { data, width, height } = pngjs.PNG.sync.read(Buffer.from(png));
  try {
    return decodeQr({ data, width, height });
  } catch {
    return null;
  }
}

// As a phone does: again until there is something to read, for a screen is drawn after its document.
async function scan(page) {
  return read(await page.screenshot()) ?? scan(page);
}

browse("a QR code can be scanned from the screen (W-FLOW-05)", async (visitor) => {
  await opens(visitor);
  await visitor.choose(BANK);
  await visitor.sign("mfa_qr");
  const said = await visitor.words("belvo-mfa-value");
  assert.equal(await patient(scan(visitor.page), "a QR code"), said);
});
