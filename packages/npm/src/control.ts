import type { Entry, Problem } from "./generated/types.js";
import { BelvoEmulatorAbsent, BelvoEmulatorRefusal } from "./problem.js";

interface Sent {
  query?: object;
  body?: object;
}

// A page's own `fetch` may be a test's.
const request: typeof fetch = (...given) => fetch(...given);

/** The control API below one address: of the emulator, or of one of its workspaces. */
export class ControlApi {
  constructor(
    readonly base: string,
    private readonly token?: string,
  ) {}

  async call<T>(method: string, path: string, sent: Sent = {}): Promise<T> {
    const response = await this.send(method, path, sent);
    const answer = await response.json();
    if (!response.ok) throw new BelvoEmulatorRefusal(`${method} ${path || "/"}`, answer as Problem);
    return answer as T;
  }

  /** Entries as they are written, until the caller has enough. */
  async *stream(path: string, sent: Sent = {}): AsyncGenerator<Entry> {
    const response = await this.send("GET", path, sent);
    if (!response.ok) throw new BelvoEmulatorRefusal(`GET ${path}`, (await response.json()) as Problem);
    for await (const line of linesOf(response)) {
      if (line.startsWith("data:")) yield JSON.parse(line.slice("data:".length)) as Entry;
    }
  }

  private async send(method: string, path: string, { query = {}, body }: Sent): Promise<Response> {
    const url = new URL(this.base + path);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined && value !== null) url.searchParams.set(name, written(value));
    }
    const headers = this.token ? { Authorization: `Bearer ${this.token}` } : {};
    const carried = body ? { body: JSON.stringify(body) } : {};
    try {
      return await request(url, { method, headers, ...carried });
    } catch (why) {
      throw new BelvoEmulatorAbsent(this.base, why);
    }
  }
}

const written = (value: unknown) => (typeof value === "object" ? JSON.stringify(value) : String(value));

async function* linesOf(response: Response): AsyncGenerator<string> {
  let rest = "";
  const decoder = new TextDecoder();
  for await (const part of response.body ?? []) {
    const lines = (rest + decoder.decode(part, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
