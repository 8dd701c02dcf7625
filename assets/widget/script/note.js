// What shows when there are no screens to show: it needs no further request.

// The widget's own style sheet is not there yet, and the page's may hide or shrink anything.
const STYLE = `
:host { all: initial !important; display: block !important; direction: ltr !important; }
p { margin: 0; padding: 16px; border: 2px solid #b3261e; background: #fff; color: #161a1d; font: 16px sans-serif; }`;

export function showNote(root, textContent) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  const note = Object.assign(document.createElement("p"), { role: "alert", textContent });
  note.dataset.testid = "belvo-config-error";
  root.replaceChildren(note);
}
