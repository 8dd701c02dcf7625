// The text of the chosen scenario's file, and where its behaviour is documented.
import * as api from "./api.js";
import { copyButton, el } from "./dom.js";
import { words } from "./texts.js";

function documentation(docs) {
  if (!/^https?:/.test(docs || "")) return null;
  const attributes = { href: docs, target: "_blank", rel: "noopener noreferrer" };
  return el("p", { class: "small" }, el("a", { ...attributes, ...words("docs") }), ` ${new URL(docs).host}`);
}

function whole({ source, text, docs }) {
  const bar = el("div", { class: "bar" }, el("span", { class: "small code" }, source), copyButton(() => text));
  const pre = el("pre", { tabindex: "0", role: "region", "data-label": "file" }, el("code", {}, text));
  return [documentation(docs), el("details", {}, el("summary", words("file")), el("div", { class: "block" }, bar, pre))];
}

const unknown = (name) => [el("p", { class: "notice", ...words("scenario.unknown", name) })];

export function scenarioFile({ scenarios }) {
  const knows = (wanted) => scenarios.some(({ name }) => name === wanted);
  const node = el("div", { class: "file", id: "file" });
  let wanted = "";
  async function show(name) {
    wanted = name;
    if (!name || !scenarios.length) return node.replaceChildren();
    const { ok, answer } = knows(name) ? await api.scenario(name) : { ok: false, answer: null };
    if (wanted !== name) return;
    const parts = ok ? whole(answer) : unknown(name);
    node.replaceChildren(...parts.filter((part) => part !== null));
  }
  return { node, show };
}
