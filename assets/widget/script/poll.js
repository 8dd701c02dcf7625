// What happens in the page's runs without an act: one held request for all of them, for a browser opens six connections
// to a host, and its pages share them.
import { clearTimer, post, timer } from "./tools.js";

// The emulator answers at once, with nothing, when it holds enough for this browser. A page that is seen shows its frames
// within 250 ms all the same; one in the background asks less often, as browsers slow its timers down anyway.
const PAUSES = { seen: 200, hidden: 2000, failed: 500, longest: 10000 };

class Poll {
  constructor(base) {
    this.url = `${base}/widget/v1/frames`;
    this.runs = new Set();
    this.failures = 0;
    this.wake = () => {};
    this.seen = () => document.hidden || this.wake();
  }

  // What is asked for anew must not wait for the answer to what was asked for before.
  add(run) {
    this.runs.add(run);
    if (!this.asking) return this.ask();
    this.interrupt();
  }

  remove(run) {
    if (!this.runs.delete(run) || this.runs.size) return;
    this.interrupt();
  }

  interrupt() {
    this.abort?.abort();
    this.wake();
  }

  async ask() {
    this.asking = true;
    document.addEventListener("visibilitychange", this.seen);
    while (this.runs.size) {
      const pause = await this.hear();
      if (pause && this.runs.size) await this.rest(pause);
    }
    document.removeEventListener("visibilitychange", this.seen);
    this.asking = false;
  }

  // How long to wait before asking again.
  async hear() {
    this.abort = new AbortController();
    try {
      const told = await this.fetch(this.abort.signal);
      this.failures = 0;
      if (told.length) return 0;
      return document.hidden ? PAUSES.hidden : PAUSES.seen;
    } catch {
      if (this.abort.signal.aborted) return 0;
      return Math.min(PAUSES.longest, PAUSES.failed * 2 ** this.failures++);
    }
  }

  async fetch(signal) {
    const asked = [...this.runs];
    const runs = asked.map(({ widget, token, after }) => ({ widget, token, after }));
    const { ok, status, answer } = await post(this.url, { runs }, { signal });
    if (!ok) throw new Error(`answered ${status}`);
    const told = answer.runs || [];
    for (const news of told) await asked.find(({ widget }) => widget === news.widget)?.hears(news);
    return told;
  }

  rest(pause) {
    return new Promise((over) => {
      this.wake = () => over(null);
      this.timer = timer(over, pause);
    }).finally(() => clearTimer(this.timer));
  }
}

const polls = new Map();

export function listen(run) {
  if (!polls.has(run.base)) polls.set(run.base, new Poll(run.base));
  polls.get(run.base).add(run);
}

export const unlisten = (run) => polls.get(run.base)?.remove(run);
