// A constructed sheet needs no permission in the page's `style-src`, and shadow roots share it.
import { ACCESS } from "./styles/access.js";
import { BRAND } from "./styles/brand.js";
import { FLOW } from "./styles/flow.js";
import { FRAME } from "./styles/frame.js";
import { PARTS } from "./styles/parts.js";
import { variables } from "./styles/variables.js";

/** @type {CSSStyleSheet | null} */
let sheet = null;

export function styleSheet() {
  if (sheet) return sheet;
  sheet = new CSSStyleSheet();
  sheet.replaceSync(variables() + FRAME + PARTS + BRAND + FLOW + ACCESS);
  return sheet;
}
