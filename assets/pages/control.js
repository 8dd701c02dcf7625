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
  const answer = await response.json().catch(() => null);
  return { call: `${options?.method || "GET"} ${path}`, status: response.status, ok: response.ok, answer };
}

// The path of a control verb: for all workspaces, or for the one of a secret id.
function verbPath(workspace, verb, query = {}) {
  const scope = workspace ? `workspaces/${encodeURIComponent(workspace)}/` : "";
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
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  const sent = body === undefined ? undefined : JSON.stringify(body);
  const detail = words && { method, path, body: sent, command: ctl(words, workspace) };
  if (detail) document.dispatchEvent(new CustomEvent("asked", { detail }));
  return call(path, { method, headers, body: sent, signal });
}

// Why a control call was refused, for people.
export const problem = ({ status, answer }) => [answer?.detail, answer?.hint].filter(Boolean).join("; ") || `${status}`;

export const wantsToken = ({ status, answer }) => status === 401 && answer?.code === "control_token";
