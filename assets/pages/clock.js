// The clock of a workspace, or of all, with its buttons.
import { control, problem } from "./control.js";
import { change, el } from "./dom.js";
import { words } from "./texts.js";

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

/** @param {{ workspace: () => string, onmoved?: () => void }} wiring */
export function clockPanel({ workspace, onmoved }) {
  const time = el("time", { id: "clock-now" });
  const mode = el("span", { class: "small", id: "clock-mode" });
  const said = el("p", { class: "small", id: "clock-said", role: "status" });
  /** @type {any} */
  let shown = null;

  const button = (name, work) => {
    const node = el("button", { type: "button", class: "quiet", id: `clock-${name}`, ...words(`clock.${name}`) });
    node.addEventListener("click", () => work().catch((failure) => change(said, words("problem.silent", failure.message))));
    return node;
  };

  async function moved(asking) {
    const answer = await asking;
    if (!answer.ok) return change(said, words("clock.refused", problem(answer)));
    const { fired, fired_more: more } = answer.answer;
    change(said, words("clock.fired", String(fired.length + (more ?? 0))));
    await read();
    onmoved?.();
  }

  async function toNext() {
    const { ok, answer } = await whatIsDue(workspace(), 1);
    const [next] = ok ? answer.due : [];
    if (!next) return change(said, words("clock.nothing"));
    const clock = answer.clocks.find((one) => one.workspace === next.workspace);
    return moved(advance(workspace(), later(next.at, clock.now)));
  }

  const turn = button("freeze", () => moved(set(workspace(), shown?.frozen ? "running" : "frozen")));
  const buttons = [
    turn,
    ...Object.entries(STEPS).map(([name, by]) => button(name, () => moved(advance(workspace(), by)))),
    button("next", toNext),
    button("host", () => moved(set(workspace(), shown?.frozen ? "frozen" : "running", "now"))),
  ];

  function tick() {
    if (!shown) return;
    const passed = shown.frozen ? 0 : performance.now() - shown.read;
    const now = new Date(Date.parse(shown.now) + passed).toISOString();
    time.dateTime = now;
    time.textContent = now.slice(0, 19).replace("T", " ");
  }

  async function read() {
    const { ok, answer } = await whatIsDue(workspace(), 1);
    if (!ok) return;
    const [one, ...others] = answer.clocks;
    const now = one ?? (await theNext());
    shown = now && { ...now, read: performance.now() };
    tick();
    change(mode, others.length ? words("clock.several", String(others.length + 1)) : words(shown?.frozen ? "clock.stands" : "clock.runs"));
    change(turn, words(shown?.frozen ? "clock.run" : "clock.freeze"));
  }

  // That of a workspace which nobody has opened yet.
  async function theNext() {
    const { ok, answer } = await control("clock", { workspace: workspace() });
    return ok && { frozen: answer.mode === "frozen", now: answer.now };
  }

  setInterval(tick, 1000);
  const node = el("div", { class: "clock" }, el("p", { class: "clock-face" }, time, " ", mode), el("div", { class: "buttons" }, buttons), said);
  return { node, read };
}
