const REACHABLE =
  "a[href], button:not([disabled]), input:not([disabled]):not([type=hidden]), select:not([disabled]), [tabindex='0']";

function reachable(panel) {
  return [...panel.querySelectorAll(REACHABLE)].filter((element) => element.getClientRects().length);
}

// A focus loop of our own: showModal() would leave the page inert when the app hides #belvo.
export function keepInside(panel, event) {
  const all = reachable(panel);
  const active = panel.getRootNode().activeElement;
  const ahead = event.shiftKey ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
  if (!all.length || all.some((element) => active.compareDocumentPosition(element) & ahead)) return;
  event.preventDefault();
  all[event.shiftKey ? all.length - 1 : 0].focus();
}

// A text that is longer than its box can be scrolled by keyboard only where something in the box takes the focus.
// What is in it may grow while the box stays as it is. A scrollbar that takes room takes it from the margin, so that
// nothing moves aside for it.
export function keepScrollable(box) {
  function fit() {
    box.style.setProperty("--scrollbar", `${box.offsetWidth - box.clientWidth}px`);
    if (box.scrollHeight > box.clientHeight && !reachable(box).length) makeStop(box);
  }
  const sizes = new ResizeObserver(fit);
  fit();
  for (const element of [box, ...box.children]) sizes.observe(element);
}

// Whatever has the focus is spoken of by a name.
function makeStop(box) {
  box.tabIndex = 0;
  if (box.hasAttribute("role")) return;
  box.setAttribute("role", "group");
  box.setAttribute("aria-labelledby", "title");
}

// The page beneath must not move, what has the focus must be seen.
export function focus(element) {
  element.focus({ preventScroll: true });
  // As with the Tab key: what is there already can be typed over.
  if (element.matches("input")) element.select();
  if (element.matches("input, select, button")) element.scrollIntoView({ block: "nearest" });
}

// An app that has moved the focus meanwhile keeps it where it is.
export function giveBack(element) {
  const nobody = !document.activeElement || document.activeElement === document.body;
  if (nobody && element?.isConnected) element.focus({ preventScroll: true });
}
