// What the commands for Cypress ask of its task, and what the task does: Cypress itself does not run here.
import assert from "node:assert/strict";
import { join } from "node:path";
import { createRequire } from "node:module";
import { test } from "node:test";
import { until } from "./process.mjs";

/** What Cypress gives to `setupNodeEvents` and to the support file, and keeps of what it is given. */
class Recorder {
  events = {};
  commands = {};
  intercepted = [];
  before = [];

  globals(test) {
    const cy = {
      task: (name, wish) => this.events.task[name](wish),
      intercept: (address, answer) => this.intercepted.push([address, answer]),
    };
    const Commands = { add: (name, command) => (this.commands[name] = command) };
    const Cypress = { Commands, currentTest: { titlePath: ["the bank", test] }, currentRetry: 0, spec: { relative: "a.cy.js" } };
    return { cy, Cypress, beforeEach: (work) => this.before.push(work) };
  }
}

async function inCypress({ app }, work) {
  const require = createRequire(join(app, "x.js"));
  const recorder = new Recorder();
  const { setupBelvo } = require("belvo-emulator/cypress/node");
  const config = await setupBelvo((event, given) => (recorder.events[event] = given), { env: {} });
  try {
    Object.assign(globalThis, recorder.globals("is down"));
    require("belvo-emulator/cypress");
    await work(recorder, config.env.belvo);
  } finally {
    for (const name of ["cy", "Cypress", "beforeEach"]) delete globalThis[name];
    await recorder.events["after:run"]();
  }
}

export function cypressTests(place) {
  test("they steer the workspace of the test, and Belvo's address is answered", () =>
    inCypress(place, async ({ commands, before, intercepted }, { controlUrl, widgetUrl }) => {
      const secretId = await commands.belvoSecretId();
      assert.equal(secretId, "a.cy.js-the-bank-is-down-0");
      await commands.belvoScenario("success");
      await commands.belvoQueue("institution_down", 2);
      await commands.belvoFault("POST /api/accounts/", { error: "institution_down", times: 2 });
      await commands.belvoAdvance("11m");
      await commands.belvoExpect({ kind: "scenario" });
      await assert.rejects(commands.belvoExpect({ kind: "link.created" }), /came never/);
      const queued = await (await fetch(`${controlUrl}/workspaces/${secretId}/queue`)).text();
      assert.match(queued, /"scenario":"institution_down","times":2/);
      const faults = await (await fetch(`${controlUrl}/workspaces/${secretId}/faults`)).text();
      assert.match(faults, /"on":"POST \/api\/accounts\/".*"times":2.*"error":"institution_down"/);
      before[0]();
      await until(() => intercepted.length, 5000, () => "Belvo's address is not answered");
      const [[address, { body }]] = intercepted;
      assert.match("https://cdn.belvo.io/belvo-widget-1-stable.js", address);
      assert.equal(body, await (await fetch(widgetUrl)).text());
    }));
}
