import { company, details } from "../about.js";
import { button, el, icon } from "../dom.js";
import { tile } from "../mark.js";
import { errorWords, formField } from "./field.js";

export function credentials(context) {
  const { screen, say, act, draft, brand } = context;
  const { institution, update, errors = {} } = screen;
  const fields = screen.fields.map((field) => formField(field, { say, draft, error: errors[field.name] }));
  screen.fields.forEach((field) => follow(field, fields));
  const values = () => Object.fromEntries(fields.map(({ name, input }) => [name, input.value]));
  const submit = () => act("submit", values());
  const wrong = fields.find(({ name }) => errors[name]);
  const first = wrong || fields.find(({ input }) => input.type !== "hidden");
  const left = stray(screen, errors, say);
  const safe = el("p", { class: "safe" }, icon("lock"), el("span", {}, say("cred.safe", { c: company(brand, say) })));
  return {
    progress: 3,
    title: say(update ? "cred.update" : "cred", { i: institution.display_name }),
    head: tile(institution),
    lead: details(institution, context),
    body: [left, fields.map(({ node }) => node), safe],
    actions: [button(say("connect"), { primary: true, testid: "belvo-submit", onclick: submit })],
    submit,
    focus: first?.input,
    announce: wrong ? errorWords(errors[wrong.name], say) : left.map(({ textContent }) => textContent).join(" "),
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
  return left.map((name) => el("p", { class: "problem" }, `${name}: ${errorWords(errors[name], say)}`));
}
