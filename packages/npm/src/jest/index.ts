import { Belvo } from "../belvo.js";
import { sharedEmulator } from "../shared.js";
import { endWidget, handleIn, loadWidget, type Handle } from "../widget-script.js";

interface Jest {
  afterEach?(work: () => Promise<void>): void;
  expect: { getState(): { currentTestName?: string; testPath?: string } };
}

/** A workspace a test, and the widget's script in the document of jsdom. */
export class BelvoInJest extends Belvo {
  /** Runs the widget's script, unchanged, in the document. */
  load(): Promise<void> {
    return loadWidget(this);
  }

  /** The newest widget of the document, open or about to be. */
  get widget(): Handle {
    return handleIn(globalThis);
  }
}

const runner = globalThis as unknown as Jest;
let count = 0;

// Of a test that has taken too long, too: the document is taken away next.
runner.afterEach?.(endWidget);

/** `test("…", withBelvo(async (belvo) => { … }))`: a workspace for this test. What happened stands with a failure. */
export function withBelvo(body: (belvo: BelvoInJest) => unknown): () => Promise<void> {
  return async () => {
    const { currentTestName = "", testPath = "" } = runner.expect.getState();
    count += 1;
    const belvo = new BelvoInJest(sharedEmulator('`preset: "belvo-emulator"`'), [testPath, currentTestName, String(count)]);
    try {
      await body(belvo);
    } catch (failure) {
      throw await told(failure, belvo);
    }
  };
}

async function told(failure: unknown, belvo: Belvo): Promise<unknown> {
  const story = await belvo.story().catch(String);
  const message = (failure as Error)?.message;
  if (typeof message !== "string") return failure;
  return Object.assign(failure as Error, { message: `${message}\n\nWhat the emulator saw:\n${story}` });
}
