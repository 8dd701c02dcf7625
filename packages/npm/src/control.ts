import type { Entry, Problem } from "./generated/types.js";
import { call, linesOf, textOf, type Answer } from "./http.js";
import { BelvoEmulatorRefusal } from "./problem.js";

/** An entry of the journal; how many were missed; that the journal has begun anew. */
export type Streamed = Entry | { dropped: number } | { reset: true };

const DATA = "data: ";
const OF_RESET = "data: {}";

interface Sent {
  query?: object;
  body?: object;
}

/** The control API below one address: of the emulator, or of one of its workspaces. */
export class ControlApi {
  constructor(
    readonly base: string,
    private readonly token: string | undefined,
  ) {}

  async call<T>(method: string, path: string, sent: Sent = {}): Promise<T> {
    const answer = await this.send(method, path, sent);
    return JSON.parse(await textOf(answer)) as T;
  }

  /** Entries as they are written, until the caller has enough. */
  async *stream(path: string, sent: Sent = {}): AsyncGenerator<Streamed> {
    for await (const line of linesOf(await this.send("GET", path, sent))) {
      if (line === "event: reset") yield { reset: true };
      else if (line.startsWith(DATA) && line !== OF_RESET) yield JSON.parse(line.slice(DATA.length)) as Streamed;
    }
  }

  private async send(method: string, path: string, { query = {}, body }: Sent): Promise<Answer> {
    const url = new URL(this.base + path);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined && value !== null) url.searchParams.set(name, written(value));
    }
    const headers = this.token ? { Authorization: `Bearer ${this.token}` } : {};
    const answer = await call(url, { method, headers, ...(body && { body: JSON.stringify(body) }) }, this.base);
    if (!answer.ok) throw new BelvoEmulatorRefusal(method, path, JSON.parse(await textOf(answer)) as Problem);
    return answer;
  }
}

const written = (value: unknown) => (typeof value === "object" ? JSON.stringify(value) : String(value));
