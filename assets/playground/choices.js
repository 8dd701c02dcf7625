// The panel of choices.
import { change, el, find } from "../pages/dom.js";
import { segments } from "../pages/segments.js";
import { words } from "../pages/texts.js";
import { tokenField } from "../pages/token.js";
import { scenarioFile } from "./file.js";
import * as keys from "./keys.js";
import { scenarioPicker, search, showChosen } from "./scenarios.js";
import { CHOICES } from "./state.js";

const few = (name, chosen, onchange) => segments(name, CHOICES[name], chosen, onchange);

function field(name, onchange) {
  const id = `key-${name}`;
  const input = el("input", { id, type: "text", autocomplete: "off", spellcheck: "false", autocapitalize: "none" });
  input.value = keys.current()[name];
  input.addEventListener("change", () => {
    keys.set(name, input.value.trim());
    input.value = keys.current()[name];
    onchange({});
  });
  return el("div", { class: "field" }, el("label", { for: id, ...words(`keys.${name}`) }), input);
}

// How the stage looks.
function look(name) {
  const box = el("input", { type: "checkbox", id: name });
  box.addEventListener("change", () => find("stage").classList.toggle(name, box.checked));
  return el("label", { class: "row" }, box, el("span", words(name)));
}

function more(state, { payload: usual, wantsToken }, onchange) {
  const legend = el("legend", words("keys"));
  const about = el("p", { class: "small", ...words("keys.about") });
  const fields = el("div", { class: "fields" }, field("id", onchange), field("password", onchange));
  const details = el("details", {}, el("summary", words("more")));
  const [payload, country] = ["payload", "country"].map((name) => few(name, state[name], onchange));
  details.append(payload, country, el("fieldset", {}, legend, fields, about, tokenField(() => location.reload())), look("phone"), look("whole"));
  details.open = Boolean(state.country) || state.payload !== usual || wantsToken;
  return details;
}

// By itself there is nothing to play without a scenario.
function playable(state, server) {
  return Boolean(state.scenario || server.inForce);
}

function hints(state, server) {
  const play = playable(state, server) ? `play.${state.play}.hint` : "play.needs";
  change(find("play-hint"), words(play));
  change(find("payload-hint"), words(`payload.${state.payload}.hint`));
  change(find("locale-hint"), words("locale.hint"));
  change(find("country-hint"), words("country.hint"));
}

export function choices(state, server, { onchange, onedit }) {
  const file = scenarioFile(server, onedit);
  const pick = (chosen) => scenarioPicker(server, { chosen, onchange: (scenario) => onchange({ scenario }) });
  const [play, language] = ["play", "locale"].map((name) => few(name, state[name], onchange));
  let picker = pick(state.scenario);
  find("language").append(language);
  find("choices").append(picker, file.node, play, more(state, server, onchange));
  showChosen();
  function show(next, before) {
    const possible = playable(next, server);
    find("play-by_itself").disabled = !possible;
    find(`play-${next.play}`).checked = true;
    hints(next, server);
    if (next.scenario !== before?.scenario) file.show(next.scenario);
  }
  function renew({ scenario }, others) {
    if (others) {
      const [searched, focused] = [find("search").value, picker.contains(document.activeElement) && document.activeElement];
      const fresh = pick(scenario);
      picker.replaceWith(fresh);
      picker = fresh;
      search(searched);
      showChosen();
      if (focused) find(focused.id)?.focus();
    }
    file.show(scenario);
  }
  return { show, renew };
}
