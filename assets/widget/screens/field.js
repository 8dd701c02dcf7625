import { el } from "../dom.js";

// The server judges every value (house rule 11): neither patterns nor lengths are enforced here.
export function formField(field, { say, draft, error }) {
  const { name } = field;
  const input = control(field, error);
  input.value = draft[name] ?? preset(field, input);
  input.addEventListener("input", () => (draft[name] = input.value));
  return { name, input, node: field.type === "hidden" ? input : labelled(field, input, error, say) };
}

export function errorWords(error, say) {
  return say.knows(`field.${error}`) ? say(`field.${error}`) : error;
}

function preset(field, input) {
  return field.value ?? field.pre_selected ?? (field.type === "select" ? input.value : "");
}

function control(field, error) {
  const { name, type } = field;
  const attributes = { id: `field-${name}`, name, testid: `belvo-field-${name}` };
  if (type === "hidden") return el("input", { ...attributes, type });
  Object.assign(attributes, described(name, error), { "aria-required": String(!field.optional) });
  if (type === "select") return el("select", attributes, (field.values || []).map(choice));
  const numeric = type === "number" ? "numeric" : null;
  const kind = type === "password" ? "password" : "text";
  const quiet = { autocomplete: "off", autocapitalize: "none", spellcheck: "false" };
  return el("input", { ...attributes, ...quiet, type: kind, inputmode: numeric, placeholder: field.placeholder });
}

function described(name, error) {
  return error ? { "aria-invalid": "true", "aria-describedby": `problem-${name}` } : {};
}

function choice({ code, label }) {
  return el("option", { value: code }, label);
}

function labelled({ name, label }, input, error, say) {
  const problem = error ? el("p", { class: "problem", id: `problem-${name}` }, errorWords(error, say)) : null;
  return el("div", { class: "field" }, el("label", { for: input.id }, label || name), input, problem);
}
