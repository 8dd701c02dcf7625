// The runners: how their tests are run (four of the example and one of the README), one test (`few`), those that never end
// or fail (`cases`), what a failure says, and which files of the example are theirs.
const modules = { NODE_OPTIONS: "--experimental-vm-modules" };
const bin = (name) => `node_modules/.bin/${name}`;
const vitest = (environment, ...given) => [bin("vitest"), "run", "--project", environment, ...given];
const exec = (...given) => [bin("belvo-emulator"), "exec", "--", process.execPath, ...given];

// What the failing tests of components say.
const MISSPELT = /there is no `event:EROR` to wait for; the nearest is `event:ERROR`/;
const IN_A_DOCUMENT = [
  MISSPELT,
  /the emulator's script is not in this document: `await belvo\.load\(\)` brings it/,
  /`callback` did not come within 4000 ms: no widget was built/,
  /What the emulator saw:[\s\S]*token\.issued/,
];

export const RUNNERS = {
  "Playwright": {
    tests: [bin("playwright"), "test", "--reporter=list"],
    few: [bin("playwright"), "test", "--reporter=list", "--grep", "gives up"],
    cases: [bin("playwright"), "test", "--config=cases/playwright.config.js"],
    passed: /5 passed/,
    fails: [
      MISSPELT,
      /the widget's script did not load from http:\/\/127\.0\.0\.1:9\/belvo-widget-1-stable\.js \(net::\S+\); the emulator of this worker is at http:/,
      /the emulator's script is not on about:blank: looked for http:\S+belvo-widget-1-stable\.js, .*; the page has the scripts: none/,
      /expect\[1\] has to come 2 times and came never[\s\S]*What happened:[\s\S]*token\.issued/,
      /"name": "belvo-journal\.json"/,
    ],
    files: ["playwright.config.js", "tests/connect.playwright.js"],
  },
  "Vitest in jsdom": {
    tests: vitest("jsdom"),
    cases: vitest("jsdom", "--config=cases/vitest.config.js"),
    passed: /Tests {2}5 passed/,
    fails: IN_A_DOCUMENT,
    files: ["vitest.config.js", "tests/connect.vitest.js"],
  },
  "Vitest in happy-dom": {
    tests: vitest("happy-dom"),
    cases: vitest("happy-dom", "--config=cases/vitest.config.js"),
    passed: /Tests {2}5 passed/,
    files: ["vitest.config.js", "tests/connect.vitest.js"],
  },
  "Jest in jsdom": {
    tests: [bin("jest")],
    cases: [bin("jest"), "--config=cases/jest.config.js"],
    env: modules,
    passed: /Tests: {7}5 passed/,
    fails: IN_A_DOCUMENT,
    files: ["jest.config.js", "tests/connect.jest.js"],
  },
  "exec": {
    tests: exec("--test", "tests/server.test.mjs"),
    cases: exec("cases/hold.test.mjs"),
    passed: /pass 3/,
    files: ["tests/server.test.mjs"],
  },
};
