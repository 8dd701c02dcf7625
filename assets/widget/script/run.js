// One run, from build() to its report.
import { changed, note, noteCall, noteRun, noteScreen } from "./handle.js";
import { showNote } from "./note.js";
import { base, isOn, option, page, settings } from "./page.js";
import { listen, unlisten } from "./poll.js";
import { clearTimer, log, milliseconds, post, timer } from "./tools.js";
import { isUnseen, nobodyLooks, unseen } from "./unseen.js";
import { carriedEach, functionsOf, superset, wordsOf } from "./values.js";

const FOR_HANDLERS = 1000;

// A page that outlives a reset has done nothing wrong.
const goneAs = (status, why) => ({ level: status === 410 ? "warn" : "error", why });
const OVER = "this run is over for the emulator (ended elsewhere, or not heard of for too long)";

export class Run {
  constructor(token, config, count) {
    this.base = base();
    this.token = carriedEach(token);
    this.config = carriedEach(config);
    this.handlers = functionsOf(config);
    this.count = count;
    this.record = noteRun();
    this.after = 0;
    this.ended = this.widget = this.locale = this.brand = this.names = this.host = this.view = /** @type {any} */ (null);
    this.handled = [];
    this.promises = [];
    this.queue = Promise.resolve();
    this.leave = () => { this.end("pagehide"); this.report(); };
  }

  async start() {
    const container = !this.ended && (await this.findContainer());
    if (!container || this.ended) return;
    this.attach(container);
    const opened = await this.open();
    if (!opened) return;
    const { widget, locale, brand, names } = opened;
    Object.assign(this, { widget, locale, brand, names });
    note(this.record, { widget, locale });
    (opened.console || []).forEach(({ level, text }) => log(level, text));
    if (this.ended) return this.report();
    await this.enqueue(opened.frames);
    if (!this.ended) listen(this);
  }

  // W-CONT-02..04
  findContainer() {
    const find = () => document.getElementById("belvo");
    if (find()) return find();
    return new Promise((found) => {
      this.watch(() => find() && found(find()), { attributes: true, attributeFilter: ["id"] });
      const patience = milliseconds(option("container_wait"), 3000);
      this.timer = timer(() => found(this.noContainer()), patience);
    }).finally(() => this.stopTimers());
  }

  watch(notice, more) {
    this.observer = new MutationObserver(notice);
    this.observer.observe(document, { subtree: true, childList: true, ...more });
  }

  noContainer() {
    if (!isOn("create_container")) {
      log("error", 'belvo-emulator: no element with the id "belvo" (#belvo) on the page; add <div id="belvo"></div>');
      return null;
    }
    return document.body.appendChild(Object.assign(document.createElement("div"), { id: "belvo" }));
  }

  // W-CONT-06, W-CONT-10: the child stands from the start, so that emptying #belvo is noticed at any moment.
  attach(container) {
    this.host = document.createElement("div");
    this.host.attachShadow({ mode: "open" });
    container.appendChild(this.host);
    this.watch(() => this.isAlive());
    addEventListener("pagehide", this.leave);
  }

  isAlive() {
    if (!this.ended && !this.host.isConnected) this.end("removed");
    return !this.ended;
  }

  url = (path) => `${this.base}/widget/v1/${path}`;
  silence = (failure) => `the emulator does not answer at ${this.base}; is it running? (${wordsOf(failure)})`;

  post(verb, body) {
    return post(this.url(`${this.widget}/${verb}`), { token: this.token, after: this.after, ...body });
  }

  async open() {
    const [{ token, config, count }, handlers] = [this, [...this.handlers.keys()]];
    const body = { token, config, handlers, arguments: count, query: carriedEach(settings()) };
    try {
      const { ok, status, answer } = await post(this.url("open"), body);
      if (ok) return answer;
      this.fail(answer.error || `the emulator at ${this.base} answered ${status}`);
    } catch (failure) {
      this.fail(this.silence(failure));
    }
    return null;
  }

  fail(words) {
    if (this.ended) return;
    log("error", `belvo-emulator: the widget cannot open: ${words}`);
    this.stop("failed");
    this.report();
    showNote(this.host.shadowRoot, `Emulator: the widget cannot open: ${words}`);
  }

  // Acts and the held request answer at the same time: one line, so that no frame overtakes another.
  enqueue(frames) {
    this.queue = this.queue.then(() => this.apply(frames || []));
    return this.queue;
  }

  async apply(frames) {
    const fresh = frames.filter((frame) => frame.seq > this.after);
    const last = fresh[fresh.length - 1];
    if (!last || this.ended) return;
    if (last.screen) await this.show(last.screen);
    fresh.forEach((frame) => this.pass(frame));
  }

  // The screen is noted last, so that whoever waits for it finds told what led to it; and each, however short.
  pass(frame) {
    this.play(frame);
    if (frame.screen && !this.ended) noteScreen(this.record, frame.screen);
  }

  async show(screen) {
    try {
      this.view = this.view || (await this.mount());
      if (!this.isAlive()) return;
      // The held request may bring the screen before the act that led to it is answered: the act is done all the same.
      this.idle();
      this.view.show(screen);
    } catch (failure) {
      if (!this.view) return this.fail(`its screens cannot be loaded (${wordsOf(failure)})`);
      log("error", `belvo-emulator: the screen "${screen.name}" cannot be shown: ${wordsOf(failure)}`);
    }
  }

  async mount() {
    if (isUnseen()) return unseen;
    const { mount } = await import(this.url("assets/screens.js"));
    const { host, base, locale, brand, names } = this;
    return mount(host, { base, locale, brand, names, act: this.act.bind(this) });
  }

  // W-CB-07, W-CONT-12: the state is final and the child gone before the app's function runs.
  play(frame) {
    if (!this.isAlive()) return;
    this.after = frame.seq;
    const over = frame.screen === null;
    if (over) this.end("finished");
    for (const emission of frame.emissions) {
      if (page.run !== this || !(over || this.isAlive())) break;
      this.fire(frame.seq, emission);
    }
    if (over) this.reportWhenSettled();
  }

  fire(seq, emission) {
    const handler = this.handlers.get(emission.to);
    const call = noteCall(this.record, seq, emission, handler ? "ok" : "absent");
    if (handler) this.hand(handler, emission, { seq, to: emission.to, ok: true }, call);
    changed();
  }

  hand(handler, emission, entry, call) {
    const blame = (failure, rejected) => this.blame(entry, call, failure, rejected);
    this.handled.push(entry);
    try {
      const result = handler(...(emission.shape === "superset" ? superset(emission.args) : emission.args));
      const promise = result && typeof result.then === "function" ? Promise.resolve(result) : null;
      if (promise) this.promises.push(promise.catch((failure) => blame(failure, true)));
    } catch (failure) {
      blame(failure, false);
    }
  }

  blame(entry, call, failure, rejected) {
    const error = wordsOf(failure);
    Object.assign(entry, { ok: false, rejected, error });
    Object.assign(call, { handled: "error", error });
    log("error", `belvo-emulator: ${entry.to} of the page failed`, failure);
    if (!this.ended) this.tell(entry);
  }

  // Whoever waits for a failure hears of it while the run goes on; of the rest, when it is over.
  tell(entry) {
    this.handled = this.handled.filter((other) => other !== entry);
    post(this.url(`${this.widget}/report`), { token: this.token, handled: [entry] }, { keepalive: true }).catch(() => {});
  }

  async act(name, value) {
    const possible = this.view && !this.acting && this.isAlive();
    if (!possible) return { ok: false, answer: { error: `\`${name}\` came at the wrong time` } };
    const mine = Symbol(name);
    this.acting = mine;
    this.view.busy(true);
    const reply = await this.send(name, value);
    if (this.acting === mine) this.idle();
    return reply;
  }

  async send(name, value) {
    try {
      const reply = await this.post("acts", { act: name, value });
      await this.answered(reply);
      return reply;
    } catch (failure) {
      this.unreachable(failure);
      return { ok: false, answer: { error: this.silence(failure) } };
    }
  }

  idle() {
    this.acting = null;
    if (!this.ended) this.view.busy(false);
    changed();
  }

  async answered({ status, ok, answer }) {
    if (status === 404 || status === 410) return this.forget(goneAs(status, answer.error));
    if (!ok) log(status === 409 ? "warn" : "error", "belvo-emulator:", answer.error || `answered ${status}`);
    await this.enqueue(answer.frames);
    if (answer.over) this.forget({ level: "error", why: OVER });
  }

  unreachable(failure) {
    if (this.ended) return;
    log("error", `belvo-emulator: ${this.silence(failure)}`);
    this.view.unreachable();
  }

  // The server has nothing to do with this run any more, so there is nobody to report to either.
  forget({ level, why }) {
    if (this.ended) return;
    log(level, `belvo-emulator: ${why}; build() again`);
    this.widget = null;
    this.end("unknown");
  }

  // What the emulator says by itself.
  async hears({ frames, over, gone }) {
    if (gone) return this.forget(goneAs(gone.status, gone.why));
    await this.enqueue(frames);
    if (over) this.forget({ level: "error", why: OVER });
  }

  stopTimers() {
    clearTimer(this.timer);
    this.observer?.disconnect();
  }

  stop(reason) {
    this.ended = reason;
    this.stopTimers();
    unlisten(this);
    note(this.record, { ended: reason, screen: null, acts: [] });
  }

  // The report comes before the view gives the focus back: that runs the page's own listeners.
  end(reason) {
    if (this.host) this.host.remove();
    if (this.ended) return;
    this.stop(reason);
    if (reason !== "finished") this.report();
    this.view?.destroy();
  }

  async reportWhenSettled() {
    const patience = () => new Promise((over) => timer(over, FOR_HANDLERS));
    if (this.promises.length) await Promise.race([Promise.all(this.promises), patience()]);
    this.report();
  }

  report() {
    removeEventListener("pagehide", this.leave);
    if (!this.widget || this.reported) return;
    this.reported = true;
    const { token, handled, ended } = this;
    const [url, body] = [this.url(`${this.widget}/report`), { token, handled, ended }];
    // Older Firefox has no keepalive, and a plain fetch dies with the page.
    if (!nobodyLooks && !("keepalive" in Request.prototype)) navigator.sendBeacon(url, JSON.stringify(body));
    else post(url, body, { keepalive: true }).catch(() => {});
  }
}
