// The program itself, on a free port, with the seed and the clock of the traces.
import { once } from "node:events";
import { createInterface } from "node:readline";
import { startChild } from "./child.mjs";

const PLACE = ["--port", "0", "--seed", "1", "--now", "2026-01-31T12:00:00Z", "--freeze"];
const KEYS = { id: "trace-worker", password: "trace-password" };
const TOKEN = {
  ...KEYS,
  scopes: "read_institutions,write_links",
  fetch_resources: ["ACCOUNTS", "TRANSACTIONS", "OWNERS"],
  credentials_storage: "store",
  stale_in: "300d",
};

async function must(address, request) {
  const answer = await fetch(address, request);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${request.method} ${address}: ${answer.status} ${text}`);
  return text && JSON.parse(text);
}

class Emulator {
  constructor({ api_url, widget_url, control_url }, stop) {
    Object.assign(this, { api: api_url, script: widget_url, controlUrl: control_url, stop });
  }

  control(method, verb, body) {
    return must(`${this.controlUrl}/${verb}`, { method, body: body && JSON.stringify(body) });
  }

  // With the ids of the start, so that each test has them as if it were the first.
  reset() {
    return this.control("POST", "reset", { ids: "repeat" });
  }

  play(name) {
    return this.control("PUT", "scenario", { name });
  }

  advance(by) {
    return this.control("POST", "clock/advance", { by });
  }

  async widgets() {
    return (await this.control("GET", "widgets")).widgets.map(({ widget }) => widget);
  }

  async journal(kind) {
    return (await this.control("GET", `journal?kind=${kind}`)).entries.map(({ data }) => data);
  }

  rest(method, path, body) {
    const basic = Buffer.from(`${KEYS.id}:${KEYS.password}`).toString("base64");
    const headers = { Authorization: `Basic ${basic}`, "Content-Type": "application/json" };
    return must(`${this.api}/api/${path}`, { method, headers, body: body && JSON.stringify(body) });
  }

  async token(more) {
    return (await this.rest("POST", "token/", { ...TOKEN, ...more })).access;
  }

  async isAlive(token) {
    const headers = { Authorization: `Bearer ${token}` };
    return (await fetch(`${this.api}/api/institutions/`, { headers })).ok;
  }
}

export async function startEmulator() {
  const program = process.env.EMULATOR ?? "belvo-emulator";
  const child = startChild(program, PLACE, { stdio: ["ignore", "pipe", "inherit"] });
  await once(child, "spawn");
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith("READY ")) return new Emulator(JSON.parse(line.slice("READY ".length)), child.stop);
  }
  throw new Error(`${program} ended before it was ready`);
}
