// A view without screens, where nobody looks: jsdom and happy-dom, which run tests of components, load no modules. A
// person's acts come by the handle or the control API there.
import { option } from "./page.js";

export const nobodyLooks = /\b(jsdom|HappyDOM)\//.test(navigator.userAgent);
const nothing = () => {};

export const unseen = { show: nothing, busy: nothing, unreachable: nothing, destroy: nothing };

export function isUnseen() {
  const wanted = option("screens");
  return wanted === "none" || (wanted !== "shown" && nobodyLooks);
}
