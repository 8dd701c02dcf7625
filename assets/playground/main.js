import { clockPanel } from "../pages/clock.js";
import { change, find } from "../pages/dom.js";
import { rememberLocale } from "../pages/locale.js";
import { changeLanguage, words } from "../pages/texts.js";
import * as api from "./api.js";
import { choices } from "./choices.js";
import { editor } from "./editor.js";
import { evidence } from "./evidence.js";
import * as heard from "./heard.js";
import * as hooks from "./hooks.js";
import * as keys from "./keys.js";
import { linesToPaste } from "./lines.js";
import { names } from "./names.js";
import { follow } from "./reload.js";
import { open } from "./run.js";
import { read, settled, write } from "./state.js";
import { updating } from "./updating.js";

const workspace = () => keys.current().id;

// What is chosen, and what follows from it with the scenarios that there are.
function choice(server) {
  let wanted = read(server.payload);
  let state = settled(wanted, server);
  const settle = () => (state = settled(wanted, server));
  function change(patch) {
    wanted = { ...wanted, ...patch };
    write(wanted);
    return settle();
  }
  return { now: () => state, settle, change };
}

async function speak(locale) {
  rememberLocale(locale);
  await changeLanguage(locale);
}

// Another key is another workspace, with a clock and a scenario of its own.
function visits(server, clock, look) {
  let shown = "";
  const readClock = () => server.knows(workspace()) && clock.read();
  function visit() {
    if (server.knows(workspace())) hooks.listen(workspace());
    if (shown === workspace()) return;
    const first = !shown;
    shown = workspace();
    find("to-inspector").href = `/inspect#links?${new URLSearchParams({ workspace: shown })}`;
    readClock();
    if (!first && server.knows(shown)) look();
  }
  return { visit, readClock };
}

// The parts of the page, and what one of them means for the others.
function assemble(server, chosen) {
  const written = editor({ workspace, onchosen: () => look() });
  const chooser = choices(chosen.now(), server, { onchange: update, onedit: written.write });
  const showLines = linesToPaste(server);
  const showUpdating = updating(workspace, () => update({ link: "" }));
  const clock = clockPanel({ workspace });
  const userNames = names();
  const { visit, readClock } = visits(server, clock, () => look());

  function show(before) {
    const state = chosen.now();
    chooser.show(state, before);
    showLines(state, keys.current());
    showUpdating(state.link);
    userNames.show(state.locale);
    visit();
  }

  async function update(patch) {
    const before = chosen.now();
    const { locale } = chosen.change(patch);
    show(before);
    if (locale !== before.locale) await speak(locale);
  }

  async function run() {
    look();
    await open(chosen.now(), server, { onupdate: (link) => update({ link }).then(run), onrecorded: written.take });
    readClock();
  }

  const look = follow(server, workspace, (others) => {
    chooser.renew(chosen.settle(), others);
    show(chosen.now());
  });
  find("editing").append(...written.parts);
  find("clock").append(clock.node);
  return { show, run, begin: written.begin };
}

function askForPassword() {
  const field = find("key-password");
  field.closest("details").open = true;
  field.focus();
}

async function start() {
  keys.setFromAddress();
  const server = await api.server();
  Object.assign(server, await api.inForce(server, workspace()));
  const chosen = choice(server);
  await speak(chosen.now().locale);
  heard.setUp();
  hooks.setUp();
  const page = assemble(server, chosen);
  page.show();
  page.begin();
  find("version").textContent = server.version;
  evidence({ workspace, onrefused: (why) => tell("evidence.refused", why) });
  find("open").addEventListener("click", page.run);
  if (server.refused) tell("problem.control", server.refused);
  if (keys.wantsPassword()) askForPassword();
  document.documentElement.dataset.ready = "";
}

function tell(key, n) {
  find("problem").hidden = false;
  change(find("problem"), words(key, n));
}

start().catch((failure) => tell("problem.silent", String(failure.message)));
