// Live regions: what comes at once is told together.
import { find } from "./dom.js";

const QUIET = 400;

/** @param {string} id @param {number} [quiet] how long what comes is gathered, in milliseconds */
export function announcer(id, quiet = QUIET) {
  /** @type {string[]} */
  let untold = [];
  return (text) => {
    untold.push(text);
    if (untold.length > 1) return;
    setTimeout(() => {
      find(id).textContent = untold.join(". ");
      untold = [];
    }, quiet);
  };
}
