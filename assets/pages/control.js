// The calls of the pages: all are calls that anybody can make.
import { recall, remember } from "./session.js";
import { ctl } from "./shell.js";

const PLACE = "belvo-emulator.control-token";

let token = recall(PLACE) || "";

export const controlToken = () => token;

export function setControlToken(value) {
  token = value;
  remember(PLACE, token);
}

// With credentials a browser would meet a 401 with a dialog of its own.
export async function call(path, options) {
  const response = await fetch(path, { ...options, credentials: "omit" });
  return { call: `${options?.method || "GET"} ${path}`, ...(await answered(response)) };
}

async function answered(response) {
  const answer = await response.json().catch(() => null);
  return { status: response.status, ok: response.ok, answer };
}

// One part of a path. A `*` as it stands would be a pattern of workspaces.
export const segment = (text) => encodeURIComponent(text).replaceAll("*", "%2A");

// The path of a control verb: for all workspaces, or for the one of a secret id.
function verbPath(workspace, verb, query = {}) {
  const scope = workspace ? `workspaces/${segment(workspace)}/` : "";
  const asked = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const text = new URLSearchParams(asked.map(([name, value]) => [name, String(value)]));
  return `/_emulator/${scope}${verb}${text.size ? `?${text}` : ""}`;
}

/**
 * A control verb, for all workspaces or for one. With the words of its command, whoever listens is told what does the same.
 * @param {string} verb
 * @param {{ workspace?: string, method?: string, query?: object, body?: unknown, words?: string[], signal?: AbortSignal }} [how]
 */
export function control(verb, { workspace = "", method = "GET", query, body, words, signal } = {}) {
  const path = verbPath(workspace, verb, query);
  const sent = body === undefined ? undefined : JSON.stringify(body);
  if (words) tell({ method, path, body: sent, command: ctl(words, workspace) });
  return call(path, { method, headers: authorization(), body: sent, signal });
}

/** @returns {Record<string, string>} */
const authorization = () => (token ? { Authorization: `Bearer ${token}` } : {});

/** @param {{ method: string, path: string, body?: string, command: string }} detail */
const tell = (detail) => document.dispatchEvent(new CustomEvent("asked", { detail }));

// What is read in another way is told as the call that answers the same at once.
export const tellRead = (verb, words, workspace, query) =>
  tell({ method: "GET", path: verbPath(workspace, verb, query), command: ctl(words, workspace) });

/**
 * The journal of a workspace as it is written, after the event that was read last.
 * @param {string} workspace
 * @param {{ query?: object, last?: string, signal: AbortSignal }} how
 */
export async function openStream(workspace, { query, last, signal }) {
  const headers = new Headers(authorization());
  if (last) headers.set("Last-Event-ID", last);
  const response = await fetch(verbPath(workspace, "journal/stream", query), { headers, signal, credentials: "omit" });
  return { ok: response.ok, body: response.body, answer: response.ok ? null : await answered(response) };
}

// Why a control call was refused, for people.
export const problem = ({ status, answer }) => [answer?.detail, answer?.hint].filter(Boolean).join("; ") || `${status}`;

export const wantsToken = ({ status, answer }) => status === 401 && answer?.code === "control_token";
