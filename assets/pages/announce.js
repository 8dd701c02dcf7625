// Live regions: what comes at once is told together.
import { find } from "./dom.js";

const QUIET = 400;

/** @param {string} id */
export function announcer(id) {
  /** @type {string[]} */
  let untold = [];
  return (text) => {
    untold.push(text);
    if (untold.length > 1) return;
    setTimeout(() => {
      find(id).textContent = untold.join(". ");
      untold = [];
    }, QUIET);
  };
}
