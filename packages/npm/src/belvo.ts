import type { Addresses, Emulator, Workspace } from "./emulator.js";
import type { Entry, InForce } from "./generated/types.js";
import type { JournalRequest, SetFaultRequest, VerifyRequest } from "./generated/verbs.js";
import { call, textOf } from "./http.js";
import { BelvoEmulatorRefusal } from "./problem.js";

/** What an entry of the journal is told by: `{ on: "POST /api/links/" }`, `{ kind: "link.created" }`. */
export type Match = VerifyRequest["expect"][number]["match"];

/** What becomes of the calls of an operation: `{ error: "institution_down" }`, `{ status: 500, times: 2, after: 1 }`. */
export type Fault = Omit<SetFaultRequest, "on">;

/** Longer names are cut: the emulator takes 128 bytes. */
const LONGEST_NAME = 100;

/** The keys that a server of an application asks Belvo with. */
export interface Keys {
  id: string;
  password: string;
}

/** What one test has: a workspace of its own. */
export class Belvo implements Addresses {
  readonly apiUrl: string;
  readonly widgetUrl: string;
  readonly controlUrl: string;
  /** The keys of this test's workspace; any password does. */
  readonly secretId: string;
  readonly secretPassword = "secret-password";
  /** Every control verb. */
  readonly workspace: Workspace;

  constructor(emulator: Emulator, names: string[]) {
    const { apiUrl, widgetUrl, controlUrl } = emulator;
    [this.apiUrl, this.widgetUrl, this.controlUrl] = [apiUrl, widgetUrl, controlUrl];
    this.secretId = nameOf(names);
    this.workspace = emulator.workspace(this.secretId);
  }

  /** The scenario from now on. */
  scenario(name: string): Promise<InForce> {
    return this.workspace.setScenario({ name });
  }

  /** The scenario of the next runs of the widget alone. */
  async queue(scenario: string, times = 1): Promise<void> {
    await this.workspace.enqueue({ scenario, times });
  }

  /** Lets the next call of an operation fail or wait: `fault("POST /api/accounts/", { error: "institution_down" })`. */
  async fault(on: string, how: Fault): Promise<void> {
    await this.workspace.setFault({ on, ...how });
  }

  /** Moves the clock: `11m`. What falls due has happened when this is done. */
  async advance(by: string): Promise<void> {
    await this.workspace.advance({ by });
  }

  /** Options of this workspace by their dotted names. */
  async set(options: Record<string, string | number | boolean>): Promise<void> {
    await this.workspace.setOptions(options);
  }

  /** What a server of an application gets for the widget; `more` is what else is sent to `/api/token/`. */
  async accessToken(more: object = {}): Promise<string> {
    const keys = { id: this.secretId, password: this.secretPassword, scopes: "read_institutions,write_links" };
    const request = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ ...keys, ...more }) };
    const answer = await call(`${this.apiUrl}/api/token/`, request);
    const text = await textOf(answer);
    if (!answer.ok) throw new Error(`POST /api/token/ was answered ${answer.status}: ${text}`);
    return JSON.parse(text).access;
  }

  /** Fails with the difference where one of these did not happen, or not that often. */
  async expect(...expected: (Match | { match: Match; times?: number })[]): Promise<void> {
    const expect = expected.map((each) => ("match" in each ? each : { match: each })) as VerifyRequest["expect"];
    try {
      await this.verify(expect);
    } catch (refusal) {
      if (!(refusal instanceof BelvoEmulatorRefusal) || refusal.code !== "verify_failed") throw refusal;
      throw new Error(`${refusal.detail}\n${JSON.stringify(expected)}\nWhat happened:\n${await this.story()}`);
    }
  }

  // A test's own workspace is no misspelt one: where nothing has called it yet, it is opened for the look.
  private async verify(expect: VerifyRequest["expect"]): Promise<void> {
    try {
      await this.workspace.verify({ expect });
    } catch (refusal) {
      if (!(refusal instanceof BelvoEmulatorRefusal) || refusal.code !== "workspace_unknown") throw refusal;
      await this.workspace.setOptions({});
      await this.workspace.verify({ expect });
    }
  }

  /** What happened in this test. */
  async journal(wanted: JournalRequest = {}): Promise<Entry[]> {
    return (await this.workspace.journal(wanted)).entries;
  }

  /** The journal for people, an entry a line. */
  async story(): Promise<string> {
    const lines = (await this.journal()).map(({ seq, kind, data, why }) => `  ${seq} ${kind} ${JSON.stringify(data)}${why ? ` (${why})` : ""}`);
    return lines.join("\n") || "  nothing";
  }
}

const nameOf = (names: string[]) =>
  names.join(" ").normalize("NFKD").replace(/[^\w.-]+/g, "-").slice(-LONGEST_NAME);
