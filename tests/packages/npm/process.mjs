// Programs that are started, watched and ended.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as rest } from "node:timers/promises";

/** A program with all that it says; `ended` is its code or signal with the words. */
export function start(app, words, env = {}) {
  const [program, ...given] = words;
  // This runner's word to its own children is none to those that are tested.
  const own = { ...process.env, NODE_TEST_CONTEXT: undefined, CI: "", FORCE_COLOR: "0", NO_COLOR: "1", ...env };
  // A group of its own, so that nothing of it is left.
  const child = spawn(program, given, { cwd: app, env: own, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (part) => (said += part));
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal, said }));
  return { child, ended, said: () => said };
}

/** Runs it to its end. */
export const run = (app, words, env) => start(app, words, env).ended;

/** Asks again and again, for a while. */
export async function until(look, patience, excuse) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(excuse());
    await rest(20);
  }
}

/** Whether a process runs; one that nobody has asked for its end does not. */
export function lives(pid) {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

const parentOf = (pid) => {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]);
  } catch {
    // It has ended meanwhile.
    return null;
  }
};

/** The processes that a process has started, and that run. */
export function childrenOf(pid) {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number);
  return all.filter((each) => parentOf(each) === pid);
}

/** What the program has written into its ready file. */
export function readyIn(file) {
  if (!existsSync(file)) return null;
  const text = readFileSync(file, "utf8");
  return text.endsWith("\n") || text.endsWith("}") ? JSON.parse(text) : null;
}

/** Ends what is left of its group. */
export function sweep({ child }) {
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch ({ code }) {
    if (code !== "ESRCH") throw new Error(code);
  }
}
