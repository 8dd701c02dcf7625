import { expect as expectInPlaywright, test as inPlaywright } from "belvo-emulator/playwright";
import { test as inVitest } from "belvo-emulator/vitest";
import { withOptions } from "belvo-emulator/vitest/setup";
import { withBelvo } from "belvo-emulator/jest";
import { setupBelvo } from "belvo-emulator/cypress/node";
import type {} from "belvo-emulator/cypress";

inPlaywright.use({ belvoOptions: { scenario: "success" } });
inPlaywright("typed", async ({ page, belvo }) => {
  await page.goto(belvo.apiUrl);
  const state = await belvo.widget.state();
  const screen: string | null | undefined = state?.screen;
  expectInPlaywright(screen).toBe("consent");
  await belvo.fault("POST /api/accounts/", { status: 500, times: 2, after: 1, delay: "3s" });
  // @ts-expect-error there is no such word
  await belvo.fault("POST /api/accounts/", { eror: "institution_down" });
  // @ts-expect-error there is no such verb
  await belvo.workspace.dance();
});

inVitest("typed", async ({ belvo }) => {
  await belvo.load();
  const told = await belvo.widget.waitFor("exit");
  const name: string = told.name;
  await belvo.expect({ match: { on: "POST /api/links/" }, times: 1 }, { kind: "link.created" });
  return void name;
});

export const jest: () => Promise<void> = withBelvo(async (belvo) => belvo.queue("login_error", 2));
export default withOptions({ scenarios: "scenarios" });
export const cypress = (on: Parameters<typeof setupBelvo>[0], config: { env: Record<string, unknown> }) => setupBelvo(on, config);

declare const cy: Cypress.Chainable<unknown>;
cy.belvoFault("POST /api/accounts/", { error: "institution_down" });
export const chained: Cypress.Chainable<string> = cy.belvoSecretId();
