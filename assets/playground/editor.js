// A scenario of one's own: checked while it is written, each fault shown at its place, put in force for the workspace of the keys.
import { problem } from "../pages/control.js";
import { change, copyButton, el } from "../pages/dom.js";
import { save } from "../pages/save.js";
import { counted, words } from "../pages/texts.js";
import * as api from "./api.js";

const QUIET = 300;
const BEGINNING = `version: 1
title: What happens
widget:
  play: by_hand
  steps:
    - submit: login_error
`;

// The place in a text of a line and a column, both from 1.
function offset(text, { line, column }) {
  const lines = text.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  // Columns are characters, places are of UTF-16.
  return before + [...(lines[line - 1] ?? "")].slice(0, column - 1).join("").length;
}

function textField() {
  const quiet = { spellcheck: "false", autocapitalize: "none", autocomplete: "off", wrap: "off", rows: "16" };
  const input = el("textarea", { id: "scenario-text", "data-label": "editor.text", "aria-describedby": "editor-said", ...quiet });
  const gutter = el("div", { class: "gutter", "aria-hidden": "true" });
  input.addEventListener("scroll", () => (gutter.scrollTop = input.scrollTop));
  input.value = BEGINNING;
  return { input, gutter, node: el("div", { class: "written" }, gutter, input) };
}

function number(gutter, text, faults) {
  const wrong = new Set(faults.map(({ line }) => line));
  const line = (_, at) => el("div", wrong.has(at + 1) ? { class: "wrong" } : {}, wrong.has(at + 1) ? `! ${at + 1}` : `${at + 1}`);
  gutter.replaceChildren(...text.split("\n").map(line));
}

function faultRow(fault, input) {
  const { line, column, message, help } = fault;
  const button = el("button", { type: "button" }, el("code", {}, `${line}:${column}`), ` ${message}`, help ? el("span", { class: "small" }, help) : null);
  button.addEventListener("click", () => {
    const at = offset(input.value, fault);
    input.focus();
    input.setSelectionRange(at, input.value.indexOf("\n", at) < 0 ? input.value.length : input.value.indexOf("\n", at));
  });
  return el("li", {}, button);
}

// The text, and what is said of it: checked a moment after it was typed.
function checked() {
  const { input, gutter, node } = textField();
  const said = el("p", { class: "small", id: "editor-said", role: "status" });
  const list = el("ol", { class: "faults", id: "faults" });
  let turn = 0;
  let timer = 0;

  function show(text, faults) {
    number(gutter, text, faults);
    list.replaceChildren(...faults.map((fault) => faultRow(fault, input)));
    input.setAttribute("aria-invalid", String(faults.length > 0));
    said.classList.toggle("valid", !faults.length);
    change(said, faults.length ? counted("editor.faults", faults.length) : words("editor.valid"));
  }

  // What is typed meanwhile is checked next.
  async function validate() {
    turn += 1;
    const [now, text] = [turn, input.value];
    const answer = await api.validate(text);
    if (now !== turn) return;
    if (answer.ok || answer.answer?.faults) show(text, answer.answer.faults ?? []);
    else change(said, words("editor.refused", problem(answer)));
  }

  const silent = (failure) => change(said, words("problem.silent", failure.message));
  const check = () => validate().catch(silent);

  input.addEventListener("input", () => {
    number(gutter, input.value, []);
    clearTimeout(timer);
    timer = setTimeout(check, QUIET);
  });
  return { parts: [node, said, list], input, said, show, check, silent };
}

// The buttons that put the text in force, or none, or take it along.
function uses({ input, said, show, silent }, { workspace, onchosen }) {
  async function choose(body, key) {
    const answer = await api.setScenario(workspace(), body);
    change(said, answer.ok ? words(key, workspace()) : words("editor.refused", problem(answer)));
    if (answer.ok) onchosen();
    else if (answer.answer?.faults) show(input.value, answer.answer.faults);
  }

  function button(id, key, onclick) {
    return el("button", { type: "button", class: "quiet", id, onclick, ...words(key) });
  }

  const use = button("use-scenario", "editor.use", () => choose({ document: input.value }, "editor.used").catch(silent));
  const none = button("no-scenario", "editor.none", () => choose({ name: null }, "editor.left").catch(silent));
  const file = button("save-scenario", "editor.save", () => save("scenario.yaml", "application/yaml", input.value));
  return el("div", { class: "buttons" }, use, none, copyButton(() => input.value), file);
}

/** @param {{ workspace: () => string, onchosen: () => void }} wiring */
export function editor(wiring) {
  const text = checked();
  // What is otherwise when a run that was recorded is played.
  const others = el("ul", { class: "small", id: "differs" });

  function write(written) {
    text.input.value = written;
    others.replaceChildren();
    text.input.scrollIntoView({ block: "center" });
    text.input.focus();
    text.check();
  }

  function take({ text: written, differs }) {
    write(written);
    others.replaceChildren(...differs.map((each) => el("li", {}, each)));
  }

  return { parts: [...text.parts, others, uses(text, wiring)], begin: text.check, write, take };
}
