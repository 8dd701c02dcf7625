import * as api from "./api.js";
import { choices } from "./choices.js";
import { change, find } from "../pages/dom.js";
import * as heard from "./heard.js";
import { listen } from "./hooks.js";
import * as keys from "./keys.js";
import { linesToPaste } from "./lines.js";
import { follow } from "./reload.js";
import { open } from "./run.js";
import { read, settled, write } from "./state.js";
import { changeLanguage, words } from "../pages/texts.js";

async function start() {
  const server = await api.server();
  let wanted = read(server.payload);
  let state = settled(wanted, server);
  await changeLanguage(state.locale);
  heard.setUp();
  const chooser = choices(state, server, update);
  const showLines = linesToPaste(server);

  function show(before) {
    chooser.show(state, before);
    showLines(state, keys.current());
    if (server.knows(keys.current().id)) listen(keys.current().id);
  }

  async function update(patch) {
    const before = state;
    wanted = { ...wanted, ...patch };
    state = settled(wanted, server);
    write(wanted);
    show(before);
    if (state.locale !== before.locale) await changeLanguage(state.locale);
  }

  show();
  find("version").textContent = server.version;
  const look = follow(server, (others) => {
    state = settled(wanted, server);
    chooser.renew(state, others);
    show(state);
  });
  find("open").addEventListener("click", () => {
    look();
    open(state, server);
  });
  if (server.refused) tell("problem.control", server.refused);
  document.documentElement.dataset.ready = "";
}

function tell(key, n) {
  find("problem").hidden = false;
  change(find("problem"), words(key, n));
}

start().catch((failure) => tell("problem.silent", String(failure.message)));
