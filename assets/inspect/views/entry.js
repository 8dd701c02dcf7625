// What an entry of the journal says in a line, and the calls that do the same or ask for it.
import { ctl, curl, flags } from "../../pages/shell.js";

const LONGEST = 160;
const SECRET = "…";

const cut = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

const isScalar = (value) => value !== null && typeof value !== "object";

function emission({ to, args }) {
  const data = args?.[0]?.data?.[0] ?? args?.[0];
  const about = data?.meta_data ?? {};
  return [to, data?.eventName, about.page, about.error_code, about.warning_code, data?.last_encountered_error?.code];
}

const LINES = {
  request: ({ method, path, status, code }) => [method, path, status, code],
  emission,
};

export function summary({ kind, data }) {
  const parts = Object.hasOwn(LINES, kind) ? LINES[kind](data ?? {}) : Object.values(data ?? {});
  return cut(parts.filter((part) => isScalar(part) && part !== undefined && part !== "").join(" "));
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

// What tells an entry from others: enough of it, and no ids that another run has not.
function match({ kind, data, widget }) {
  if (kind === "request") {
    const { on, path, status, code, body } = data;
    return { ...(on ? { on } : { path }), status, ...(code ? { code } : {}), ...(body && !body.left_out_bytes ? { body: told(body) } : {}) };
  }
  return { kind, ...(widget ? { widget } : {}) };
}

// Fingerprints are of this installation's secrets, and of what nobody types again.
const told = (body) => Object.fromEntries(Object.entries(body).filter(([, value]) => isScalar(value) && !String(value).startsWith("sha256:")));

export const asCommand = (entry) => ctl(["journal", "wait", ...flags(match(entry))], entry.workspace);

export function asExpectation(entry) {
  return ctl(["verify", JSON.stringify({ expect: [{ match: match(entry) }] })], entry.workspace);
}
