// What happened, as a file for whoever reads the ticket: the journal of the workspace, an entry a line.
import { problem } from "../pages/control.js";
import { change, el, find } from "../pages/dom.js";
import { words } from "../pages/texts.js";
import * as api from "./api.js";

function save(text, name, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const anchor = el("a", { href: url, download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

/** @param {{ workspace: () => string, onrefused: (why: string) => void }} wiring */
export function evidence({ workspace, onrefused }) {
  const button = find("evidence");
  button.addEventListener("click", async () => {
    const answer = await api.journal(workspace());
    if (!answer.ok) return onrefused(problem(answer));
    const lines = answer.answer.entries.map((entry) => `${JSON.stringify(entry)}\n`);
    save(lines.join(""), "journal.jsonl", "application/jsonl");
    change(button, words("evidence.saved", String(lines.length)));
  });
}
