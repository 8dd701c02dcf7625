// Scenario files may change while the page is open (`--watch`): looked at when somebody comes back to it, and at each run.
import * as api from "./api.js";
import { find } from "../pages/dom.js";

function tellRefused({ refusedFiles }) {
  find("refused").hidden = !refusedFiles;
  find("refused-why").textContent = refusedFiles;
}

// Which scenarios there are, and which is in force; what a file says may have changed without that.
const names = ({ scenarios, inForce }) => JSON.stringify([scenarios, inForce]);

/** @param {() => string} workspace */
export function follow(server, workspace, onchange) {
  async function look() {
    const [{ ok, answer }, inForce] = await Promise.all([api.scenarios(), api.inForce(server, workspace())]);
    if (!ok) return;
    const before = names(server);
    Object.assign(server, { scenarios: answer.scenarios, refusedFiles: answer.refused || "", ...inForce });
    tellRefused(server);
    onchange(names(server) !== before);
  }
  // An emulator that has gone is told of when the button is pressed.
  const quietly = () => look().catch(() => {});
  tellRefused(server);
  addEventListener("focus", quietly);
  return quietly;
}
