// The field for the control token.
import { controlToken, setControlToken } from "./control.js";
import { el } from "./dom.js";
import { words } from "./texts.js";

export function tokenField(onchange) {
  const attributes = { id: "control-token", type: "password", autocomplete: "off", spellcheck: "false", autocapitalize: "none" };
  const input = el("input", { ...attributes, "aria-describedby": "control-token-about" });
  input.value = controlToken();
  input.addEventListener("change", () => {
    setControlToken(input.value.trim());
    onchange();
  });
  const about = el("p", { class: "small", id: "control-token-about", ...words("token.about") });
  return el("div", { class: "field" }, el("label", { for: input.id, ...words("token.field") }), input, about);
}
