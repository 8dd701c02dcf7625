// One Firefox, one emulator and one site for all tests; each test has the emulator as at its start and a browser context
// of its own.
import { after, test } from "node:test";
import puppeteer from "puppeteer-core";
import { startEmulator } from "./emulator.mjs";
import { app, startSite } from "./site.mjs";
import { Visitor } from "./visitor.mjs";

const FIREFOX = {
  browser: "firefox",
  executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
  defaultViewport: { width: 1280, height: 900 },
  // Firefox holds the icon that it asks for by itself against the page's policy, and says so in the console.
  extraPrefsFirefox: { "ui.prefersReducedMotion": 1, "browser.chrome.site_icons": false },
};

export const emulator = await startEmulator();
export const site = await startSite();
const firefox = await puppeteer.launch(FIREFOX);
console.log(`engine: ${await firefox.version()}`);

after(async () => {
  await firefox.close();
  emulator.stop();
  site.stop();
});

export const put = (query = "", body = undefined) => site.put("/", app(emulator.script + query, body));

export function browse(name, work) {
  test(name, async () => {
    await emulator.reset();
    const context = await firefox.createBrowserContext();
    const visitors = [];
    const enter = async () => visitors[visitors.push(new Visitor(await context.newPage())) - 1];
    try {
      await work(await enter(), enter);
      visitors.forEach((visitor) => visitor.isGood());
    } catch (failure) {
      for (const visitor of visitors) console.error(await visitor.look().catch(String));
      throw failure;
    } finally {
      await context.close();
    }
  });
}
