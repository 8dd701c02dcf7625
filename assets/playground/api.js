// The calls of the playground: all are calls that anybody can make.

// With credentials a browser would meet a 401 with a dialog of its own.
async function call(path, options) {
  const response = await fetch(path, { ...options, credentials: "omit" });
  const answer = await response.json().catch(() => null);
  return { call: `${options?.method || "GET"} ${path}`, status: response.status, ok: response.ok, answer };
}

function basic({ id, password }) {
  const bytes = new TextEncoder().encode(`${id}:${password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

const as = (authorization) => ({ headers: { Authorization: authorization } });

export const scenario = (name) => call(`/_emulator/scenarios/${encodeURIComponent(name)}`);
export const scenarios = () => call("/_emulator/scenarios");
export const link = (id, keys) => call(`/api/links/${encodeURIComponent(id)}/`, as(basic(keys)));
export const tryToken = (access) => call("/api/institutions/?page_size=1", as(`Bearer ${access}`));

export function token(body) {
  const headers = { "Content-Type": "application/json" };
  return call("/api/token/", { method: "POST", headers, body: JSON.stringify(body) });
}

// What cannot be read (a control token may be asked for) leaves the playground with less to choose from.
export async function server() {
  const names = ["info", "scenarios", "scenario", "options"];
  const answers = await Promise.all(names.map((name) => call(`/_emulator/${name}`)));
  const refused = answers.find(({ ok }) => !ok);
  const [info, list, inForce, table] = answers.map(({ ok, answer }) => (ok ? answer : {}));
  const option = (table.options || []).find(({ name }) => name === "widget.payload");
  return {
    refused: refused && [refused.answer?.detail, refused.answer?.hint].filter(Boolean).join("; "),
    base: info.api_url || location.origin,
    version: info.version || "",
    scenarios: list.scenarios || [],
    refusedFiles: list.refused || "",
    inForce: inForce.scenario || "",
    playInForce: inForce.play || "",
    payload: option?.value || "superset",
  };
}
