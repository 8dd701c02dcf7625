// What the other parts of the script have at hand.
export const app = /** @type {any} */ (window);

export function attempt(work, otherwise = /** @type {any} */ (null)) {
  try {
    return work();
  } catch {
    return otherwise;
  }
}

export const urlOf = (text) => attempt(() => new URL(text));

export const log = (level, ...words) => (console[level] || console.log).call(console, ...words);

// Tests of a page replace these when they begin; what the page was loaded with goes on working.
export const { setTimeout: timer, clearTimeout: clearTimer } = window;
const { fetch: request } = window;

// A message rather than a timer: a task comes also on pages whose tests have replaced the timers.
export function nextTask(work) {
  if (!app.MessageChannel) return timer(work);
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    channel.port1.close();
    work();
  };
  channel.port2.postMessage(null);
}

const UNITS = { "": 1, ms: 1, s: 1000, m: 60000, h: 3600000, d: 86400000 };
// A browser's timer that is told to wait longer does not wait at all.
const LONGEST = 2 ** 31 - 1;

// 1h30m; a number alone is milliseconds.
export function milliseconds(value, otherwise) {
  if (!/^(\d+|(\d+(ms|s|m|h|d))+)$/.test(String(value))) return otherwise;
  const parts = [...String(value).matchAll(/(\d+)(ms|s|m|h|d|)/g)];
  return Math.min(LONGEST, parts.reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit], 0));
}

export async function post(path, body, more) {
  const response = await request(path, { method: "POST", credentials: "omit", body: JSON.stringify(body), ...more });
  const answer = await response.json().catch(() => ({}));
  return { status: response.status, ok: response.ok, answer };
}
