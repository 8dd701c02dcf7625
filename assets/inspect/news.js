// Whether something has happened in a workspace: its journal is waited for.
import * as server from "./server.js";

const PATIENCE = 1000;
const QUIET = 300;

const pause = (ms) => new Promise((over) => setTimeout(over, ms));

async function listen(of, signal, onnews) {
  let [known, after] = [0, 0];
  while (!signal.aborted) {
    const { ok, answer } = await server.news(of, after, signal);
    if (!ok) {
      await pause(PATIENCE);
      continue;
    }
    const last = answer.entries.at(-1)?.seq ?? 0;
    if (answer.complete && last !== known) {
      known = last;
      onnews();
    }
    // After a silence it is asked from the start: a reset lets the numbers begin anew.
    after = answer.complete ? last : 0;
    await pause(QUIET);
  }
}

// A browser opens few connections to one host: a page that nobody sees holds none.
export function follow(of, onnews) {
  let stop = new AbortController();
  const begin = () => listen(of, stop.signal, onnews).catch(() => {});
  const appear = () => {
    stop.abort();
    if (document.hidden) return;
    stop = new AbortController();
    begin();
  };
  document.addEventListener("visibilitychange", appear);
  begin();
  return () => {
    document.removeEventListener("visibilitychange", appear);
    stop.abort();
  };
}
