// The calls of the inspector, each with the words of its command.
import { control, segment as id, tellRead } from "../pages/control.js";
import { flags } from "../pages/shell.js";
import { workspace } from "./place.js";

/**
 * @param {string} verb
 * @param {string[]} words
 * @param {{ workspace?: string, method?: string, query?: object, body?: unknown, signal?: AbortSignal }} [how]
 */
const ask = (verb, words, how = {}) => control(verb, { workspace: workspace(), words, ...how });

export const info = (of = "") => ask("info", ["info"], { workspace: of });
export const scenarioOf = (of) => ask("scenario", ["scenario"], { workspace: of });

export const widgets = () => ask("widgets", ["widgets"]);
export const widget = (run) => ask(`widgets/${id(run)}`, ["widgets", run]);

export const recorded = (run) => ask(`widgets/${id(run)}/scenario`, ["record", run]);

export function act(run, name, value) {
  const typed = value === undefined ? [] : [typeof value === "string" ? value : JSON.stringify(value)];
  const body = value === undefined ? {} : { value };
  return ask(`widgets/${id(run)}/${name}`, ["widgets", run, name, ...typed], { method: "POST", body });
}

export const links = (query) => ask("links", ["links", ...flags(query)], { query });
export const link = (one) => ask(`links/${id(one)}`, ["links", one]);
export const records = (one, { resource, ...query }) =>
  ask(`links/${id(one)}/records`, ["links", "records", one, resource, ...flags(query)], { query: { resource, ...query } });
export const setLink = (one, status) =>
  ask(`links/${id(one)}`, ["link", one, status], { method: "PATCH", body: { status } });

export const receivers = () => ask("webhooks", ["webhooks"]);
export const deliveries = () => ask("webhooks/deliveries", ["webhooks", "deliveries"]);
export const resend = (of, seq) =>
  ask(`webhooks/deliveries/${seq}`, ["webhooks", "resend", String(seq)], { workspace: of, method: "POST", body: {} });
export const inbox = () => ask("inbox", ["inbox"]);

export const journal = (query) => ask("journal", ["journal", ...flags(query)], { query });

// The journal of one workspace is read from its stream.
export const tellJournal = (of, query) => tellRead("journal", ["journal", ...flags(query)], of, query);

/** @type {any} */
let known = null;

// What there is to choose from stands in the document of the control API.
async function described() {
  known ??= (await control("openapi.json")).answer?.paths;
  return known ?? {};
}

// The kinds of entries.
export async function kinds() {
  const parameters = (await described())["/_emulator/journal"]?.get.parameters ?? [];
  const kind = parameters.find(({ name }) => name === "kind");
  return (kind?.schema.enum ?? []).filter(Boolean);
}

// The states that a link can be put into.
export async function states() {
  const body = (await described())["/_emulator/links/{id}"]?.patch.requestBody;
  return body?.content["application/json"].schema.properties.status.enum ?? [];
}
