// One run: the token, the script's tag, the widget; then what became of token and link.
import * as api from "./api.js";
import { problem } from "../pages/control.js";
import { change, el, find } from "../pages/dom.js";
import * as heard from "./heard.js";
import { listen } from "./hooks.js";
import * as keys from "./keys.js";
import { config, scriptPath, tokenBody } from "./plan.js";
import { words } from "../pages/texts.js";

const MARGIN = 12;
const DAY = 24 * 60 * 60 * 1000;
const app = /** @type {any} */ (window);

let runs = 0;
/** @type {HTMLScriptElement | null} */
let tag = null;

// The query of the tag that was loaded last counts for the next build.
function load(src) {
  tag?.remove();
  const script = document.createElement("script");
  tag = script;
  return new Promise((loaded, failed) => {
    script.onload = loaded;
    script.onerror = () => failed(new Error(src));
    script.src = src;
    document.head.append(script);
  });
}

function fact(name, value) {
  return [el("dt", words(`fact.${name}`)), el("dd", { id: `fact-${name}` }, value)];
}

function expiry(access) {
  const claims = JSON.parse(atob(access.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")));
  const dies = new Date(claims.exp * 1000);
  // A clock that was moved may be days away from the reader's.
  const near = Math.abs(dies.getTime() - Date.now()) < DAY;
  return near ? dies.toTimeString().slice(0, 8) : dies.toISOString().slice(0, 19).replace("T", " ");
}

// The run as a scenario goes to the editor, where it can be looked at, put in force and saved.
async function record(onrecorded) {
  const run = app.__belvoEmulator?.widgets().at(-1)?.widget;
  const answer = await api.recorded(run ?? "");
  if (!answer.ok) return complain("record.refused", problem(answer));
  onrecorded(answer.answer);
}

function begin(access, onrecorded) {
  runs += 1;
  const state = el("span", { id: "state", ...words("state.open", String(runs)) });
  const token = el("span", { id: "token", ...words("token.alive", expiry(access)) });
  const ask = el("button", { type: "button", class: "quiet", ...words("token.ask") });
  ask.addEventListener("click", () => probe(access, token).catch(silent));
  find("facts").replaceChildren(...fact("run", state), ...fact("token", [token, " ", ask]));
  const save = el("button", { type: "button", class: "quiet", id: "record", ...words("record") });
  save.addEventListener("click", () => record(onrecorded).catch(silent));
  find("outcome").replaceChildren(save);
  return { run: runs, access, state, token };
}

function conclude(key) {
  change(find("idle"), words(key));
  find("see").hidden = false;
}

async function probe(access, token) {
  const answer = await api.tryToken(access);
  heard.heardServer(answer);
  change(token, answer.ok ? words("token.alive", expiry(access)) : words("token.dead"));
}

// A dead token would be answered 401, which a browser writes into its console as an error: here it is known already.
async function connected({ run, state, token, update }, link) {
  change(state, words("state.connected", String(run)));
  conclude("idle.connected");
  change(token, words("token.used"));
  const answer = await api.link(link, keys.current());
  heard.heardServer(answer);
  if (run !== runs) return;
  find("facts").append(...fact("link", el("code", {}, link)));
  offer(link, update);
}

// What is done next with a link that was made. The button leaves with what stands beside it: the focus goes to that which opens.
function offer(link, update) {
  const again = el("button", { type: "button", class: "quiet", id: "update", ...words("update") });
  again.addEventListener("click", () => {
    find("open").focus();
    update(link);
  });
  const at = `/inspect#links/${link}?${new URLSearchParams({ workspace: keys.current().id })}`;
  find("outcome").append(again, el("a", { class: "quiet", id: "inspect-link", href: at, ...words("inspect.link") }));
}

function left({ run, access, state, token }) {
  change(state, words("state.left", String(run)));
  conclude("idle.left");
  return probe(access, token);
}

function build(access, state, { onupdate, onrecorded }) {
  const now = { ...begin(access, onrecorded), update: onupdate };
  app.belvoSDK.createWidget(access, {
    ...config(state),
    callback: (link, institution) => {
      heard.heardCallback(link, institution);
      connected(now, link).catch(silent);
    },
    onEvent: (data) => heard.heardEvent(data),
    onExit: (data) => {
      heard.heardExit(data);
      left(now).catch(silent);
    },
  }).build();
}

function complain(key, n) {
  find("problem").hidden = !key;
  if (!key) return;
  change(find("problem"), words(key, n));
  find("problem").scrollIntoView({ block: "nearest" });
}

const silent = (failure) => complain("problem.silent", String(failure.message));

// The card of the stage stays in sight beside the others by itself; scrolled to, the whole stage fits below its heading.
function inSight() {
  const { top, bottom } = find("stage").getBoundingClientRect();
  const fits = top >= 0 && bottom <= innerHeight;
  if (!fits) scrollBy({ top: find("act").getBoundingClientRect().top - MARGIN });
}

async function attempt(state, server, wiring) {
  const answer = await api.token(tokenBody(keys.current(), state.link));
  heard.heardServer(answer);
  if (!answer.ok) return complain("problem.token", `${answer.status} ${answer.answer?.[0]?.message ?? ""}`);
  listen(keys.current().id);
  await load(scriptPath(state, server));
  inSight();
  build(answer.answer.access, state, wiring);
}

/** @param {{ onupdate: (link: string) => void, onrecorded: (recorded: any) => void }} wiring */
export async function open(state, server, wiring) {
  const button = find("open");
  if (button.getAttribute("aria-disabled") === "true") return;
  complain("");
  button.setAttribute("aria-disabled", "true");
  await attempt(state, server, wiring).catch(silent);
  button.removeAttribute("aria-disabled");
  change(button, words("again"));
}
