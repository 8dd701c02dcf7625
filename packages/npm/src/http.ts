// Calls as a server makes them: in jsdom and happy-dom `fetch` is the page's, with the rules for pages.
import * as http from "node:http";
import * as https from "node:https";
import { once } from "node:events";
import { BelvoEmulatorAbsent } from "./problem.js";

export interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** A test's own, or that of jsdom. */
  signal?: AbortSignal;
  /** Whether it holds the process until it is answered. */
  holds?: boolean;
}

/** An answer whose body is still to come. */
export interface Answer {
  ok: boolean;
  status: number;
  type: string;
  body: AsyncIterable<string>;
}

/** Calls an address; `where` is named when nobody answers there. */
export async function call(url: string | URL, { method = "GET", headers = {}, body, signal, holds = true }: Sent = {}, where = String(url)): Promise<Answer> {
  const { request } = String(url).startsWith("https:") ? https : http;
  const sent = request(url, { method, headers: { ...headers, ...(body && { "Content-Length": String(Buffer.byteLength(body)) }) } });
  signal?.addEventListener("abort", () => sent.destroy(new Error("aborted")));
  if (!holds) sent.on("socket", (socket) => socket.unref());
  sent.end(body);
  const [answer]: [http.IncomingMessage] = (await once(sent, "response").catch((why) => {
    throw new BelvoEmulatorAbsent(where, why);
  })) as [http.IncomingMessage];
  const status = answer.statusCode ?? 0;
  return { ok: status >= 200 && status < 300, status, type: answer.headers["content-type"] ?? "text/plain", body: answer.setEncoding("utf8") };
}

export async function textOf({ body }: Answer): Promise<string> {
  let text = "";
  for await (const part of body) text += part;
  return text;
}

export async function* linesOf({ body }: Answer): AsyncGenerator<string> {
  let rest = "";
  for await (const part of body) {
    const lines = (rest + part).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
