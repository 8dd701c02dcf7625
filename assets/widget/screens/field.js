import { el } from "../dom.js";

// The server judges every value (house rule 11): neither patterns nor lengths are enforced here.
export function formField(field, { say, draft, error }) {
  const { name } = field;
  const input = control(field, error, say);
  input.value = draft[name] ?? preset(field, input);
  input.addEventListener("input", () => (draft[name] = input.value));
  return { name, input, node: field.type === "hidden" ? input : labelled(field, input, error, say) };
}

export function errorWords(error, say) {
  return say.knows(`field.${error}`) ? say(`field.${error}`) : error;
}

// `pre_selected` counts what the list shows from 0; where there is a placeholder, that comes first.
function preset({ value, placeholder, values = [], pre_selected: index }, input) {
  const codes = values.map(({ code }) => code);
  return value ?? (placeholder ? ["", ...codes] : codes)[index] ?? input.value;
}

function control(field, error, say) {
  const { name, type } = field;
  const attributes = { id: `field-${name}`, name, testid: `belvo-field-${name}` };
  if (type === "hidden") return el("input", { ...attributes, type });
  Object.assign(attributes, described(name, error), { "aria-required": String(!field.optional) });
  if (type === "select") return el("select", attributes, choices(field, say));
  const numeric = type === "number" ? "numeric" : null;
  const kind = type === "password" ? "password" : "text";
  const quiet = { autocomplete: "off", autocapitalize: "none", spellcheck: "false" };
  return el("input", { ...attributes, ...quiet, type: kind, inputmode: numeric, placeholder: field.placeholder });
}

function described(name, error) {
  return error ? { "aria-invalid": "true", "aria-describedby": `problem-${name}` } : {};
}

function choices({ placeholder, values = [] }, say) {
  const first = placeholder ? el("option", { value: "", disabled: true, hidden: true }, say("field.choose")) : null;
  return [first, values.map(({ code, label }) => el("option", { value: code }, label))];
}

// A select field has no label of its own: what stands in for it is the placeholder.
function labelled(field, input, error, say) {
  const { name, optional } = field;
  const words = field.label || field.placeholder || name;
  const extra = optional ? el("span", { class: "optional" }, ` (${say("field.optional")})`) : null;
  const problem = error ? el("p", { class: "problem", id: `problem-${name}` }, errorWords(error, say)) : null;
  const shown = input.type === "password" ? secret(input, words, say) : input;
  return el("div", { class: "field" }, el("label", { for: input.id }, words, extra), shown, problem);
}

function secret(input, words, say) {
  const button = el("button", { type: "button", class: "reveal", testid: `belvo-reveal-${input.name}`, onclick: turn });
  function tell(key) {
    button.textContent = say(key);
    button.setAttribute("aria-label", `${say(key)}: ${words}`);
  }
  function turn() {
    const hidden = input.type === "password";
    input.type = hidden ? "text" : "password";
    tell(hidden ? "field.hide" : "field.show");
  }
  tell("field.show");
  return el("div", { class: "secret" }, input, button);
}
