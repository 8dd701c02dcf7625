import type { Page } from "@playwright/test";
import type { Addresses } from "../emulator.js";
import type { Acts, Handle, Patience, RunState, Told } from "../widget-script.js";

/** How long the script of a page may take, in milliseconds. */
const PATIENCE = 5000;

type Method = Exclude<keyof Handle, "events">;

interface Asked {
  method: Method;
  given: unknown[];
}

interface Loaded {
  __belvoEmulator: Handle;
}

/** The newest widget of a page, open or about to be. */
export class WidgetInPage implements Acts {
  constructor(
    private readonly page: Page,
    private readonly emulator: Addresses,
  ) {}

  /** The newest run, or `null` where none was built. */
  async state(): Promise<RunState | null> {
    const runs = await this.ask<RunState[]>("widgets");
    return runs.at(-1) ?? null;
  }

  /** Waits for `screen:NAME`, `event:NAME`, `callback` or `exit`. */
  waitFor(name: string, patience: Patience = {}): Promise<Told> {
    return this.ask("waitFor", name, patience);
  }

  /** The events, exits and callbacks of the page, in order. */
  async events(): Promise<Told[]> {
    await this.loaded();
    return this.page.evaluate(() => Array.from((window as unknown as Loaded).__belvoEmulator.events));
  }

  accept = () => this.ask<RunState>("accept");
  choose = (institution: string) => this.ask<RunState>("choose", institution);
  submit = (fields: Record<string, string>) => this.ask<RunState>("submit", fields);
  token = (token: string) => this.ask<RunState>("token", token);
  retry = () => this.ask<RunState>("retry");
  back = () => this.ask<RunState>("back");
  close = () => this.ask<RunState>("close");
  stay = () => this.ask<RunState>("stay");
  leave = () => this.ask<RunState>("leave");
  survey = (answer: string) => this.ask<RunState>("survey", answer);
  finish = () => this.ask<RunState>("finish");

  private async ask<T>(method: Method, ...given: unknown[]): Promise<T> {
    await this.loaded();
    return this.page.evaluate(async ({ method, given }: Asked) => {
      const handle = (window as unknown as Loaded).__belvoEmulator as unknown as Record<Method, (...given: unknown[]) => unknown>;
      return JSON.parse(JSON.stringify(await handle[method](...given)));
    }, { method, given });
  }

  // A page that lacks the script says `belvoSDK is not defined` at most.
  private async loaded(): Promise<void> {
    const there = () => "__belvoEmulator" in window;
    await this.page.waitForFunction(there, undefined, { timeout: PATIENCE }).catch(async () => {
      throw new Error(await this.absence());
    });
  }

  private async absence(): Promise<string> {
    const sources = await this.page.evaluate(() => Array.from(document.scripts, ({ src }) => src).filter(Boolean));
    const { widgetUrl } = this.emulator;
    const found = sources.length ? sources.join(", ") : "none";
    return `the emulator's script is not on ${this.page.url()}: looked for ${widgetUrl}, or https://cdn.belvo.io/belvo-widget-1-stable.js in its place; the page has the scripts: ${found}`;
  }
}
