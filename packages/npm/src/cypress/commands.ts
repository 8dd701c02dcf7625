// `import "belvo-emulator/cypress"` in the support file: commands, and Belvo's own address answered by the emulator.
import type { Fault, Match } from "../belvo.js";
import { TASK, type Wish } from "./wish.js";

/** Of Cypress what is used here: its own types are the application's. */
interface Chain {
  then(next: (value: unknown) => unknown): Chain;
}

interface Runner {
  task(name: string, wish: Wish): Chain;
  intercept(address: RegExp, answer: { body: unknown; headers: Record<string, string> }): Chain;
}

interface Globals {
  cy: Runner;
  Cypress: {
    currentTest: { titlePath: string[] };
    currentRetry: number;
    spec: { relative: string };
    Commands: { add(name: string, command: (...given: never[]) => Chain): void };
  };
  beforeEach(work: () => void): void;
}

declare global {
  namespace Cypress {
    // The parameter is that of Cypress.
    interface Chainable<Subject> {
      /** The secret id of this test's workspace. */
      belvoSecretId(): Chainable<string>;
      /** The scenario from now on. */
      belvoScenario(name: string): Chainable<unknown>;
      /** The scenario of the next runs of the widget alone. */
      belvoQueue(scenario: string, times?: number): Chainable<unknown>;
      /** Lets the next call of an operation fail or wait. */
      belvoFault(on: string, how: Fault): Chainable<unknown>;
      /** Moves the clock. */
      belvoAdvance(by: string): Chainable<unknown>;
      /** Fails with the difference where one of these did not happen. */
      belvoExpect(...expected: Match[]): Chainable<unknown>;
    }
  }
}

const CDN = /^https:\/\/cdn\.belvo\.io\/belvo-widget/;
const globals = globalThis as unknown as Globals;

function ask(verb: Wish["verb"], ...given: unknown[]): Chain {
  const { currentTest, currentRetry, spec } = globals.Cypress;
  return globals.cy.task(TASK, { names: [spec.relative, ...currentTest.titlePath, String(currentRetry)], verb, given });
}

const COMMANDS: Record<string, (...given: never[]) => Chain> = {
  belvoSecretId: () => ask("secretId"),
  belvoScenario: (name: string) => ask("scenario", name),
  belvoQueue: (scenario: string, times = 1) => ask("queue", scenario, times),
  belvoFault: (on: string, how: Fault) => ask("fault", on, how),
  belvoAdvance: (by: string) => ask("advance", by),
  belvoExpect: (...expected: Match[]) => ask("expect", ...expected),
};

for (const [name, command] of Object.entries(COMMANDS)) globals.Cypress.Commands.add(name, command);

globals.beforeEach(() => {
  const headers = { "access-control-allow-origin": "*", "content-type": "text/javascript; charset=utf-8" };
  ask("script").then((body) => globals.cy.intercept(CDN, { body, headers }));
});
