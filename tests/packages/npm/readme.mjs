// Every block of the package's README stands among the application's tests, as it is, and runs with them.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "./place.mjs";
import { run } from "./process.mjs";

const README = readFileSync(join(root, "packages", "npm", "README.md"), "utf8");
const MOST_LINES = 120;
const BLOCK = /^```(\w+) ?(\w*)\n([\s\S]*?)^```$/gm;
const blocks = Array.from(README.matchAll(BLOCK), ([, language, kind, text]) => ({ language, kind, text }));
const code = blocks.filter(({ language }) => language === "js");

// The files of the blocks; `suites.mjs` counts them among the tests that have to pass.
const FILES = {
  playwright: "tests/readme.playwright.js",
  vitest: "tests/readme.vitest.js",
  jest: "tests/readme.jest.cjs",
  node: "readme.mjs",
};

/** Writes each block where its runner finds it. */
export function writeBlocks(app) {
  for (const { kind, text } of code) writeFileSync(join(app, FILES[kind]), text);
}

export function readmeTests(place) {
  test(`it has at most ${MOST_LINES} lines, and a block for each runner`, () => {
    assert.ok(README.split("\n").length <= MOST_LINES + 1);
    assert.deepEqual(code.map(({ kind }) => kind), Object.keys(FILES));
  });

  test("its block for Node.js runs", async () => {
    assert.equal((await run(place.app, [process.execPath, FILES.node])).said, "2026-02-01\n");
  });

  test("its commands are those that are run here", async () => {
    const [install, exec, ...others] = blocks.filter(({ language }) => language === "sh").map(({ text }) => text.trim());
    // With the packed files in place of the name: a registry may have a stranger's.
    assert.equal(install, "npm install --save-dev belvo-emulator");
    assert.deepEqual(others, []);
    const { code, said } = await run(place.app, exec.split(" "));
    assert.equal(code, 0, said);
  });
}
