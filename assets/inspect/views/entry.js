// What an entry of the journal says in a line, and the calls that do the same or ask for it.
import { ctl, curl, flags } from "../../pages/shell.js";

const LONGEST = 160;
const SECRET = "…";

const cut = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

const isScalar = (value) => value !== null && typeof value !== "object";

// What a call of one of the page's functions tells.
export function emission({ to, args }) {
  const data = args?.[0]?.data?.[0] ?? args?.[0];
  const about = data?.meta_data ?? {};
  return line([to, data?.eventName, about.page, about.error_code, about.warning_code, data?.last_encountered_error?.code]);
}

const line = (parts) => parts.filter((part) => isScalar(part) && part !== undefined && part !== "").join(" ");

const LINES = {
  request: ({ method, path, status, code }) => line([method, path, status, code]),
  emission,
};

// A bare `true` says nothing: it is named.
const others = (data) => line(Object.entries(data).map(([name, value]) => (typeof value === "boolean" ? `${name}: ${value}` : value)));

export function summary({ kind, data }) {
  return cut((Object.hasOwn(LINES, kind) ? LINES[kind] : others)(data ?? {}));
}

const failed = ({ kind, data }) => (kind === "request" && data.status >= 400) || data?.ok === false || kind === "config.error" || kind === "cut";

// The colour of its edge; what has failed says so by its status as well.
export function familyOf(entry) {
  return failed(entry) ? "failed" : entry.kind.split(".")[0];
}

const queryOf = (query) => (query ? `?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))}` : "");

// Secrets stand in the journal as fingerprints: theirs are the places for one's own.
export function asCurl({ workspace, data }) {
  const isOpen = !data.path.startsWith("/api/") || data.path.startsWith("/api/token");
  const headers = data.body ? ["Content-Type: application/json"] : [];
  const body = data.body && JSON.stringify(data.body);
  const url = `${location.origin}${data.path}${queryOf(data.query)}`;
  return curl({ method: data.method, url, user: isOpen ? "" : `${workspace}:${SECRET}`, headers, body });
}

// Fingerprints, ids and times: another run has others.
const PASSING = /^sha256:|^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$|^\d{4}-\d\d-\d\dT/i;

/** From here on a number is a time, in seconds. */
const EPOCH = 1e9;

/** Longer lists and texts, such as the institutions of a screen, are left out. */
const [LISTED, SPELT] = [8, 200];

const isEmpty = (value) => typeof value === "object" && value !== null && Object.keys(value).length === 0;

// As much of an object as is meant.
function part(object, meant) {
  if (object.left_out_bytes) return undefined;
  const parts = Object.entries(object).map(([name, value]) => [name, meant(value)]);
  const kept = Object.fromEntries(parts.filter(([, value]) => value !== undefined));
  return isEmpty(kept) && !isEmpty(object) ? undefined : kept;
}

// Of a list all or nothing: it is compared item by item.
function list(items, meant) {
  const parts = items.map(meant);
  return items.length > LISTED || parts.includes(undefined) ? undefined : parts;
}

/** How a value is asked for; undefined when it is not. @param {(value: string | number | boolean) => boolean} lasts */
function asking(lasts) {
  return function meant(value) {
    if (Array.isArray(value)) return list(value, meant);
    if (value !== null && typeof value === "object") return part(value, meant);
    return value !== null && (String(value).length > SPELT || !lasts(value)) ? undefined : value;
  };
}

const inAnyRun = asking((value) => (typeof value === "number" ? value < EPOCH : !PASSING.test(String(value))));
const inThisRun = asking(() => true);

// Fingerprints are of this installation's secrets, and of what nobody types again.
const told = (body) => Object.fromEntries(Object.entries(body).filter(([, value]) => isScalar(value) && !String(value).startsWith("sha256:")));

function request({ on, path, status, code, body }) {
  return { ...(on ? { on } : { path }), status, ...(code ? { code } : {}), ...(body && !body.left_out_bytes ? { body: told(body) } : {}) };
}

function match(entry, meant) {
  if (entry.kind === "request") return request(entry.data);
  const data = meant(entry.data ?? {});
  return { kind: entry.kind, ...(data && !isEmpty(data) ? { data } : {}) };
}

// This entry, or one like it in the same run of the widget.
export function asCommand(entry) {
  const { widget, workspace } = entry;
  const asked = { ...match(entry, inThisRun), ...(widget && entry.kind !== "request" ? { widget } : {}) };
  return ctl(["journal", "wait", ...flags(asked)], workspace);
}

// One like it, in any run.
export const asExpectation = (entry) => ctl(["verify", JSON.stringify({ expect: [{ match: match(entry, inAnyRun) }] })], entry.workspace);
