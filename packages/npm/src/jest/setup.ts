// `globalSetup` of the preset: one emulator for the whole run.
import type { EmulatorOptions } from "../options.js";
import { startShared } from "../shared.js";
import { keep } from "./kept.js";

/** Starts the emulator of a run with these options; for a `globalSetup` of your own. */
export const withOptions = (options: EmulatorOptions) => async (): Promise<void> => keep(await startShared(options));

export default withOptions({});
