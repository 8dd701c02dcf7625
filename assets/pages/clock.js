// The clock of a workspace, or of all, with its buttons.
import { control, problem } from "./control.js";
import { change, el } from "./dom.js";
import { counted, words } from "./texts.js";

const STEPS = { minute: "1m", hour: "1h", day: "1d" };

const set = (workspace, mode, now) =>
  control("clock", {
    workspace,
    method: "PUT",
    body: now ? { mode, now } : { mode },
    words: ["clock", mode === "frozen" ? "freeze" : "run", ...(now ? [now] : [])],
  });

const advance = (workspace, by) =>
  control("clock/advance", { workspace, method: "POST", body: { by }, words: ["clock", "advance", by] });

export const whatIsDue = (workspace, limit) =>
  control("clock/due", { workspace, query: { limit }, words: ["clock", "due", "--limit", String(limit)] });

const later = (at, now) => `${Math.max(1, Math.ceil(Date.parse(at) - Date.parse(now)) + 1)}ms`;

// Asked for the clocks of a scope; a workspace that nobody has opened yet has none, and would begin with this one.
async function clocksOf(workspace) {
  const { ok, answer } = await whatIsDue(workspace, 1);
  if (!ok) return null;
  if (answer.clocks.length) return answer.clocks;
  const next = await control("clock", { workspace });
  return next.ok ? [{ frozen: next.answer.mode === "frozen", now: next.answer.now }] : null;
}

// What a clock shows, which goes on by itself while it runs.
function face() {
  const time = el("time", { id: "clock-now" });
  const mode = el("span", { class: "small", id: "clock-mode" });
  const node = el("p", { class: "clock-face" }, time, " ", mode);
  /** @type {any} */
  let shown = null;

  function tick() {
    if (!shown) return;
    const passed = shown.frozen ? 0 : performance.now() - shown.read;
    const now = new Date(Date.parse(shown.now) + passed).toISOString();
    time.dateTime = now;
    time.textContent = now.slice(0, 19).replace("T", " ");
  }

  function show([one, ...others]) {
    shown = { ...one, read: performance.now() };
    tick();
    change(mode, others.length ? counted("clock.several", others.length + 1) : words(one.frozen ? "clock.stands" : "clock.runs"));
  }

  // Whoever goes elsewhere takes it off the page.
  const ticking = setInterval(() => (node.isConnected ? tick() : clearInterval(ticking)), 1000);
  return { node, show, isFrozen: () => Boolean(shown?.frozen) };
}

// What fell due, and how much of each kind.
function fired({ fired: first, fired_more: more = 0 }) {
  const counts = new Map();
  for (const { what } of first) counts.set(what, (counts.get(what) ?? 0) + 1);
  const kinds = [...counts].map(([what, count]) => el("li", {}, el("span", words(`due.${what}`)), ` × ${count}`));
  return [el("span", counted("clock.fired", first.length + more)), el("ul", { class: "fired" }, kinds)];
}

/** @param {{ workspace: () => string, onmoved?: () => void }} wiring */
export function clockPanel({ workspace, onmoved }) {
  const shown = face();
  const said = el("div", { class: "small", id: "clock-said", role: "status" });
  const tell = (key, n) => said.replaceChildren(el("span", words(key, n)));

  function button(name, work) {
    const node = el("button", { type: "button", class: "quiet", id: `clock-${name}`, ...words(`clock.${name}`) });
    node.addEventListener("click", () => work().catch((failure) => tell("problem.silent", failure.message)));
    return node;
  }

  async function moved(asking) {
    const answer = await asking;
    if (!answer.ok) return tell("clock.refused", problem(answer));
    said.replaceChildren(...fired(answer.answer));
    await read();
    onmoved?.();
  }

  async function toNext() {
    const { ok, answer } = await whatIsDue(workspace(), 1);
    const [next] = ok ? answer.due : [];
    if (!next) return tell("clock.nothing");
    const clock = answer.clocks.find((one) => one.workspace === next.workspace);
    return moved(advance(workspace(), later(next.at, clock.now)));
  }

  const turn = button("freeze", () => moved(set(workspace(), shown.isFrozen() ? "running" : "frozen")));
  const steps = Object.entries(STEPS).map(([name, by]) => button(name, () => moved(advance(workspace(), by))));
  const next = button("next", toNext);
  const host = button("host", () => moved(set(workspace(), shown.isFrozen() ? "frozen" : "running", "now")));

  async function read() {
    const clocks = await clocksOf(workspace());
    if (!clocks) return;
    shown.show(clocks);
    change(turn, words(shown.isFrozen() ? "clock.run" : "clock.freeze"));
  }

  const node = el("div", { class: "clock" }, shown.node, el("div", { class: "buttons" }, turn, steps, next, host), said);
  return { node, read };
}
