import { inject, test as base, type TestAPI } from "vitest";
import { Belvo } from "../belvo.js";
import { Emulator } from "../emulator.js";
import { endWidget, handleIn, loadWidget, type Handle } from "../widget-script.js";
import type {} from "./setup.js";

export { withOptions } from "./setup.js";
export { expect } from "vitest";

/** A workspace a test, and the widget's script in the document of jsdom or happy-dom. */
export class BelvoInVitest extends Belvo {
  /** Runs the widget's script, unchanged, in the document. */
  load(): Promise<void> {
    return loadWidget(this);
  }

  /** The newest widget of the document, open or about to be. */
  get widget(): Handle {
    return handleIn(globalThis);
  }
}

function emulator(): Emulator {
  const addresses = inject("belvo");
  if (!addresses) throw new Error('no emulator was started for these tests: set `globalSetup: "belvo-emulator/vitest/setup"`');
  return new Emulator(addresses);
}

/** Vitest's `test` with the fixture `belvo`. What happened stands with a test that has failed. */
export const test: TestAPI<{ belvo: BelvoInVitest }> = base.extend<{ belvo: BelvoInVitest }>({
  belvo: async ({ task, onTestFailed }, use) => {
    const belvo = new BelvoInVitest(emulator(), [task.file.name, task.name, String(task.result?.retryCount ?? 0), task.id]);
    onTestFailed(async () => console.error(`What the emulator saw:\n${await belvo.story()}`));
    await use(belvo);
    await endWidget();
  },
});
