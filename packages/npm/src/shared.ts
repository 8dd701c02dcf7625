// An emulator that one process of a runner starts and its others use: where it is stands in the environment.
import { createEmulator, Emulator, type Addresses } from "./emulator.js";
import type { EmulatorOptions } from "./options.js";

const VARIABLE = "BELVO_EMULATOR_FOR_TESTS";

/** Starts it and tells the processes that are started from here on. */
export async function startShared(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await createEmulator(options);
  const { apiUrl, widgetUrl, controlUrl } = emulator;
  process.env[VARIABLE] = JSON.stringify({ apiUrl, widgetUrl, controlUrl } satisfies Addresses);
  return emulator;
}

/** The one that was started; `setUp` is what the runner's settings have to name. */
export function sharedEmulator(setUp: string): Emulator {
  const told = process.env[VARIABLE];
  if (!told) throw new Error(`no emulator was started for these tests: the runner's settings lack ${setUp}`);
  return new Emulator(JSON.parse(told) as Addresses);
}
