import { clockPanel } from "../pages/clock.js";
import { change, find } from "../pages/dom.js";
import { rememberLocale } from "../pages/locale.js";
import { changeLanguage, words } from "../pages/texts.js";
import * as api from "./api.js";
import { choices } from "./choices.js";
import { editor } from "./editor.js";
import { evidence } from "./evidence.js";
import * as heard from "./heard.js";
import { listen } from "./hooks.js";
import * as keys from "./keys.js";
import { linesToPaste } from "./lines.js";
import { names } from "./names.js";
import { follow } from "./reload.js";
import { open } from "./run.js";
import { read, settled, write } from "./state.js";
import { updating } from "./updating.js";

const workspace = () => keys.current().id;

async function start() {
  const server = await api.server();
  Object.assign(server, await api.inForce(server, workspace()));
  let wanted = read(server.payload);
  let state = settled(wanted, server);
  rememberLocale(state.locale);
  await changeLanguage(state.locale);
  heard.setUp();
  const written = editor({ workspace, onchosen: () => look() });
  const chooser = choices(state, server, { onchange: update, onedit: written.write });
  const showLines = linesToPaste(server);
  const showUpdating = updating(workspace, () => update({ link: "" }));
  const clock = clockPanel({ workspace });
  const userNames = names();
  let shown = "";

  function show(before) {
    chooser.show(state, before);
    showLines(state, keys.current());
    showUpdating(state.link);
    userNames.show(state.locale);
    if (server.knows(workspace())) listen(workspace());
    if (shown !== workspace()) visit();
  }

  // Another key is another workspace, with a clock and a scenario of its own.
  function visit() {
    const first = !shown;
    shown = workspace();
    find("to-inspector").href = `/inspect#links?${new URLSearchParams({ workspace: shown })}`;
    readClock();
    if (!first && server.knows(shown)) look();
  }

  const readClock = () => server.knows(workspace()) && clock.read();

  async function update(patch) {
    const before = state;
    wanted = { ...wanted, ...patch };
    state = settled(wanted, server);
    write(wanted);
    show(before);
    if (state.locale === before.locale) return;
    rememberLocale(state.locale);
    await changeLanguage(state.locale);
  }

  const look = follow(server, workspace, (others) => {
    state = settled(wanted, server);
    chooser.renew(state, others);
    show(state);
  });
  find("editing").append(...written.parts);
  find("clock").append(clock.node);
  show();
  written.begin();
  find("version").textContent = server.version;
  evidence({ workspace, onrefused: (why) => tell("evidence.refused", why) });
  find("open").addEventListener("click", async () => {
    look();
    await open(state, server, { onupdate: update, onrecorded: written.take });
    readClock();
  });
  if (server.refused) tell("problem.control", server.refused);
  document.documentElement.dataset.ready = "";
}

function tell(key, n) {
  find("problem").hidden = false;
  change(find("problem"), words(key, n));
}

start().catch((failure) => tell("problem.silent", String(failure.message)));
