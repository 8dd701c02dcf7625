// The inspector: one view at a time, by address; drawn anew when something has happened.
import { problem, wantsToken } from "../pages/control.js";
import { change, el, find } from "../pages/dom.js";
import { LOCALES, preferredLocale, rememberLocale } from "../pages/locale.js";
import { segments } from "../pages/segments.js";
import { follow } from "../pages/stream.js";
import { changeLanguage, say, words } from "../pages/texts.js";
import { tokenField } from "../pages/token.js";
import { clear } from "./draw.js";
import { here, read, workspace, written } from "./place.js";
import * as said from "./said.js";
import * as server from "./server.js";
import { clock } from "./views/clock.js";
import { journal } from "./views/journal.js";
import { links } from "./views/links.js";
import { webhooks } from "./views/webhooks.js";
import { widgets } from "./views/widgets.js";
import { workspaces } from "./views/workspaces.js";

const VIEWS = { workspaces, widgets, links, clock, webhooks, journal };

/** What comes within this time is drawn together. */
const QUIET = 300;

let turn = 0;
let shown = "";

function tell(key, n) {
  find("problem").hidden = !key;
  if (key) change(find("problem"), words(key, n));
}

// An answer that was refused is told; the caller goes on with what was answered.
function must(answer) {
  if (answer.ok) return answer.answer;
  if (!wantsToken(answer)) throw new Error(problem(answer));
  find("token-wanted").hidden = false;
  throw new Error(say("token.wanted"));
}

function showNav(name) {
  for (const anchor of find("views").children) {
    anchor.setAttribute("href", here(anchor.dataset.view));
    if (anchor.dataset.view === name) anchor.setAttribute("aria-current", "page");
    else anchor.removeAttribute("aria-current");
  }
}

function showScope(info) {
  const select = find("workspace");
  const names = [...new Set([...info.workspaces, workspace()])].filter(Boolean);
  if (JSON.stringify(names) !== select.dataset.names) {
    const options = names.map((name) => el("option", { value: name }, name));
    select.replaceChildren(el("option", { value: "", ...words("scope.all") }), ...options);
    select.dataset.names = JSON.stringify(names);
  }
  select.value = workspace();
}

const nameOf = ({ view }) => (Object.hasOwn(VIEWS, view) ? view : "workspaces");

function entitle(name, id) {
  change(find("title"), words(id ? `view.${name}.one` : `view.${name}`, id.slice(0, 8)));
  document.title = `${find("title").textContent} · belvo-emulator`;
}

// Somebody has gone elsewhere: what was there before is no longer drawn.
async function show() {
  turn += 1;
  const [now, place] = [turn, read()];
  const name = nameOf(place);
  const moved = shown !== `${name}/${place.id}?${workspace()}`;
  if (moved) clear(find("view"));
  shown = `${name}/${place.id}?${workspace()}`;
  showNav(name);
  entitle(name, place.id);
  try {
    const info = must(await server.info());
    if (now !== turn) return;
    find("token-wanted").hidden = true;
    showScope(info);
    find("version").textContent = info.version;
    const of = workspace() || (info.workspaces.length === 1 ? info.workspaces[0] : "");
    const news = await VIEWS[name]({ root: find("view"), place, info, of, must, again: show, still: () => now === turn });
    if (now !== turn) return;
    tell("");
    listen(of, news ?? DRAW_AGAIN);
  } catch (failure) {
    if (now === turn) tell("problem", /** @type {Error} */ (failure).message);
  }
  document.documentElement.dataset.ready = String(now);
}

let isSoon = false;

function showSoon() {
  if (isSoon) return;
  isSoon = true;
  setTimeout(() => {
    isSoon = false;
    show();
  }, QUIET);
}

/** How a view takes news that does not take them by itself. */
const DRAW_AGAIN = { onnews: showSoon };

/** @type {{ of: string, news: object | null, stop: () => void }} */
let follower = { of: "", news: null, stop: () => {} };

function listen(of, news) {
  change(find("followed"), words(of ? "scope.followed" : "scope.several", of));
  if (follower.of === of && follower.news === news) return;
  follower.stop();
  follower = { of, news, stop: of ? follow(of, news) : () => {} };
}

function setUpNav() {
  const anchor = (name) => el("a", { "data-view": name, href: `#${name}`, ...words(`view.${name}`) });
  find("views").append(...Object.keys(VIEWS).map(anchor));
  const select = el("select", { id: "workspace" });
  select.addEventListener("change", () => (location.hash = written(nameOf(read()), "", { workspace: select.value })));
  const refresh = el("button", { type: "button", class: "quiet", id: "refresh", ...words("refresh") });
  refresh.addEventListener("click", show);
  const field = el("div", { class: "field" }, el("label", { for: "workspace", ...words("scope") }), select);
  find("scope").append(field, refresh, el("p", { class: "small", id: "followed" }));
  find("token-wanted").append(tokenField(show));
}

async function setUpLanguage() {
  const locale = preferredLocale();
  const choose = async ({ locale: wanted }) => {
    rememberLocale(wanted);
    // What the address says would come first when it is loaded again.
    history.replaceState(null, "", `${location.pathname}${location.hash}`);
    await changeLanguage(wanted);
    show();
  };
  await changeLanguage(locale);
  find("language").append(segments("locale", LOCALES, locale, choose));
}

let at = location.href;

async function arrive() {
  if (at === location.href) return;
  at = location.href;
  await show();
  // Who has followed a link reads on from there.
  if (document.activeElement === document.body || find("views").contains(document.activeElement)) find("title").focus();
}

async function start() {
  await setUpLanguage();
  said.follow();
  setUpNav();
  addEventListener("hashchange", arrive);
  // Back to before the language was chosen is told by this one alone: more than what is behind the # differs.
  addEventListener("popstate", arrive);
  find("skip").addEventListener("click", (event) => {
    event.preventDefault();
    find("title").focus();
  });
  await show();
}

start();
