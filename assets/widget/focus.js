const REACHABLE = "a[href], button:not([disabled]), input:not([disabled]):not([type=hidden]), select:not([disabled])";

function reachable(panel) {
  return [...panel.querySelectorAll(REACHABLE)].filter((element) => element.getClientRects().length);
}

// A focus loop of our own: showModal() would leave the page inert when the app hides #belvo.
export function keepInside(panel, event) {
  const all = reachable(panel);
  const active = panel.getRootNode().activeElement;
  const [first, last] = [all[0], all[all.length - 1]];
  const leaving = event.shiftKey ? active === first || !all.includes(active) : active === last;
  if (!first || !leaving) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}

export function focus(element) {
  element.focus({ preventScroll: true });
}

// An app that has moved the focus meanwhile keeps it where it is.
export function giveBack(element) {
  const nobody = !document.activeElement || document.activeElement === document.body;
  if (nobody && element?.isConnected) focus(element);
}
