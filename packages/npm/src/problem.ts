import type { Problem } from "./generated/types.js";
import { asMethods, methodOf } from "./words.js";

/** A call that the emulator has refused; nothing has changed then. */
export class BelvoEmulatorRefusal extends Error {
  override readonly name = "BelvoEmulatorRefusal";
  /** A word for programs: `scenario_unknown`. */
  readonly code: string;
  /** A sentence for people: what is wrong. */
  readonly detail: string;
  /** What to do about it. */
  readonly hint: string | undefined;
  readonly status: number;
  readonly problem: Problem;

  constructor(method: string, path: string, problem: Problem) {
    const told = asMethods(problem);
    super(wordsOf(methodOf(method, path) ?? `${method} ${path}`, told));
    this.code = told.code;
    this.detail = told.detail;
    this.hint = told.hint ?? undefined;
    this.status = told.status;
    this.problem = problem;
  }
}

function wordsOf(call: string, { code, detail, hint, faults = [] }: Problem): string {
  const lines = faults.map((fault) => `  ${Object.values(fault).join(" ")}`);
  return [`${call}: ${detail} (${code})`, ...lines, ...(hint ? [`hint: ${hint}`] : [])].join("\n");
}

/** There is no emulator where it was looked for. */
export class BelvoEmulatorAbsent extends Error {
  override readonly name = "BelvoEmulatorAbsent";

  constructor(where: string, why: unknown) {
    super(`the emulator does not answer at ${where}; is it running? (${reasonOf(why)})`, { cause: why });
  }
}

// `fetch failed` says nothing, its cause does.
function reasonOf(why: unknown): string {
  const { cause, message } = why as { cause?: { code?: string; message?: string }; message?: string };
  return cause?.code ?? cause?.message ?? message ?? String(why);
}
