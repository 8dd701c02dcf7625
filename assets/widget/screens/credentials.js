import { button, institutionIcon, el } from "../dom.js";
import { errorWords, formField } from "./field.js";

export function credentials({ screen, say, act, base, draft }) {
  const { institution, update, errors = {} } = screen;
  const fields = screen.fields.map((field) => formField(field, { say, draft, error: errors[field.name] }));
  screen.fields.forEach((field) => follow(field, fields));
  const values = () => Object.fromEntries(fields.map(({ name, input }) => [name, input.value]));
  const submit = () => act("submit", values());
  const wrong = fields.find(({ name }) => errors[name]);
  const first = wrong || fields.find(({ input }) => input.type !== "hidden");
  return {
    title: say(update ? "cred.update" : "cred", { i: institution.display_name }),
    head: institutionIcon(institution, base),
    body: [stray(screen, errors, say), fields.map(({ node }) => node)],
    actions: [button(say("connect"), { primary: true, testid: "belvo-submit", onclick: submit })],
    submit,
    focus: first?.input,
    announce: wrong && errorWords(errors[wrong.name], say),
  };
}

// The choice of `username_type` says what `username` looks like.
function follow({ name, type, values = [] }, fields) {
  const about = fields.find((field) => type === "select" && `${field.name}_type` === name)?.input;
  if (!about) return;
  const { input } = fields.find((field) => field.name === name);
  const own = about.placeholder;
  const tell = () => (about.placeholder = values.find(({ code }) => code === input.value)?.placeholder ?? own);
  input.addEventListener("input", tell);
  tell();
}

// An error that belongs to no visible field is still told.
function stray(screen, errors, say) {
  const shown = screen.fields.filter(({ type }) => type !== "hidden").map(({ name }) => name);
  const left = Object.keys(errors).filter((name) => !shown.includes(name));
  return left.map((name) => el("p", { class: "problem", role: "alert" }, `${name}: ${errorWords(errors[name], say)}`));
}
