// The runners: how their tests are run (four of the example and one of the README), one test (`few`), one that never ends
// (`hold`), and which files of the example are theirs.
const modules = { NODE_OPTIONS: "--experimental-vm-modules" };
const bin = (name) => `node_modules/.bin/${name}`;
const vitest = (environment, ...given) => [bin("vitest"), "run", "--project", environment, ...given];
const exec = (...given) => [bin("belvo-emulator"), "exec", "--", process.execPath, ...given];

export const RUNNERS = {
  "Playwright": {
    tests: [bin("playwright"), "test", "--reporter=list"],
    few: [bin("playwright"), "test", "--reporter=list", "--grep", "gives up"],
    hold: [bin("playwright"), "test", "--reporter=list", "--config=hold/playwright.config.js"],
    passed: /5 passed/,
    files: ["playwright.config.js", "tests/connect.playwright.js"],
  },
  "Vitest in jsdom": {
    tests: vitest("jsdom"),
    hold: vitest("jsdom", "--config=hold/vitest.config.js"),
    passed: /Tests {2}5 passed/,
    files: ["vitest.config.js", "tests/connect.vitest.js"],
  },
  "Vitest in happy-dom": {
    tests: vitest("happy-dom"),
    hold: vitest("happy-dom", "--config=hold/vitest.config.js"),
    passed: /Tests {2}5 passed/,
    files: ["vitest.config.js", "tests/connect.vitest.js"],
  },
  "Jest in jsdom": {
    tests: [bin("jest")],
    hold: [bin("jest"), "--config=hold/jest.config.js"],
    env: modules,
    passed: /Tests: {7}5 passed/,
    files: ["jest.config.js", "tests/connect.jest.js"],
  },
  "exec": {
    tests: exec("--test", "tests/server.test.mjs"),
    hold: exec("hold/server.test.mjs"),
    passed: /pass 3/,
    files: ["tests/server.test.mjs"],
  },
};
