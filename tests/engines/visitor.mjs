// Somebody in front of a page: clicks that miss when something else lies above, keys that go where the focus is.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { patient } from "./patience.mjs";

const TOOLS = readFileSync(new URL("../support/tools.js", import.meta.url), "utf8");
const HOME = /^(http:\/\/(127\.0\.0\.1|localhost):|file:|data:|blob:|about:)/;

export class Visitor {
  constructor(page) {
    Object.assign(this, { page, errors: [] });
  }

  goto(url) {
    return patient(this.page.goto(url), url);
  }

  evaluate(how, body, given) {
    const script = `((...given) => { ${TOOLS}\nreturn (async () => { ${body} })(); })(...${JSON.stringify(given)})`;
    return patient(how(script), `${body} of ${JSON.stringify(given)}`);
  }

  // Runs the body of an asynchronous function in the page, with `tools.js` around it and the arguments in `given`.
  js(body, ...given) {
    return this.evaluate(this.page.evaluate, body, given);
  }

  // As text on the way, which any depth survives.
  async json(expression) {
    return JSON.parse(await this.js(`return JSON.stringify(${expression}) ?? null`));
  }

  until(expression) {
    return this.js(`await until(() => ${expression})`);
  }

  find(look, ...given) {
    return this.evaluate(this.page.element, `return until(() => ${look})`, given);
  }

  // An element of the widget that a person can see.
  see(testid) {
    return this.find("seek(given[0])", testid);
  }

  shows(screen) {
    return this.see(`belvo-screen-${screen}`);
  }

  async click(...testids) {
    for (const testid of testids) await (await this.see(testid)).click();
  }

  // An element of the page itself.
  async clickBeneath(css) {
    const look = "[document.querySelector(given[0])].find((element) => element?.getClientRects().length)";
    await (await this.find(look, css)).click();
  }

  // In the place of what is there.
  async write(testid, text) {
    const field = await this.see(testid);
    await this.js("seek(given[0]).value = ''", testid);
    await field.type(text);
  }

  async press(...keys) {
    for (const key of keys) await this.page.press(key);
  }

  async pressWith(held, key) {
    await this.page.hold(held);
    await this.page.press(key);
    await this.page.release(held);
  }

  // Where the focus is.
  type(text) {
    return this.press(...text);
  }

  words(testid) {
    return this.js("return (await until(() => seek(given[0]))).textContent", testid);
  }

  // What has the focus inside the widget.
  focused() {
    return this.js("const focus = shadows()[0]?.activeElement; return focus?.dataset.testid ?? focus?.tagName ?? ''");
  }

  build(token, config = {}) {
    return this.js("build(...given)", token, config);
  }

  async sign(username, password = "full") {
    await this.write("belvo-field-username", username);
    await this.write("belvo-field-password", password);
    await this.click("belvo-submit");
  }

  async choose(institution) {
    await this.click("belvo-continue", `belvo-institution-${institution}`);
  }

  hears(to) {
    return this.until(`calls.some((call) => call.to === "${to}")`);
  }

  isOver() {
    return this.until("document.getElementById('belvo').childElementCount === 0");
  }

  calls() {
    return this.json("calls");
  }

  // `PAGE_LOAD /institutions`, `ERROR login_error`, `onExit login_error`, `callback` …
  async told() {
    return (await this.calls()).map(({ to, args }) => {
      const { eventName, meta_data: meta, last_encountered_error: error } = args[0].data?.[0] ?? {};
      const [word, more] = [eventName ?? to, meta?.error_code ?? meta?.warning_code ?? meta?.page ?? error?.code];
      return more ? `${word} ${more}` : word;
    });
  }

  async readConsole() {
    this.errors.push(...(await this.page.takeErrors()));
  }

  // Takes the one error that says this out of the console.
  async complains(words) {
    await this.readConsole();
    const at = this.errors.findIndex((text) => text.includes(words));
    assert.notEqual(at, -1, `no error in the console says "${words}": ${JSON.stringify(this.errors)}`);
    this.errors.splice(at, 1);
  }

  // W-LOAD-16
  async isGood() {
    await this.readConsole();
    assert.deepEqual(this.errors, [], "errors in the console");
    assert.deepEqual(this.page.takeRequests().filter((url) => !HOME.test(url)), [], "requests to elsewhere");
  }

  // For whoever reads why a test has failed.
  async look() {
    const [url, screen, calls] = await this.js("return [location.href, screen(), JSON.stringify(window.calls)]");
    await this.readConsole();
    return `the page ${url} shows ${screen} and has told ${calls}\nits console: ${this.errors.join("\n")}`;
  }
}
