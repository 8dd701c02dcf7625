// The user names that decide: a click types one into the widget, if it asks for one, and copies it.
import { change, copyText, el, find } from "../pages/dom.js";
import { words } from "../pages/texts.js";
import * as api from "./api.js";

const TOLD_FOR = 1600;

// The field of an open widget, in which a person would type it.
function field() {
  const host = find("belvo").firstElementChild;
  return host?.shadowRoot?.querySelector("[data-testid=belvo-field-username]");
}

function type(name) {
  const input = field();
  if (!input) return false;
  input.value = name;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

async function use(name, said) {
  const typed = type(name);
  const copied = await copyText(name).then(() => true, () => false);
  change(said, words(typed ? "names.typed" : copied ? "copied" : "copy.failed", name));
  setTimeout(() => (said.textContent = ""), TOLD_FOR);
}

export function names() {
  const list = find("names-list");
  const said = el("p", { class: "small", id: "names-said", role: "status" });
  list.after(said);
  let shown = "";

  async function show(locale) {
    if (shown === locale) return;
    const { ok, answer } = await api.names(locale);
    if (!ok) return;
    shown = locale;
    const chip = ({ user, about }) => {
      const button = el("button", { type: "button" }, el("code", {}, user), el("span", { class: "small" }, about));
      button.addEventListener("click", () => use(user, said));
      return button;
    };
    list.replaceChildren(...answer.names.map(chip));
  }
  return { show: (locale) => show(locale).catch(() => {}) };
}
