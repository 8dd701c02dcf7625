import type { Addresses } from "./emulator.js";
import { BelvoEmulatorAbsent } from "./problem.js";

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
  eval(script: string): unknown;
  __belvoEmulator?: Handle;
}

/** What the script has put there; an error that says so where it has not run. */
export function handleIn(window: object): Handle {
  const handle = (window as Page).__belvoEmulator;
  if (!handle) throw new Error("the emulator's script is not in this document: `await belvo.load()` brings it");
  return handle;
}

/** Fetches the widget's script and runs it, unchanged, in a document of jsdom or happy-dom, which load none themselves. */
export async function loadWidget({ widgetUrl }: Pick<Addresses, "widgetUrl">, window: object = globalThis): Promise<void> {
  (window as Page).eval(await scriptAt(widgetUrl));
}

/** The text of the widget's script. */
export async function scriptAt(url: string): Promise<string> {
  const response = await fetch(url).catch((why) => {
    throw new BelvoEmulatorAbsent(url, why);
  });
  if (!response.ok) throw new Error(`${url} was answered ${response.status}; is this the address of the emulator's script?`);
  return response.text();
}
