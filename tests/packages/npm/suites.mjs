// The example's tests in each runner: that they pass, how they fail, how many lines they need, what is left when they die.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { childrenOf, lives, readyIn, run, start, sweep, until } from "./process.mjs";
import { RUNNERS } from "./runners.mjs";

const MOST_GLUE = 5;
const MENTIONS = /belvo-emulator|belvo\.(load|accessToken|apiUrl|secretId)|BELVO_/;

const linesOf = (app, files) => files.flatMap((file) => readFileSync(join(app, file), "utf8").split("\n"));

async function killedInTheMiddle({ app }, name, { cases, env }) {
  const file = join(app, `ready-${name.replaceAll(" ", "-")}.json`);
  const runner = start(app, cases, { ...env, CASE: "hold", BELVO_EMULATOR_READY_FILE: file });
  try {
    const ready = await until(() => readyIn(file), 20_000, () => `${name} started no emulator:\n${runner.said()}`);
    await inTheMiddle(ready, runner);
    runner.child.kill("SIGKILL");
    await until(() => !lives(ready.pid), 2000, () => `${name}: the emulator outlives its runner`);
  } finally {
    sweep(runner);
    await runner.ended;
  }
}

// The emulator itself tells that a test has begun.
async function inTheMiddle({ control_url }, runner) {
  const body = JSON.stringify({ match: { kind: "token.issued" }, timeout: "20s" });
  const answer = await fetch(`${control_url}/journal/wait`, { method: "POST", body });
  assert.ok(answer.ok, `${await answer.text()}\n${runner.said()}`);
}

// Under `exec` the runner is the command: the emulator is no child of it.
async function commandKilled({ app }, { cases }) {
  const file = join(app, "held");
  const runner = start(app, cases, { HELD: file });
  try {
    await until(() => existsSync(file), 20_000, () => `no test has begun:\n${runner.said()}`);
    const [emulator] = childrenOf(runner.child.pid);
    const [command] = childrenOf(emulator);
    process.kill(command, "SIGKILL");
    await until(() => !lives(emulator), 2000, () => "the emulator outlives the command");
    assert.equal((await runner.ended).code, 137);
  } finally {
    sweep(runner);
  }
}

function testsOf(place, name, runner) {
  const { tests, few = tests, cases, fails, env, passed, files } = runner;

  test("a success, a scripted error, an expired token", async () => {
    const { code, said } = await run(place.app, tests, env);
    assert.equal(code, 0, said);
    assert.match(said, passed);
  });

  test("a misspelt scenario is told with the nearest", async () => {
    const { code, said } = await run(place.app, few, { ...env, BELVO_EMULATOR_SCENARIO: "sucess" });
    assert.notEqual(code, 0, said);
    assert.match(said, /there is no scenario `sucess`; did you mean `success`\?/);
  });

  if (fails) {
    test("a failure says why, and what the emulator saw", async () => {
      const { code, said } = await run(place.app, cases, { ...env, CASE: "fails" });
      assert.equal(code, 1, said);
      for (const words of fails) assert.match(said, words);
    });
  }

  test(`at most ${MOST_GLUE} lines are not about the application`, () => {
    const lines = linesOf(place.app, files);
    const glue = lines.filter((line) => line.endsWith("// glue"));
    assert.ok(glue.length <= MOST_GLUE, glue.join("\n"));
    const unmarked = lines.filter((line) => MENTIONS.test(line) && !glue.includes(line) && !line.startsWith("//"));
    assert.deepEqual(unmarked, [], "lines that are about the emulator and not marked");
  });

  test("killed in the middle, it leaves no emulator", () =>
    name === "exec" ? commandKilled(place, runner) : killedInTheMiddle(place, name, runner));
}

export function runnerTests(place) {
  for (const [name, runner] of Object.entries(RUNNERS)) describe(name, () => testsOf(place, name, runner));
}
