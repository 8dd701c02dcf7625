// For `setupNodeEvents`: starts the emulator, and does in Node.js what the commands ask for.
import { Belvo } from "../belvo.js";
import { createEmulator } from "../emulator.js";
import type { EmulatorOptions } from "../options.js";
import { scriptAt } from "../widget-script.js";
import { TASK, type Wish } from "./wish.js";

/** What Cypress hands to `setupNodeEvents`, as far as it is needed here. */
export interface Events {
  (event: "task", tasks: Record<string, (wish: Wish) => unknown>): void;
  (event: "after:run", done: () => unknown): void;
}

export interface Config {
  env: Record<string, unknown>;
}

/** `setupNodeEvents: (on, config) => setupBelvo(on, config, { … })`. */
export async function setupBelvo<C extends Config>(on: Events, config: C, options: EmulatorOptions = {}): Promise<C> {
  const emulator = await createEmulator(options);
  const { apiUrl, widgetUrl, controlUrl } = emulator;
  on("task", { [TASK]: async ({ names, verb, given }: Wish) => (await perform(new Belvo(emulator, names), verb, given)) ?? null });
  on("after:run", () => emulator.close());
  Object.assign(config.env, { belvo: { apiUrl, widgetUrl, controlUrl } });
  return config;
}

function perform(belvo: Belvo, verb: Wish["verb"], given: unknown[]): unknown {
  if (verb === "script") return scriptAt(belvo.widgetUrl);
  if (verb === "secretId") return belvo.secretId;
  return (belvo[verb] as (...given: unknown[]) => unknown).apply(belvo, given);
}
