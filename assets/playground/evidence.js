// What happened, as a file: the journal of the workspace.
import { problem } from "../pages/control.js";
import { change, find } from "../pages/dom.js";
import { saveEntries } from "../pages/save.js";
import { words } from "../pages/texts.js";
import * as api from "./api.js";

/** @param {{ workspace: () => string, onrefused: (why: string) => void }} wiring */
export function evidence({ workspace, onrefused }) {
  const button = find("evidence");
  button.addEventListener("click", async () => {
    const answer = await api.journal(workspace());
    if (!answer.ok) return onrefused(problem(answer));
    saveEntries(answer.answer.entries);
    change(button, words("evidence.saved", String(answer.answer.entries.length)));
  });
}
