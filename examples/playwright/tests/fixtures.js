// Each worker has an emulator of its own, so that tests can run in parallel.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { test as base } from "@playwright/test";
import { startApp } from "../app/server.js";

async function startEmulator() {
  const program = process.env.EMULATOR ?? "belvo-emulator";
  const child = spawn(program, ["--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child, "spawn");
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith("READY ")) return { ...JSON.parse(line.slice("READY ".length)), stop: () => child.kill() };
  }
  throw new Error(`${program} ended before it was ready`);
}

// The success screen leaves by itself after a while: a test that clicks there must not have to hurry.
async function startAnew({ control }) {
  await control("reset");
  await control("options", { "widget.success_delay": "never" }, "PUT");
}

export const test = base.extend({
  emulator: [
    async ({}, use) => {
      const { api_url, widget_url, control_url, stop } = await startEmulator();
      const control = async (verb, body = {}, method = "POST") => {
        const answer = await fetch(`${control_url}/${verb}`, { method, body: JSON.stringify(body) });
        if (!answer.ok) throw new Error(`${verb}: ${await answer.text()}`);
      };
      await use({ api_url, widget_url, control });
      stop();
    },
    { scope: "worker" },
  ],
  // Where the application's address of the script can be set.
  app: async ({ emulator }, use) => {
    await startAnew(emulator);
    const app = await startApp({ api: emulator.api_url, script: emulator.widget_url });
    await use(app);
    app.stop();
  },
  // Where it cannot: the page keeps Belvo's own address, and the browser gets the emulator's script from there.
  untouched: async ({ emulator, page }, use) => {
    await startAnew(emulator);
    const script = await (await fetch(emulator.widget_url)).text();
    const answer = { contentType: "text/javascript", body: script };
    await page.route("https://cdn.belvo.io/belvo-widget-1-stable.js", (route) => route.fulfill(answer));
    const app = await startApp({ api: emulator.api_url });
    await use(app);
    app.stop();
  },
});

export { expect } from "@playwright/test";
