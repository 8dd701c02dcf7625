// What happened, as a file: the bundle of the workspace, which holds its journal too.
import { problem } from "../pages/control.js";
import { change, find } from "../pages/dom.js";
import { save } from "../pages/save.js";
import { counted } from "../pages/texts.js";
import * as api from "./api.js";

/** @param {{ workspace: () => string, onrefused: (why: string) => void }} wiring */
export function evidence({ workspace, onrefused }) {
  const button = find("evidence");
  button.addEventListener("click", async () => {
    const { ok, ...answer } = await api.bundle(workspace());
    if (!ok) return onrefused(problem(answer));
    save("bundle.json", "application/json", JSON.stringify(answer.answer, null, 2));
    change(button, counted("evidence.saved", answer.answer.snapshot.workspace.core.journal.entries.length));
  });
}
