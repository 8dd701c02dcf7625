// What the page has asked for, as commands: the newest first, each once.
import { commandLine, copyButton, el, find } from "../pages/dom.js";
import { curl } from "../pages/shell.js";

const MOST = 12;

function asCurl({ method, path, body }) {
  const headers = body === undefined ? [] : ["Content-Type: application/json"];
  return curl({ method, url: `${location.origin}${path}`, headers, body });
}

function row(asked) {
  const buttons = el("span", { class: "copies" }, copyButton(() => asked.command), copyButton(() => asCurl(asked), "copy.curl"));
  return el("li", { "data-command": asked.command }, commandLine(asked.command), buttons);
}

export function follow() {
  const list = find("commands");
  document.addEventListener("asked", (event) => {
    const asked = /** @type {CustomEvent} */ (event).detail;
    const known = [...list.children].find(({ dataset }) => dataset.command === asked.command);
    // What is read again and again does not push down what was done.
    if (known && asked.method === "GET") return;
    list.prepend(known ?? row(asked));
    while (list.childElementCount > MOST) list.lastElementChild.remove();
  });
}
