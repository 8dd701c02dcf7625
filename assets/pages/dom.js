import { speak, words } from "./texts.js";

const COPIED_FOR = 1600;

/** @returns {any} */
export const find = (id) => document.getElementById(id);

export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  speak(element);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

export function change(element, attributes) {
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value ?? ""));
  speak(element);
}

// Away from localhost a page over http has no clipboard API.
export async function copyText(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = el("textarea", { class: "unseen", "aria-hidden": "true" }, text);
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

export function copyButton(text, name = "copy") {
  const button = el("button", { type: "button", class: "copy", "aria-live": "polite", ...words(name) });
  button.addEventListener("click", async () => {
    const key = await copyText(text()).then(() => "copied", () => "copy.failed");
    change(button, words(key));
    setTimeout(() => change(button, words(name)), COPIED_FOR);
  });
  return button;
}

/** Letters of a word that may be broken. */
const LONG = 26;

/** A command, to be read and copied; of its words only the long ones are broken. @param {string} text */
export function commandLine(text) {
  const word = (each) => (each.length > LONG ? each : el("span", {}, each));
  return el("code", {}, text.split(" ").flatMap((each, at) => [at ? " " : "", word(each)]));
}

/** @param {string[]} lines */
export const commandLines = (...lines) => lines.map((line) => el("li", {}, commandLine(line), copyButton(() => line)));

const PART = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\b\d+(?:\.\d+)?\b/g;

/** @param {string[]} match */
function coloured([found, text, colon]) {
  if (!text) return [el("span", { class: "number" }, found)];
  return [el("span", { class: colon ? "key" : "string" }, text), colon || ""];
}

export function json(value) {
  const text = JSON.stringify(value, null, 2) ?? String(value);
  const parts = [];
  let done = 0;
  for (const match of text.matchAll(PART)) {
    parts.push(text.slice(done, match.index), ...coloured(match));
    done = match.index + match[0].length;
  }
  return el("code", {}, parts, text.slice(done));
}
