export { Belvo, type Fault, type Match } from "./belvo.js";
export { createEmulator, Emulator, Workspace, type Addresses } from "./emulator.js";
export type * as control from "./generated/types.js";
export type * as requests from "./generated/verbs.js";
export type { EmulatorOptions } from "./options.js";
export { BelvoEmulatorAbsent, BelvoEmulatorRefusal } from "./problem.js";
export { loadWidget, type Handle, type RunState, type Told } from "./widget-script.js";
