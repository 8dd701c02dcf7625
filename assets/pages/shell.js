// The same call from a shell.

const CONTROL = /[^\P{Cc}\n]/u;
const hex = (found) => `\\x${found.charCodeAt(0).toString(16).padStart(2, "0")}`;

// A terminal would act on the control characters that somebody may have put into a text.
function escaped(text) {
  const safe = text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replace(/\p{Cc}/gu, hex);
  return `$'${safe}'`;
}

export const quoted = (text) => (CONTROL.test(text) ? escaped(text) : `'${text.replaceAll("'", "'\\''")}'`);

// What a shell takes for one word as it stands.
const PLAIN = /^[A-Za-z0-9_./:=@%+-]+$/;

export const word = (text) => (PLAIN.test(text) ? text : quoted(text));

/** @param {{ method: string, url: string, user?: string, headers?: string[], body?: string }} call */
export function curl({ method, url, user, headers = [], body }) {
  const first = `curl${method === "GET" ? "" : ` -X ${method}`} ${quoted(url)}`;
  const options = [...(user ? [`-u ${quoted(user)}`] : []), ...headers.map((header) => `-H ${quoted(header)}`)];
  return [first, ...options, ...(body === undefined ? [] : [`--data-raw ${quoted(body)}`])].join(" \\\n  ");
}

function flag([name, value]) {
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  const written = `--${name.replaceAll("_", "-")}`;
  return text.startsWith("-") ? [`${written}=${text}`] : [written, text];
}

// The flags of a command: what is not said is left out.
export const flags = (named) => Object.entries(named).filter(([, value]) => (value ?? "") !== "").flatMap(flag);

const USUAL = "http://127.0.0.1:2358";

// A command; the control token comes from the environment, so that it stands nowhere. A `*` of a name is no pattern.
export function ctl(words, workspace = "") {
  const at = location.origin === USUAL ? [] : ["--url", location.origin];
  const of = workspace ? ["--workspace", workspace.replaceAll("*", "\\*")] : [];
  return ["belvo-emulator", "ctl", ...[...at, ...of, ...words].map(word)].join(" ");
}
