import { setImmediate } from "node:timers/promises";
import type { Addresses } from "./emulator.js";
import { call, textOf, type Sent } from "./http.js";

/** What shows of a run of the widget. */
export interface RunState {
  widget: string | null;
  screen: string | null;
  acts: string[];
  institution: string | null;
  locale: string | null;
  frozen: boolean;
  ended: string | null;
}

/** What the page's functions were called with. */
export interface Told {
  name: string;
  args: unknown[];
  /** What the event carries, flat. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read its members
  data: any;
}

/** How long to wait, in milliseconds, and after which call. */
export interface Patience {
  timeout?: number;
  after?: number;
}

/** A person's acts in the newest widget, which may be about to open. */
export interface Acts {
  accept(): Promise<RunState>;
  choose(institution: string): Promise<RunState>;
  submit(fields: Record<string, string>): Promise<RunState>;
  token(token: string): Promise<RunState>;
  retry(): Promise<RunState>;
  back(): Promise<RunState>;
  close(): Promise<RunState>;
  stay(): Promise<RunState>;
  leave(): Promise<RunState>;
  survey(answer: string): Promise<RunState>;
  finish(): Promise<RunState>;
}

/** `window.__belvoEmulator`. */
export interface Handle extends Acts {
  widgets(): RunState[];
  readonly events: Told[];
  /** Waits for `screen:NAME`, `event:NAME`, `callback` or `exit`. */
  waitFor(name: string, patience?: Patience): Promise<Told>;
}

interface Page {
  document: Document;
  location: Location;
  window?: Page;
  fetch?: unknown;
  eval(script: string): unknown;
  __belvoEmulator?: Handle;
}

/** Runners let a test take five seconds: what did not come is told before, in milliseconds. */
const PATIENCE = 4000;

/** What the script has put there; an error that says so where it has not run. */
export function handleIn(window: object): Handle {
  const handle = (window as Page).__belvoEmulator;
  if (!handle) throw new Error("the emulator's script is not in this document: `await belvo.load()` brings it");
  const waitFor = (name: string, patience: Patience = {}) => handle.waitFor(name, { timeout: PATIENCE, ...patience });
  return Object.create(handle, { waitFor: { value: waitFor } });
}

/** Fetches the widget's script and runs it, unchanged, in a document of jsdom or happy-dom, which load none themselves. */
export async function loadWidget({ widgetUrl }: Pick<Addresses, "widgetUrl">, window: object = globalThis): Promise<void> {
  const script = await scriptAt(widgetUrl);
  // Vitest has the names of happy-dom's window among its own, and the window beside them.
  const page = (window as Page).window ?? (window as Page);
  const own = Object.getOwnPropertyDescriptor(page, "fetch");
  Object.defineProperty(page, "fetch", { value: fetchFor(page), configurable: true, writable: true });
  (window as Page).eval(script);
  if (own) Object.defineProperty(page, "fetch", own);
  else delete page.fetch;
}

// The script keeps the `fetch` that it was loaded with: jsdom has none, and that of happy-dom ends with a failure.
const fetchFor = ({ location }: Page) => async (url: string, sent: Sent) => {
  const given = { ...sent, headers: { Origin: location.origin }, holds: false };
  const answer = await Promise.race([call(url, given), aborted(sent.signal)]);
  return { ok: answer.ok, status: answer.status, json: async () => JSON.parse(await textOf(answer)) };
};

// At once: the document may be gone when the socket is.
function aborted(signal?: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(new Error("aborted"))));
}

/** Ends the widget of a document, as a page does that goes on without it, and lets the script notice. */
export async function endWidget(): Promise<void> {
  globalThis.document?.getElementById("belvo")?.replaceChildren();
  await setImmediate();
}

/** The text of the widget's script. */
export async function scriptAt(url: string): Promise<string> {
  const answer = await call(url);
  if (!answer.ok) throw new Error(`${url} was answered ${answer.status}; is this the address of the emulator's script?`);
  return textOf(answer);
}
