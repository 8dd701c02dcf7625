// The npm packages as those who install them have them: run by `./test packages`.
import { after, before, describe } from "node:test";
import { prepare } from "./place.mjs";
import { cypressTests } from "./cypress.mjs";
import { exportsTests } from "./exports.mjs";
import { emulatorTests } from "./emulator.mjs";
import { runnerTests } from "./suites.mjs";
import { wrapperTests } from "./wrapper.mjs";
import { readmeTests, writeBlocks } from "./readme.mjs";

const place = {};

before(async () => {
  Object.assign(place, await prepare());
  writeBlocks(place.app);
});
after(() => place.remove?.());

describe("the command", () => wrapperTests(place));
describe("what can be imported", () => exportsTests(place));
describe("an emulator of one's own", () => emulatorTests(place));
describe("the commands for Cypress", () => cypressTests(place));
describe("the runners", { concurrency: 2 }, () => runnerTests(place));
describe("the README", () => readmeTests(place));
