// One engine, one emulator and one site for all tests; each test has the emulator as at its start and a browser that
// remembers nothing.
import { after, test } from "node:test";
import { startEmulator } from "./emulator.mjs";
import { app, startSite } from "./site.mjs";
import { Visitor } from "./visitor.mjs";

const { launch } = await import(`./${process.env.ENGINE ?? "firefox"}.mjs`);

export const emulator = await startEmulator();
export const site = await startSite();
const engine = await launch();
console.log(`engine: ${engine.version}`);

after(async () => {
  await engine.close();
  emulator.stop();
  site.stop();
});

// An application whose script has this query.
export const put = (query = "") => site.put("/", app(emulator.script + query));

export function browse(name, work) {
  test(name, async () => {
    await emulator.reset();
    const browser = await engine.visit();
    const visitors = [];
    const enter = async () => visitors[visitors.push(new Visitor(await browser.newPage())) - 1];
    try {
      await work(await enter(), enter);
      for (const visitor of visitors) await visitor.isGood();
    } catch (failure) {
      for (const visitor of visitors) console.error(await visitor.look().catch(String));
      throw failure;
    } finally {
      await browser.close();
    }
  });
}
