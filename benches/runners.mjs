// What a test costs in each runner of JavaScript, and whether one ever fails without a reason: the example's tests, in four files
// at once, again and again, with the packages as they are installed.
//
//   EMULATOR=target/release/belvo-emulator node benches/runners.mjs [ROUNDS]
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { prepare } from "../tests/packages/npm/place.mjs";
import { run } from "../tests/packages/npm/process.mjs";

const ROUNDS = Number(process.argv[2] ?? 30);
const WORKERS = 4;
const bin = (name) => `node_modules/.bin/${name}`;
const modules = { NODE_OPTIONS: "--experimental-vm-modules" };

// The reports of Vitest and Jest have one form.
const inFiles = ({ testResults }) => testResults.flatMap((file) => file.assertionResults);
const suitesOf = (suite) => [suite, ...(suite.suites ?? []).flatMap(suitesOf)];
const inSuites = ({ suites }) =>
  suites.flatMap(suitesOf).flatMap(({ specs }) => specs.map(({ title, ok, tests }) => ({ title, status: ok ? "passed" : "failed", duration: tests[0].results[0].duration })));

const vitest = (environment) => ({
  file: "vitest.js",
  words: (out) => [bin("vitest"), "run", "--project", environment, `--maxWorkers=${WORKERS}`, "--reporter=json", `--outputFile=${out}`],
  results: inFiles,
});
const RUNNERS = {
  "Playwright": {
    file: "playwright.js",
    env: (out) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: out }),
    words: () => [bin("playwright"), "test", `--workers=${WORKERS}`, "--fully-parallel", "--reporter=json"],
    results: inSuites,
  },
  "Vitest in jsdom": vitest("jsdom"),
  "Vitest in happy-dom": vitest("happy-dom"),
  "Jest in jsdom": {
    file: "jest.js",
    env: () => modules,
    words: (out) => [bin("jest"), `--maxWorkers=${WORKERS}`, "--json", `--outputFile=${out}`],
    results: inFiles,
  },
};

const median = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];

async function once(app, { words, env = () => ({}), results }) {
  const out = join(app, "results.json");
  const { code, said } = await run(app, words(out), env(out));
  const tests = results(JSON.parse(readFileSync(out, "utf8")));
  const failed = tests.filter(({ status }) => status !== "passed");
  if (code !== 0 && failed.length === 0) throw new Error(said);
  return { tests, failed };
}

async function measure(app, name, runner) {
  for (let copy = 1; copy < WORKERS; copy += 1) copyFileSync(join(app, "tests", `connect.${runner.file}`), join(app, "tests", `connect-${copy}.${runner.file}`));
  const [times, failed, begun] = [[], [], performance.now()];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { tests, failed: these } = await once(app, runner);
    times.push(...tests.map(({ duration }) => duration));
    failed.push(...these);
  }
  const whole = ((performance.now() - begun) / ROUNDS / 1000).toFixed(1);
  console.log(`${name.padEnd(20)} ${String(times.length).padStart(6)} ${String(failed.length).padStart(7)} ${median(times).toFixed(0).padStart(6)} ms ${whole.padStart(9)} s`);
  for (const test of failed) console.error(JSON.stringify(test, null, 2).slice(0, 4000));
  return failed.length;
}

const place = await prepare();
let failures = 0;
try {
  console.log(`${"runner".padEnd(20)}  tests  failed    median     a run`);
  for (const [name, runner] of Object.entries(RUNNERS)) failures += await measure(place.app, name, runner);
} finally {
  place.remove();
}
process.exit(failures ? 1 : 0);
