// `createEmulator` and the verbs of a workspace, as the installed package has them.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { emulator as program, root } from "./place.mjs";
import { lives, readyIn, run, start, sweep, until } from "./process.mjs";

const GENERATOR = join(root, "packages", "npm", "generate.mjs");
const HOLDS = `
  import { createEmulator } from "belvo-emulator";
  await createEmulator({ args: ["--ready-file", process.argv.at(-1)] });
  setInterval(() => {}, 1000);`;
const ENDS = `
  import { createEmulator } from "belvo-emulator";
  await createEmulator();`;

const script = (text, ...given) => [process.execPath, "--input-type=module", "--eval", text, ...given];

export function emulatorTests(place) {
  const installed = () => createRequire(join(place.app, "x.js"))("belvo-emulator");
  const withEmulator = async (options, work) => {
    const emulator = await installed().createEmulator(options);
    try {
      await work(emulator);
    } finally {
      await emulator.close();
    }
  };

  test("what the API's document says is what was generated", async () => {
    const { code, said } = await run(root, [process.execPath, GENERATOR, program, "--check"]);
    assert.equal(code, 0, said);
  });

  test("its options are the program's", () =>
    withEmulator({ scenario: "success", seed: 7, now: new Date("2026-01-31T12:00:00Z"), freeze: true, set: { "widget.mark": false } }, async (emulator) => {
      const workspace = emulator.workspace("mine");
      const { seed, clock } = await workspace.info();
      assert.deepEqual([seed, clock.mode, clock.now.slice(0, 19)], [7, "frozen", "2026-01-31T12:00:00"]);
      assert.equal((await workspace.scenario()).scenario, "success");
      const { options } = await workspace.options();
      assert.equal(options.find(({ name }) => name === "widget.mark").value, "off");
    }));

  test("so are its folders, who acts and further flags", async () => {
    const scenarios = join(place.app, "scenarios");
    mkdirSync(scenarios);
    writeFileSync(join(scenarios, "mine.yaml"), "version: 1\ntitle: Mine\nwidget:\n  steps: [close, leave]\n");
    await withEmulator({ scenarios, scenario: "mine", play: "by_hand", args: ["--strict"] }, async (emulator) => {
      const { title, play } = await emulator.workspace().scenario();
      assert.deepEqual([title, play], ["Mine", "by_hand"]);
      const { options } = await emulator.workspace().options();
      assert.equal(options.find(({ name }) => name === "strict").value, "on");
    });
  });

  test("workspaces see nothing of each other", () =>
    withEmulator({}, async (emulator) => {
      const [one, other] = [emulator.workspace("one"), emulator.workspace("a/b ?")];
      await one.makeLink({ institution: "erebor_mx_retail" });
      assert.equal((await one.links()).links.length, 1);
      await other.setScenario({ name: "success" });
      assert.equal((await other.links()).links.length, 0);
      await one.verify({ expect: [{ match: { kind: "link.created" }, times: 1 }] });
      const { workspaces } = await emulator.everyWorkspace.workspaces();
      assert.deepEqual(workspaces.map(({ workspace }) => workspace).sort(), ["a/b ?", "one"]);
    }));

  test("its journal is a stream, with what is written meanwhile", () =>
    withEmulator({}, async (emulator) => {
      const workspace = emulator.workspace("mine");
      const meanwhile = [() => workspace.reset(), () => workspace.setOptions({ "widget.mark": "off" })];
      const seen = [];
      await workspace.setScenario({ name: "success" });
      for await (const streamed of workspace.journalStream({ after: 0 })) {
        seen.push(streamed.kind ?? streamed);
        if (!meanwhile.length) break;
        await meanwhile.shift()();
      }
      assert.deepEqual(seen, ["scenario", { reset: true }, "options"]);
    }));

  test("a refusal has code, detail and hint", () =>
    withEmulator({}, async (emulator) => {
      const { BelvoEmulatorRefusal } = installed();
      const refusal = await emulator.workspace("mine").setScenario({ name: "sucess" }).catch((why) => why);
      assert.ok(refusal instanceof BelvoEmulatorRefusal);
      assert.deepEqual([refusal.status, refusal.code], [404, "scenario_unknown"]);
      assert.match(refusal.message, /^workspace\.setScenario: there is no scenario `sucess`; the nearest is `success`.* \(scenario_unknown\)/);
      const expect = [{ match: { on: "POST /api/links/" }, times: 0 }];
      const misspelt = await emulator.workspace("mine").verify({ expect }).catch((why) => why);
      assert.equal(misspelt.code, "workspace_unknown");
      await emulator.workspace("mine").setOptions({});
      await emulator.workspace("mine").verify({ expect });
      const unmet = await emulator.workspace("mine").verify({ expect: [{ match: { kind: "link.created" } }] }).catch((why) => why);
      assert.deepEqual([unmet.code, unmet.hint], ["verify_failed", "`workspace.journal()` shows what happened"]);
      assert.match(unmet.message, /came never.*\nhint: `workspace/);
    }));

  test("a test whose application has not called proves so", () =>
    withEmulator({}, async (emulator) => {
      const belvo = new (installed().Belvo)(emulator, ["silent"]);
      await belvo.expect({ match: { on: "POST /api/links/" }, times: 0 });
      await assert.rejects(belvo.expect({ on: "POST /api/links/" }), /came never/);
    }));

  test("what a refusal says of calls, it says of methods", () =>
    withEmulator({}, async (emulator) => {
      const workspace = emulator.workspace("mine");
      const refused = async (call) => (await call().catch((why) => why)).message;
      const hints = {
        "workspace.link: ": [() => workspace.link("none"), "hint: `workspace.links()` lists all"],
        "workspace.advance: ": [() => workspace.advance({ by: "-5m" }), "hint: `workspace.setClock({ … })` sets it to any time"],
        "workspace.setInstitution: ": [() => workspace.setInstitution("none", { status: "down" }), "hint: `workspace.institutions()`"],
        "workspace.record: ": [() => workspace.record("8d0f3c9a-9e0c-4c5c-9e43-51fd9c9a4c4e"), "hint: `workspace.widgets()` lists all"],
        "workspace.setBundle: ": [() => workspace.setBundle({}), "hint: a bundle is what `workspace.bundle()` answers"],
        "emulator.control.scenarioText: ": [() => emulator.control.scenarioText("sucess"), "`success`"],
      };
      await emulator.workspace("other").info();
      hints["workspace.bundle: "] = [() => emulator.everyWorkspace.bundle(), "hint: name one: `emulator.workspace(ID)`"];
      for (const [method, [call, words]] of Object.entries(hints)) {
        const message = await refused(call);
        assert.ok(message.startsWith(method) && message.includes(words) && !/_emulator|ctl/.test(message), message);
      }
    }));

  test("a fault is one line in each runner, and what is wrong with it is told", () =>
    withEmulator({}, async (emulator) => {
      const { Belvo } = installed();
      const belvo = new Belvo(emulator, ["mine"]);
      await belvo.fault("POST /api/token/", { status: 500, after: 1, times: 2 });
      const ask = () => belvo.accessToken().then(() => "issued", ({ message }) => /answered (\d+)/.exec(message)[1]);
      assert.deepEqual([await ask(), await ask(), await ask(), await ask()], ["issued", "500", "500", "issued"]);
      await assert.rejects(belvo.fault("POST /api/tokn/", { status: 500 }), /the nearest is `POST \/api\/token\/`/);
      await assert.rejects(belvo.fault("POST /api/token/", { eror: "x" }), /the nearest is `error`/);
    }));

  test("a bad scenario is refused in the program's own words", async () => {
    await assert.rejects(installed().createEmulator({ scenario: "sucess" }), /there is no scenario `sucess`; did you mean `success`\?/);
  });

  test("where no emulator is, that and the place are said", async () => {
    const emulator = await installed().createEmulator();
    await emulator.close();
    const failure = await emulator.workspace("mine").info().catch((why) => why);
    assert.ok(failure instanceof installed().BelvoEmulatorAbsent);
    const words = `the emulator does not answer at ${emulator.controlUrl}/workspaces/mine; is it running? (`;
    assert.ok(failure.message.startsWith(words) && failure.message.includes("ECONNREFUSED"), failure.message);
  });

  test("the widget runs in a window of jsdom that a test has made, and says at once where screens are wanted", () =>
    withEmulator({}, async (emulator) => {
      const { Belvo, loadWidget } = installed();
      const { JSDOM, VirtualConsole } = createRequire(join(place.app, "x.js"))("jsdom");
      const { window } = new JSDOM('<div id="belvo"></div>', { runScripts: "outside-only", virtualConsole: new VirtualConsole() });
      await loadWidget(emulator, window);
      const belvo = new Belvo(emulator, ["mine"]);
      const build = async () => window.belvoSDK.createWidget(await belvo.accessToken(), { callback() {} }).build();
      await belvo.queue("success");
      await build();
      assert.equal((await window.__belvoEmulator.waitFor("callback")).handled, "ok");
      window.__BELVO_EMULATOR__ = { "widget.screens": "shown" };
      await build();
      const shown = () => window.document.querySelector("#belvo > div")?.shadowRoot.textContent;
      await until(() => /its screens cannot be loaded/.test(shown()), 4000, shown);
      window.close();
    }));

  test("a control token is brought along", async () => {
    process.env.BELVO_EMULATOR_CONTROL_TOKEN = "a-token-of-this-test";
    try {
      await withEmulator({}, async (emulator) => assert.equal((await emulator.workspace().info()).keys_required, false));
    } finally {
      delete process.env.BELVO_EMULATOR_CONTROL_TOKEN;
    }
  });

  test("it holds no program that has nothing else to do", async () => {
    const { code, said } = await run(place.app, script(ENDS));
    assert.equal(code, 0, said);
  });

  test("a program that is killed takes it along", async () => {
    const file = join(place.app, "held.json");
    const holder = start(place.app, script(HOLDS, file));
    try {
      const { pid } = await until(() => readyIn(file), 10_000, holder.said);
      holder.child.kill("SIGKILL");
      await until(() => !lives(pid), 2000, () => "the emulator outlives the program");
    } finally {
      sweep(holder);
    }
  });
}
