// `npx belvo-emulator`: its arguments, streams, codes and signals are the program's; what it says where there is none.
import assert from "node:assert/strict";
import { renameSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { emulator } from "./place.mjs";
import { lives, readyIn, run, start, sweep, until } from "./process.mjs";

const COMMAND = "node_modules/.bin/belvo-emulator";

async function serving(app, file) {
  const wrapper = start(app, [COMMAND, "--port", "0"], { BELVO_EMULATOR_READY_FILE: join(app, file) });
  const { pid } = await until(() => readyIn(join(app, file)), 10_000, wrapper.said);
  return { wrapper, pid };
}

export function wrapperTests(place) {
  test("its arguments, output and code are those of the program", async () => {
    const version = await run(place.app, ["npx", "belvo-emulator", "--version"]);
    assert.deepEqual([version.code, version.said.trim()], [0, (await run(place.app, [emulator, "--version"])).said.trim()]);
    for (const wanted of [0, 1, 42]) {
      const { code, said } = await run(place.app, [COMMAND, "exec", "--", "sh", "-c", `exit ${wanted}`]);
      assert.equal(code, wanted, said);
    }
    assert.equal((await run(place.app, [COMMAND, "--port", "many"])).code, 2);
  });

  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) {
    test(`${signal} reaches the program, which ends as it does without npm`, async () => {
      const { wrapper, pid } = await serving(place.app, `${signal}.json`);
      const direct = start(place.app, [emulator, "--port", "0"], { BELVO_EMULATOR_READY_FILE: join(place.app, `${signal}-own.json`) });
      await until(() => readyIn(join(place.app, `${signal}-own.json`)), 10_000, direct.said);
      wrapper.child.kill(signal);
      direct.child.kill(signal);
      const [ours, own] = [await wrapper.ended, await direct.ended];
      assert.deepEqual([ours.code, ours.signal], [own.code, own.signal]);
      assert.ok(!lives(pid));
    });
  }

  test("it ends by the signal that ended the program", async () => {
    const { wrapper, pid } = await serving(place.app, "killed.json");
    process.kill(pid, "SIGKILL");
    assert.equal((await wrapper.ended).signal, "SIGKILL");
    sweep(wrapper);
  });

  test("without a program for the platform it says which, what was looked for and what to do", async () => {
    const [there, away] = ["@belvo-emulator", "@away"].map((name) => join(place.app, "node_modules", name));
    renameSync(there, away);
    try {
      const { code, said } = await run(place.app, [COMMAND, "--version"]);
      assert.equal(code, 1);
      const target = `linux-${process.arch}-gnu`;
      for (const words of [`for this platform, ${target}`, `Looked for the package @belvo-emulator/${target}`, "--omit=optional", "BELVO_EMULATOR_BINARY"]) {
        assert.ok(said.includes(words), said);
      }
    } finally {
      renameSync(away, there);
    }
  });

  test("BELVO_EMULATOR_BINARY decides, and is refused where there is no program", async () => {
    const named = await run(place.app, [COMMAND, "--strange"], { BELVO_EMULATOR_BINARY: "/bin/echo" });
    assert.equal(named.said, "--strange\n");
    const wrong = await run(place.app, [COMMAND], { BELVO_EMULATOR_BINARY: "./nowhere" });
    assert.equal(wrong.code, 1);
    assert.match(wrong.said, /BELVO_EMULATOR_BINARY is \.\/nowhere: there is no program that can be executed at \/.*\/nowhere/);
  });
}
