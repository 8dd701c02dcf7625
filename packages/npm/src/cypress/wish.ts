import type { Belvo } from "../belvo.js";

/** The name of the one task. */
export const TASK = "belvo";

/** What a command asks of the task. */
export interface Wish {
  /** What names the workspace of a test. */
  names: string[];
  verb: "script" | "secretId" | keyof Pick<Belvo, "scenario" | "queue" | "fault" | "advance" | "set" | "expect" | "story" | "accessToken">;
  given: unknown[];
}
