// What a screen allows: a button for each act, with a field for what goes with it.
import { change, el } from "../../pages/dom.js";
import { say, words } from "../../pages/texts.js";

const button = (name, onclick) =>
  el("button", { type: "button", class: "quiet", id: `act-${name}`, onclick }, el("span", words(`act.${name}`)), " ", el("code", {}, name));

function select(id, key, options) {
  const choices = options.map(([value, text]) => el("option", { value }, text));
  return { id, input: el("select", { id }, choices), label: el("label", { for: id, ...words(key) }) };
}

function text(id, label, attributes = {}) {
  const quiet = { type: "text", autocomplete: "off", spellcheck: "false", autocapitalize: "none" };
  return { id, input: el("input", { id, ...quiet, ...attributes }), label: el("label", { for: id }, label) };
}

function field({ id, input, label, fault }) {
  if (!fault) return el("div", { class: "field" }, label, input);
  change(input, { "aria-invalid": "true", "aria-describedby": `${id}-fault` });
  return el("div", { class: "field" }, label, input, el("p", { class: "fault", id: `${id}-fault` }, fault));
}

const available = ({ institutions = [] }) => institutions.filter((one) => one.available).map(({ name, display_name }) => [name, `${display_name} (${name})`]);

function credential({ name, label, placeholder, type, values = [] }, id) {
  if (type !== "select") return text(id, label || name);
  const chosen = select(id, "", values.map((one) => [one.code, one.label]));
  return { ...chosen, label: el("label", { for: id }, placeholder || name) };
}

// The fields that an act needs, and how its value is made of them. The ids differ from screen to screen.
const VALUES = {
  choose: (screen, seq) => {
    const one = select(`institution-${seq}`, "act.institution", available(screen));
    return { fields: [one], value: () => one.input.value };
  },
  submit: (screen, seq) => {
    const rows = screen.fields ?? [];
    const fields = rows.map((row) => ({ ...credential(row, `field-${row.name}-${seq}`), fault: screen.errors?.[row.name] }));
    return { fields, value: () => Object.fromEntries(rows.map(({ name }, at) => [name, fields[at].input.value])) };
  },
  token: (screen, seq) => {
    if (!screen.input) return { fields: [], value: () => undefined };
    const one = text(`token-${seq}`, say("act.token.value"));
    return { fields: [one], value: () => one.input.value };
  },
  survey: (screen, seq) => {
    const one = select(`answer-${seq}`, "act.answer", [["", "—"], ...screen.answers.map((answer) => [answer, answer])]);
    return { fields: [one], value: () => one.input.value || null };
  },
};

const plain = () => ({ fields: [], value: () => undefined });

export function form({ acts, frames }, screen, act) {
  const seq = frames.at(-1)?.seq ?? 0;
  const one = (name) => {
    const { fields, value } = (VALUES[name] ?? plain)(screen ?? {}, seq);
    return el("div", { class: "act" }, fields.map(field), button(name, () => act(name, value())));
  };
  return el("div", { class: "acts", role: "group", "data-label": "acts" }, acts.map(one));
}
