// Every block of the package's README runs as it stands there.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "./place.mjs";
import { run } from "./process.mjs";
import { RUNNERS } from "./runners.mjs";

const README = readFileSync(join(root, "packages", "npm", "README.md"), "utf8");
const MOST_LINES = 120;
const BLOCK = /^```(\w+) ?(\w*)\n([\s\S]*?)^```$/gm;
const blocks = Array.from(README.matchAll(BLOCK), ([, language, kind, text]) => ({ language, kind, text }));

// The file that a block is put into, and what runs it.
const KINDS = {
  playwright: { file: "tests/readme.playwright.js", words: [...RUNNERS.Playwright.tests, "readme"] },
  vitest: { file: "tests/readme.vitest.js", words: ["node_modules/.bin/vitest", "run", "readme"] },
  jest: { file: "tests/readme.jest.cjs", words: [...RUNNERS["Jest in jsdom"].tests, "--testMatch=**/readme.jest.cjs"] },
  node: { file: "readme.mjs", words: [process.execPath, "readme.mjs"], says: /^2026-02-01\n$/ },
};

async function runs(app, { kind, text }) {
  const { file, words, says = /./ } = KINDS[kind];
  writeFileSync(join(app, file), text);
  const { code, said } = await run(app, words);
  assert.equal(code, 0, said);
  assert.match(said, says);
}

export function readmeTests(place) {
  test(`it has at most ${MOST_LINES} lines`, () => assert.ok(README.split("\n").length <= MOST_LINES + 1));

  for (const block of blocks.filter(({ language }) => language === "js")) {
    test(`its block for ${block.kind} runs`, () => runs(place.app, block));
  }

  test("its commands are those that are run here", async () => {
    const [install, exec, ...others] = blocks.filter(({ language }) => language === "sh").map(({ text }) => text.trim());
    // With the packed files in place of the name: a registry may have a stranger's.
    assert.equal(install, "npm install --save-dev belvo-emulator");
    assert.deepEqual(others, []);
    const { code, said } = await run(place.app, exec.split(" "));
    assert.equal(code, 0, said);
  });
}
