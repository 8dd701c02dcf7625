// Update mode: the link that the next widget is opened for.
import { change, find } from "../pages/dom.js";
import { words } from "../pages/texts.js";
import * as api from "./api.js";
import * as keys from "./keys.js";

/** @param {() => string} workspace @param {() => void} onleave */
export function updating(workspace, onleave) {
  let shown = "";

  // A link of another workspace can be updated with that one's keys alone.
  async function tell(link) {
    change(find("updating-link"), words("update.on", link));
    const { ok, answer } = await api.keptLink(link);
    if (link !== shown) return;
    if (!ok) change(find("updating-link"), words("update.unknown", link));
    else if (answer.workspace !== workspace()) change(find("updating-link"), words("update.elsewhere", answer.workspace));
    else if (keys.wantsPassword()) change(find("updating-link"), words("update.password", workspace()));
  }

  find("no-update").addEventListener("click", onleave);
  return (link) => {
    find("updating").hidden = !link;
    const asked = `${link} ${workspace()} ${keys.wantsPassword()}`;
    if (!link || find("updating").dataset.asked === asked) return;
    find("updating").dataset.asked = asked;
    shown = link;
    tell(link).catch(() => {});
  };
}
