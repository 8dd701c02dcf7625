// A file for whoever reads the ticket.
import { el } from "./dom.js";

export function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

// An entry a line.
export const saveEntries = (entries) =>
  save("journal.jsonl", "application/jsonl", entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
