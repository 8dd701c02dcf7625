// Each export, imported and required, and what the types of both say to the compiler.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "./place.mjs";
import { run } from "./process.mjs";

const GIVES = {
  ".": ["Belvo", "BelvoEmulatorAbsent", "BelvoEmulatorRefusal", "Emulator", "Workspace", "createEmulator", "loadWidget"],
  "./playwright": ["BelvoInPlaywright", "expect", "test"],
  "./jest": ["BelvoInJest", "withBelvo"],
  "./jest/setup": ["default", "withOptions"],
  "./jest/teardown": ["default"],
  "./cypress": ["belvoAdvance", "belvoExpect", "belvoFault", "belvoQueue", "belvoScenario", "belvoSecretId"],
  "./cypress/node": ["setupBelvo"],
};
// Vitest refuses `require`; its entries are imported by its tests.
const OF_VITEST = ["./vitest", "./vitest/setup"];
const OF_SETTINGS = ["./jest-preset", "./package.json"];

// Cypress's commands are what they add.
const CYPRESS = `
  const added = [];
  Object.assign(globalThis, { Cypress: { Commands: { add: (name) => added.push(name) } }, beforeEach() {} });`;
const tell = (found) => `console.log(JSON.stringify((added.length ? added : Object.keys(${found})).filter((name) => name !== "__esModule").sort()))`;

async function names(app, file, text) {
  writeFileSync(join(app, file), text);
  const { code, said } = await run(app, [process.execPath, file]);
  assert.equal(code, 0, said);
  return JSON.parse(said);
}

const specifier = (name) => join("belvo-emulator", name);

export function exportsTests(place) {
  test("all that the package exports is here", () => {
    const { exports } = JSON.parse(readFileSync(join(root, "packages", "npm", "package.json"), "utf8"));
    assert.deepEqual(Object.keys(exports).sort(), [...Object.keys(GIVES), ...OF_VITEST, ...OF_SETTINGS].sort());
  });

  for (const [name, wanted] of Object.entries(GIVES)) {
    test(`${specifier(name)}, imported and required`, async () => {
      const imported = await names(place.app, "import.mjs", `${CYPRESS}\nconst found = await import("${specifier(name)}");\n${tell("found")}`);
      const required = await names(place.app, "require.cjs", `${CYPRESS}\nconst found = require("${specifier(name)}");\n${tell("found")}`);
      assert.deepEqual([imported, required], [wanted, wanted]);
    });
  }

  test("the types of both are those of the compiler's settings for Node.js and for bundlers", async () => {
    const tsc = join(root, "node_modules", ".bin", "tsc");
    for (const settings of ["types/nodenext.json", "types/bundler.json"]) {
      const { code, said } = await run(place.app, [tsc, "-p", settings]);
      assert.equal(code, 0, said);
    }
  });
}
