// Firefox over WebDriver BiDi.
import puppeteer from "puppeteer-core";
import { PATIENCE } from "./patience.mjs";

const SETTINGS = {
  browser: "firefox",
  executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
  protocolTimeout: 2 * PATIENCE,
  defaultViewport: { width: 1280, height: 900 },
  // Firefox holds the icon that it asks for by itself against the page's policy, and says so in the console.
  extraPrefsFirefox: { "ui.prefersReducedMotion": 1, "browser.chrome.site_icons": false },
};

class Page {
  constructor(page) {
    Object.assign(this, { page, place: page, errors: [], requests: [] });
    page.on("console", (line) => line.type() === "error" && this.errors.push(line.text()));
    page.on("pageerror", ({ message }) => this.errors.push(message));
    page.on("request", (request) => this.requests.push(request.url()));
  }

  goto = (url) => this.page.goto(url);
  evaluate = (script) => this.place.evaluate(script);
  element = async (script) => (await this.place.evaluateHandle(script)).asElement();
  press = (key) => this.page.keyboard.press(key);
  hold = (key) => this.page.keyboard.down(key);
  release = (key) => this.page.keyboard.up(key);
  bringToFront = () => this.page.bringToFront();
  resize = (size) => this.page.setViewport(size);
  screenshot = () => this.page.screenshot();
  enterFrame = (index) => { this.place = this.page.frames()[index + 1]; };
  takeErrors = () => this.errors.splice(0);
  takeRequests = () => this.requests.splice(0);
}

export async function launch() {
  const firefox = await puppeteer.launch(SETTINGS);
  return {
    version: await firefox.version(),
    close: () => firefox.close(),
    // For each test another, which shares nothing with those before.
    async visit() {
      const context = await firefox.createBrowserContext();
      return { newPage: async () => new Page(await context.newPage()), close: () => context.close() };
    },
  };
}
