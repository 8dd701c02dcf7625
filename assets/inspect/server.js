// The calls of the inspector, each with the words of its command.
import { control } from "../pages/control.js";
import { flags } from "../pages/shell.js";
import { workspace } from "./place.js";

/**
 * @param {string} verb
 * @param {string[]} words
 * @param {{ workspace?: string, method?: string, query?: object, body?: unknown, signal?: AbortSignal }} [how]
 */
const ask = (verb, words, how = {}) => control(verb, { workspace: workspace(), words, ...how });

const id = (text) => encodeURIComponent(text);

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

// Waited for again and again: not told each time.
export const news = (of, after, signal) =>
  control("journal/wait", { workspace: of, method: "POST", body: { after, timeout: "20s" }, signal });

/** @type {string[] | null} */
let known = null;

// The kinds of entries, as the document of the control API has them.
export async function kinds() {
  if (known) return known;
  const { ok, answer } = await control("openapi.json");
  const parameters = ok ? answer.paths["/_emulator/journal"].get.parameters : [];
  const kind = parameters.find(({ name }) => name === "kind");
  known = (kind?.schema.enum ?? []).filter(Boolean);
  return known;
}
