// What shows when there are no screens to show: it needs no further request.

import { attempt } from "./tools.js";

// The widget's own style sheet is not there yet, and the page's may hide or shrink anything.
const STYLE = `
:host { all: initial !important; display: block !important; direction: ltr !important; }
p { margin: 0; padding: 16px; border: 2px solid #b3261e; background: #fff; color: #161a1d; font: 16px sans-serif; }`;

// A page's policy lets a sheet in, and no element; jsdom has none that can be filled.
function adopt(root) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
}

export function showNote(root, textContent) {
  attempt(() => adopt(root));
  const note = Object.assign(document.createElement("p"), { role: "alert", textContent });
  note.dataset.testid = "belvo-config-error";
  root.replaceChildren(note);
}
