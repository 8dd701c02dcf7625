// The text of the chosen scenario's file, and where its behaviour is documented.
import * as api from "./api.js";
import { copyButton, el } from "../pages/dom.js";
import { words } from "../pages/texts.js";

function documentation(docs) {
  if (!/^https?:/.test(docs || "")) return null;
  const attributes = { href: docs, target: "_blank", rel: "noopener noreferrer" };
  return el("p", { class: "small" }, el("a", { ...attributes, ...words("docs") }), ` ${new URL(docs).host}`);
}

function whole({ source, text, docs }, onedit) {
  const edit = el("button", { type: "button", class: "copy", id: "edit-file", ...words("file.edit") });
  edit.addEventListener("click", () => onedit(text));
  const bar = el("div", { class: "bar" }, el("span", { class: "small code" }, source), el("span", { class: "buttons" }, edit, copyButton(() => text)));
  const pre = el("pre", { tabindex: "0", role: "region", "data-label": "file" }, el("code", {}, text));
  return [documentation(docs), el("details", {}, el("summary", words("file")), el("div", { class: "block" }, bar, pre))];
}

const unknown = (name) => [el("p", { class: "notice", ...words("scenario.unknown", name) })];

const silent = (why) => [el("p", { class: "notice", ...words("problem.silent", why) })];

export function scenarioFile(server, onedit) {
  const knows = (wanted) => server.scenarios.some(({ name }) => name === wanted);
  const node = el("div", { class: "file", id: "file" });
  let wanted = "";
  let shown = "";
  async function read(name) {
    const { ok, answer } = knows(name) ? await api.scenario(name) : { ok: false, answer: null };
    return ok ? { parts: whole(answer, onedit), text: answer.text } : { parts: unknown(name), text: "" };
  }
  async function show(name) {
    const again = wanted === name;
    wanted = name;
    if (!name || !server.scenarios.length) return node.replaceChildren();
    const { parts, text } = await read(name).catch((failure) => ({ parts: silent(String(failure.message)), text: "" }));
    if (wanted !== name || (again && text && text === shown)) return;
    const wasOpen = again && node.querySelector("details")?.open;
    shown = text;
    node.replaceChildren(...parts.filter((part) => part !== null));
    if (wasOpen) node.querySelector("details")?.setAttribute("open", "");
  }
  return { node, show };
}
