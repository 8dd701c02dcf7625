// Setup and teardown are modules of one process without a word between them.
import type { Emulator } from "../emulator.js";

const KEY = Symbol.for("belvo-emulator of this run of Jest");
const kept = globalThis as { [KEY]?: Emulator };

export function keep(emulator: Emulator): void {
  kept[KEY] = emulator;
}

export const theKept = (): Emulator | undefined => kept[KEY];
