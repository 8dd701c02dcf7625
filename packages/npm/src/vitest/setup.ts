// `globalSetup: "belvo-emulator/vitest/setup"`: one emulator for the whole run.
import type { TestProject } from "vitest/node";
import type { Addresses } from "../emulator.js";
import type { EmulatorOptions } from "../options.js";
import { createEmulator } from "../emulator.js";

declare module "vitest" {
  interface ProvidedContext {
    belvo: Addresses;
  }
}

/** Starts the emulator of a run with these options; for a `globalSetup` of your own. */
export const withOptions = (options: EmulatorOptions) => async (project: TestProject): Promise<() => Promise<void>> => {
  const emulator = await createEmulator(options);
  const { apiUrl, widgetUrl, controlUrl } = emulator;
  project.provide("belvo", { apiUrl, widgetUrl, controlUrl });
  return () => emulator.close();
};

export default withOptions({});
