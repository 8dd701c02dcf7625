// `window.__belvoEmulator`: what test code in the page sees of the runs, and acts in them with. Acts go to the server as
// clicks do; nothing here knows what a screen allows. A run leaves nothing behind but what it has told and how it ended.
import { DELIVERED, page } from "./page.js";
import { carried } from "./values.js";

/** @import { BelvoAct, BelvoActs, BelvoCall, BelvoEmulatorHandle, BelvoRun, BelvoScreenName } from "../belvo-widget" */

const MOST = { runs: 20, calls: 1000 };
const PATIENCE = 10000;
/** @type {{ acts: BelvoAct[], events: string[], pages: BelvoScreenName[] }} */
const { acts: ACTS, events: EVENTS, pages: SCREENS } = DELIVERED;
const MOMENTS = [...SCREENS.map((name) => `screen:${name}`), ...EVENTS.map((name) => `event:${name}`), "callback", "exit"];

const records = /** @type {any[]} */ ([]);
const calls = /** @type {BelvoCall[]} */ ([]);
const waiting = new Set();
let told = 0;

// ---- what runs note here

function keep(list, item, most) {
  if (list.push(item) > most) list.shift();
  return item;
}

// A waiter is asked at every change, so that it misses no screen, however short.
export const changed = () => waiting.forEach((look) => look());

export function noteRun() {
  const record = { widget: null, screen: null, acts: [], institution: null, locale: null, frozen: false, ended: null };
  keep(records, record, MOST.runs);
  const known = records.map(({ widget }) => widget);
  while (calls.length && !known.includes(calls[0].widget)) calls.shift();
  return record;
}

export function note(record, facts) {
  Object.assign(record, facts);
  changed();
}

export function noteScreen(record, { name, acts, institution, frozen }) {
  note(record, { screen: name, acts, institution: institution?.name ?? null, frozen });
}

// The arguments are copied before the page's functions can change them.
export function noteCall(record, seq, { to, args: given }, handled) {
  const args = carried(given);
  const data = to === "callback" ? { link: args[0], institution: args[1] } : (args[0]?.data?.[0] ?? args[0]);
  const name = { callback: "callback", onExit: "exit" }[to] || `event:${data?.eventName}`;
  return keep(calls, { name, index: ++told, to, args, data, widget: record.widget, seq, handled }, MOST.calls);
}

// ---- waiting

// On the browser's own clock, as the page's timers may be a test's.
function until(look, timeout, excuse) {
  return new Promise((resolve, reject) => {
    const settle = (done) => {
      waiting.delete(again);
      done();
    };
    const again = () => {
      const found = look();
      if (found) settle(() => resolve(found));
    };
    waiting.add(again);
    again();
    if (timeout === Infinity || !waiting.has(again)) return;
    AbortSignal.timeout?.(timeout).addEventListener("abort", () => settle(() => reject(new Error(excuse()))));
  });
}

const newest = () => records[records.length - 1];

function look(name, after) {
  const record = newest();
  if (!record) return null;
  if (name === `screen:${record.screen}`) return new Widget(record);
  return calls.find((call) => call.widget === record.widget && call.name === name && call.index > after);
}

function situation() {
  const record = newest();
  if (!record) return "no widget was built";
  const heard = calls.filter(({ widget }) => record.widget && widget === record.widget).map(({ name }) => name);
  const shows = record.ended ? `is over (${record.ended})` : `shows ${record.screen ? `\`${record.screen}\`` : "nothing yet"}`;
  return `the newest widget ${shows} and has told ${heard.join(", ") || "nothing"}`;
}

const wrong = (letter, wanted) => (letter === wanted ? 0 : letter.toLowerCase() === wanted.toLowerCase() ? 0.01 : 1);

// How many letters are wrong, missing or too many; a capital is hardly one.
function slips(one, other) {
  let row = [...other, ""].map((_, at) => at);
  for (const [line, letter] of [...one].entries()) {
    const next = [line + 1];
    for (const [at, wanted] of [...other].entries()) {
      next.push(Math.min(row[at + 1] + 1, next[at] + 1, row[at] + wrong(letter, wanted)));
    }
    row = next;
  }
  return row[other.length];
}

const lastPart = (name) => name.slice(name.indexOf(":") + 1);

function nearestTo(name) {
  const part = lastPart(name);
  const ofKind = MOMENTS.filter((moment) => moment.includes(":") && name.startsWith(moment.slice(0, -lastPart(moment).length)));
  const found = (ofKind.length ? ofKind : MOMENTS).map((moment) => ({ moment, away: slips(part, lastPart(moment)) }));
  const { moment, away } = found.reduce((best, next) => (next.away < best.away ? next : best));
  return away <= Math.max(1, part.length / 3) ? moment : null;
}

// An event by another name may come all the same, for a test can send any; one that is nearly a known name is misspelt.
function mustBe(name) {
  if (MOMENTS.includes(name) || calls.some((call) => call.name === name)) return;
  const nearest = nearestTo(String(name).slice(0, 40));
  if (/^event:./.test(name) && !nearest) return;
  const meant = nearest ? `; the nearest is \`${nearest}\`` : "";
  throw new TypeError(`there is no \`${name}\` to wait for${meant}; there are ${MOMENTS.join(", ")}`);
}

async function waitFor(name, { timeout = PATIENCE, after = 0 } = {}) {
  mustBe(name);
  return until(() => look(name, after), timeout, () => `\`${name}\` did not come within ${timeout} ms: ${situation()}`);
}

// ---- acting

const named = (failure, acts = []) => Object.assign(failure, { name: "BelvoActRefused", acts });

function refused(why, acts = []) {
  const possible = acts.length ? `possible now: ${acts.join(", ")}` : "nothing is possible now";
  return named(new Error(`${why}; ${possible}`), acts);
}

// A widget that is opening has no screen yet, and one at a time can act in it.
function ready(record) {
  return record && (record.ended || (record.screen && !page.run.acting)) ? record : null;
}

// A page that was just told to open a widget, its first or its next, may still be asking for the token.
function open() {
  const record = newest();
  return record && !record.ended ? record : null;
}

async function perform(find, name, value) {
  const excuse = () => `\`${name}\` found no widget that is open: ${situation()}`;
  const record = await until(() => ready(find()), PATIENCE, excuse).catch((failure) => { throw named(failure); });
  if (record.ended) throw refused(`\`${name}\`: this run of the widget is over (${record.ended})`);
  const { ok, status, answer } = await page.run.act(name, value);
  if (!ok) throw refused(answer.error || `the emulator answered ${status}`, answer.acts);
  return new Widget(record);
}

let line = /** @type {Promise<any>} */ (Promise.resolve());

function act(find, name, value) {
  const done = line.then(() => perform(find, name, value));
  line = done.catch(() => {});
  return done;
}

function acting(find) {
  const methods = ACTS.map((name) => [name, (value) => act(find, name, value ?? null)]);
  return /** @type {BelvoActs} */ (Object.fromEntries(methods));
}

// A copy for the test to keep; its methods do not show, so that it can leave the page as data.
class Widget {
  constructor(record) {
    Object.assign(this, record, { acts: [...record.acts] });
    const hide = ([name, value]) => Object.defineProperty(this, name, { value });
    Object.entries(acting(() => record)).forEach(hide);
  }
}

/** @type {BelvoEmulatorHandle} */
export const handle = {
  widgets: () => records.map((record) => /** @type {BelvoRun} */ (/** @type {unknown} */ (new Widget(record)))),
  get events() { return [...calls]; },
  waitFor,
  ...acting(open),
};
