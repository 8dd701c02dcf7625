// WebKitGTK over classic WebDriver: the only protocol that its driver speaks whole.
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { startChild } from "./child.mjs";
import { PATIENCE } from "./patience.mjs";

const KEYS = { Backspace: "\uE003", Tab: "\uE004", Enter: "\uE007", Shift: "\uE008", Escape: "\uE00C", ArrowDown: "\uE015" };
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const GTK = fileURLToPath(new URL("settings", import.meta.url));
const SCREEN = "1600x1800x24";
const SIZE = { width: 1280, height: 900 };

// The protocol has no console: what the page writes there is noted in the page.
const NOTES = `
  window.complaints = [];
  const { error } = console;
  console.error = (...words) => { complaints.push(words.join(" ")); error.apply(console, words); };
  addEventListener("error", ({ message }) => complaints.push(message));
  addEventListener("unhandledrejection", ({ reason }) => complaints.push(String(reason)));`;
const TAKEN = "const taken = window.complaints ?? []; window.complaints = []; return taken;";
const ASKED = "return performance.getEntriesByType('resource').map(({ name }) => name)";

async function send(method, url, body) {
  const signal = AbortSignal.timeout(PATIENCE);
  const answer = await fetch(url, { method, body: body && JSON.stringify(body), signal });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${url}: ${value.error}: ${value.message}`);
  return value;
}

class Session {
  constructor(base, { sessionId }) {
    this.url = `${base}/session/${sessionId}`;
  }

  post = (path, body = {}) => send("POST", `${this.url}/${path}`, body);
  get = (path) => send("GET", `${this.url}/${path}`);

  async select(handle) {
    if (this.selected !== handle) await this.post("window", { handle });
    this.selected = handle;
  }

  // A window, because a tab that is not in front takes no clicks. It is asked for in one that stays, for the session
  // ends with its last.
  async newPage() {
    this.selected = this.home ??= await this.get("window");
    await this.post("window", { handle: this.home });
    const { handle } = await this.post("window/new", { type: "window" });
    const page = new Page(this, handle);
    await page.resize(SIZE);
    return page;
  }
}

class Page {
  constructor(session, handle) {
    Object.assign(this, { session, handle, errors: [], requests: [] });
  }

  bringToFront = () => this.session.select(this.handle);

  async post(path, body) {
    await this.bringToFront();
    return this.session.post(path, body);
  }

  async close() {
    await this.bringToFront();
    await send("DELETE", `${this.session.url}/window`);
  }

  run = (script, ...args) => this.post("execute/sync", { script, args });
  evaluate = (script) => this.run(`return ${script}`);
  element = async (script) => new Element(this, await this.evaluate(script));
  resize = (size) => this.post("window/rect", size);
  screenshot = async () => Buffer.from(await this.session.get("screenshot"), "base64");
  enterFrame = (id) => this.post("frame", { id });

  async goto(url) {
    await this.note();
    await this.post("url", { url });
    await this.run(NOTES);
  }

  async note() {
    this.errors.push(...(await this.run(TAKEN)));
    this.requests.push(...(await this.run(ASKED)));
  }

  keys(...actions) {
    return this.post("actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  hold = (key) => this.keys({ type: "keyDown", value: KEYS[key] ?? key });
  release = (key) => this.keys({ type: "keyUp", value: KEYS[key] ?? key });
  press = async (key) => { await this.hold(key); await this.release(key); };

  async takeErrors() {
    await this.note();
    return this.errors.splice(0);
  }

  takeRequests = () => this.requests.splice(0);
}

class Element {
  constructor(page, reference) {
    Object.assign(this, { page, reference, id: reference[ELEMENT] });
  }

  // The driver's own click refuses where something else lies above.
  async click() {
    await this.page.run("arguments[0].scrollIntoView({ block: 'nearest' })", this.reference);
    const to = { type: "pointerMove", origin: this.reference, x: 0, y: 0 };
    const actions = [to, { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }];
    await this.page.post("actions", { actions: [{ type: "pointer", id: "mouse", actions }] });
  }

  type = (text) => this.page.post(`element/${this.id}/value`, { text });
}

async function startDisplay() {
  const options = { stdio: ["ignore", "ignore", "ignore", "pipe"] };
  const child = startChild("Xvfb", ["-displayfd", "3", "-screen", "0", SCREEN, "-nolisten", "tcp"], options);
  const [number] = await once(createInterface({ input: child.stdio[3] }), "line");
  return { name: `:${number}`, stop: child.stop };
}

async function freePort() {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

// The driver tells nobody when it is there.
async function untilReady(base, child) {
  const ready = await send("GET", `${base}/status`).catch(() => null);
  if (child.exitCode !== null) throw new Error(`WebKitWebDriver ended with ${child.exitCode}`);
  return ready ?? untilReady(base, child);
}

// A port that was free a moment ago may be another program's now: then another is looked for.
async function startDriver(DISPLAY, tries = 5) {
  const port = await freePort();
  // To draw with a graphics card that is not there takes longer.
  const env = { ...process.env, DISPLAY, XDG_CONFIG_DIRS: GTK, WEBKIT_SKIA_ENABLE_CPU_RENDERING: "1" };
  const child = startChild("WebKitWebDriver", [`--port=${port}`], { env, stdio: "ignore" });
  const base = `http://127.0.0.1:${port}`;
  try {
    await untilReady(base, child);
  } catch (ended) {
    if (tries === 1) throw ended;
    return startDriver(DISPLAY, tries - 1);
  }
  return { base, stop: child.stop };
}

export async function launch() {
  const display = await startDisplay();
  const driver = await startDriver(display.name);
  const opened = await send("POST", `${driver.base}/session`, { capabilities: {} });
  const session = new Session(driver.base, opened);
  const { browserName, browserVersion } = opened.capabilities;
  return {
    version: `WebKitGTK ${browserVersion} in ${browserName}`,
    visit() {
      const pages = [];
      const newPage = async () => pages[pages.push(await session.newPage()) - 1];
      return { newPage, close: async () => { for (const page of pages) await page.close(); } };
    },
    async close() {
      await send("DELETE", session.url);
      driver.stop();
      display.stop();
    },
  };
}
