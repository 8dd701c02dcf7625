// A choice of a few, side by side.
import { el } from "./dom.js";
import { words } from "./texts.js";

function segment(name, value, chosen, onchange) {
  const id = `${name}-${value || "all"}`;
  const radio = el("input", { type: "radio", name, value, id });
  radio.checked = value === chosen;
  radio.addEventListener("change", () => onchange({ [name]: value }));
  return [radio, el("label", { for: id, ...words(`${name}.${value || "all"}`) })];
}

export function segments(name, values, chosen, onchange) {
  const hint = el("p", { class: "small", id: `${name}-hint` });
  const parts = values.map((value) => segment(name, value, chosen, onchange));
  return el("fieldset", { "aria-describedby": hint.id }, el("legend", words(name)), el("div", { class: "segments" }, parts), hint);
}
