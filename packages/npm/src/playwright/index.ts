import {
  test as base,
  type Page,
  type PlaywrightTestArgs,
  type PlaywrightTestOptions,
  type PlaywrightWorkerArgs,
  type PlaywrightWorkerOptions,
  type TestInfo,
  type TestType,
} from "@playwright/test";
import { Belvo } from "../belvo.js";
import { createEmulator, type Emulator } from "../emulator.js";
import type { EmulatorOptions } from "../options.js";
import { answerCdn } from "./cdn.js";
import { WidgetInPage } from "./widget.js";

export { expect } from "@playwright/test";
export type { WidgetInPage } from "./widget.js";

/** A workspace a test, and the widget in the test's page. */
export class BelvoInPlaywright extends Belvo {
  /** The newest widget of the page. */
  readonly widget: WidgetInPage;

  constructor(emulator: Emulator, names: string[], page: Page) {
    super(emulator, names);
    this.widget = new WidgetInPage(page, emulator);
  }
}

export interface BelvoFixtures {
  belvo: BelvoInPlaywright;
}

export interface BelvoWorkerFixtures {
  /** How the emulator of a worker is started. */
  belvoOptions: EmulatorOptions;
  /** The emulator of this worker. */
  belvoEmulator: Emulator;
}

const namesOf = ({ project, titlePath, repeatEachIndex, retry }: TestInfo) =>
  [project.name, ...titlePath, String(repeatEachIndex), String(retry)].filter(Boolean);

/** Playwright's `test` with the fixture `belvo`. What happened is attached to a test that has failed. */
export const test: TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & BelvoFixtures,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions & BelvoWorkerFixtures
> = base.extend<BelvoFixtures, BelvoWorkerFixtures>({
  belvoOptions: [{}, { option: true, scope: "worker" }],

  belvoEmulator: [
    async ({ belvoOptions }, use) => {
      const emulator = await createEmulator(belvoOptions);
      const close = () => emulator.close();
      // The runner is gone: its workers take their time to notice.
      process.once("disconnect", close);
      await use(emulator);
      process.off("disconnect", close);
      await emulator.close();
    },
    { scope: "worker" },
  ],

  belvo: async ({ belvoEmulator, page, context }, use, info) => {
    const belvo = new BelvoInPlaywright(belvoEmulator, namesOf(info), page);
    const troubles = await answerCdn(context, belvoEmulator);
    await use(belvo);
    if (info.status === info.expectedStatus) return;
    await attachJournal(belvo, info);
    if (troubles.length) throw new Error(troubles.join("\n"));
  },
});

async function attachJournal(belvo: Belvo, info: TestInfo): Promise<void> {
  const body = await belvo.journal().then((entries) => JSON.stringify(entries, null, 2), String);
  await info.attach("belvo-journal.json", { body, contentType: "application/json" });
}
