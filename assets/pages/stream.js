// The journal of a workspace as it is written: server-sent events, read with `fetch`, as an EventSource cannot send the control token.
import { openStream } from "./control.js";

const PATIENCE = 1000;

const pause = () => new Promise((over) => setTimeout(over, PATIENCE));

/** @typedef {{ id?: string, event?: string, data?: any }} Told An entry; or a `reset`, or how many are `dropped`. */

/** @returns {Told} */
function parsed(text) {
  const lines = text.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]);
  const { id, event, data } = Object.fromEntries(lines);
  return { id, event, data: data && JSON.parse(data) };
}

// Whole events alone: what has begun waits for its end.
function splitter() {
  const decoder = new TextDecoder();
  let rest = "";
  return (bytes) => {
    const texts = (rest + decoder.decode(bytes, { stream: true })).split("\n\n");
    rest = texts.pop() ?? "";
    return texts.map(parsed);
  };
}

async function read(body, take) {
  const [reader, split] = [body.getReader(), splitter()];
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) take(split(piece.value));
}

/**
 * Follows until it is told to stop; a page that nobody sees holds no connection, and goes on where it was.
 * @param {string} workspace
 * @param {{ query?: object, onnews: (told: Told[]) => void, onrefused?: (answer: any) => void }} how
 */
export function follow(workspace, { query, onnews, onrefused }) {
  let stop = new AbortController();
  let last = "";

  function take(told) {
    last = told.findLast(({ id }) => id)?.id ?? last;
    const news = told.filter(({ data }) => data);
    if (news.length) onnews(news);
  }

  // What is refused once is not asked for again; an emulator that has gone is told of when a button is pressed.
  async function listen({ signal }) {
    while (!signal.aborted) {
      const { ok, body, answer } = await openStream(workspace, { query, last, signal });
      if (!ok) return onrefused?.(answer);
      await read(body, take);
      await pause();
    }
  }

  const begin = () => listen(stop).catch(() => {});
  function appear() {
    stop.abort();
    if (document.hidden) return;
    stop = new AbortController();
    begin();
  }
  document.addEventListener("visibilitychange", appear);
  if (!document.hidden) begin();
  return () => {
    document.removeEventListener("visibilitychange", appear);
    stop.abort();
  };
}
