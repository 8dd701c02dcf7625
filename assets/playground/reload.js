// Scenario files may change while the page is open (`--watch`): looked at when somebody comes back to it, and at each run.
import * as api from "./api.js";
import { find } from "../pages/dom.js";

function tellRefused({ refusedFiles }) {
  find("refused").hidden = !refusedFiles;
  find("refused-why").textContent = refusedFiles;
}

// Which scenarios there are; what a file says may have changed without that.
const names = ({ scenarios }) => JSON.stringify(scenarios);

export function follow(server, onchange) {
  async function look() {
    const { ok, answer } = await api.scenarios();
    if (!ok) return;
    const before = names(server);
    Object.assign(server, { scenarios: answer.scenarios, refusedFiles: answer.refused || "" });
    tellRefused(server);
    onchange(names(server) !== before);
  }
  // An emulator that has gone is told of when the button is pressed.
  const quietly = () => look().catch(() => {});
  tellRefused(server);
  addEventListener("focus", quietly);
  return quietly;
}
