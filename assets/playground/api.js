// The calls of the playground: all are calls that anybody can make.

import { call, control, problem, segment, wantsToken } from "../pages/control.js";

function basic({ id, password }) {
  const bytes = new TextEncoder().encode(`${id}:${password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

export const receivers = (id) => control("webhooks", { workspace: id });
export const triedSince = (id, tries) =>
  control("webhooks/deliveries", { workspace: id, query: { tried_since: tries, timeout: "1ms" } });

// The webhooks after the last one that is known, and how many tries there have been.
export const webhooks = (id, { after, tries }) =>
  control("inbox/wait", { workspace: id, method: "POST", body: { after, tried_since: tries, timeout: "1ms" } });

const as = (authorization) => ({ headers: { Authorization: authorization } });

export const scenario = (name) => control(`scenarios/${segment(name)}`);
export const scenarios = () => control("scenarios");
export const validate = (document) => control("scenarios/validate", { method: "POST", body: { document } });
export const setScenario = (id, body) => control("scenario", { workspace: id, method: "PUT", body });
export const names = (locale) => control("names", { query: { locale } });
export const bundle = (id) => control("bundle", { workspace: id });
export const recorded = (run) => control(`widgets/${segment(run)}/scenario`);
export const keptLink = (id) => control(`links/${segment(id)}`);
export const link = (id, keys) => call(`/api/links/${segment(id)}/`, as(basic(keys)));
export const tryToken = (access) => call("/api/institutions/?page_size=1", as(`Bearer ${access}`));

export function token(body) {
  const headers = { "Content-Type": "application/json" };
  return call("/api/token/", { method: "POST", headers, body: JSON.stringify(body) });
}

// What decides in a workspace if nothing is chosen here.
export async function inForce(server, id) {
  if (!server.knows(id)) return {};
  const { ok, answer } = await control("scenario", { workspace: id });
  return ok ? { inForce: answer.scenario || "", playInForce: answer.play || "" } : {};
}

// What cannot be read (a control token may be asked for) leaves the playground with less to choose from.
export async function server() {
  const names = ["info", "scenarios", "scenario", "options"];
  const answers = await Promise.all(names.map((name) => control(name)));
  const refused = answers.find(({ ok }) => !ok);
  const [info, list, inForce, table] = answers.map(({ ok, answer }) => (ok ? answer : {}));
  const option = (table.options || []).find(({ name }) => name === "widget.payload");
  return {
    refused: refused && problem(refused),
    wantsToken: Boolean(refused && wantsToken(refused)),
    base: info.api_url || location.origin,
    version: info.version || "",
    // A call for a workspace that no key opens would be an error in the browser's console.
    knows: (id) => Boolean(info.version) && (!info.keys_required || info.workspaces.includes(id)),
    scenarios: list.scenarios || [],
    refusedFiles: list.refused || "",
    inForce: inForce.scenario || "",
    playInForce: inForce.play || "",
    payload: option?.value || "superset",
  };
}
