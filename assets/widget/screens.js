// The screens of the widget. `mount` draws the screens it is given into the host's shadow root and hands every wish of
// the person to `act`; which acts a screen allows stands in the screen itself.
import { createDialog } from "./dialog.js";
import { button } from "./dom.js";
import { focus } from "./focus.js";
import { styleSheet } from "./styles.js";
import { speaker } from "./texts.js";
import { closeDialog } from "./screens/close-dialog.js";
import { configError } from "./screens/config-error.js";
import { consent } from "./screens/consent.js";
import { credentials } from "./screens/credentials.js";
import { error } from "./screens/error.js";
import { institutions } from "./screens/institutions.js";
import { loading, SLOW } from "./screens/loading.js";
import { mfa } from "./screens/mfa.js";
import { success } from "./screens/success.js";
import { survey } from "./screens/survey.js";

const SCREENS = {
  "consent": consent,
  "institutions": institutions,
  "credentials": credentials,
  "loading": loading,
  "mfa": mfa,
  "error": error,
  "success": success,
  "close-dialog": closeDialog,
  "survey": survey,
  "expired": error,
  "config-error": configError,
};

// What a person has typed survives a refused form and a change of mind in the close dialog; a refusal of the bank takes
// all but the user name, which need not be typed again (WCAG 3.3.7).
const KEEPS_DRAFT = ["credentials", "close-dialog", "survey"];
const KEEPS_USER = ["loading", "mfa", "error"];

function kept(draft, { name: screen }) {
  if (KEEPS_DRAFT.includes(screen)) return draft;
  const typed = KEEPS_USER.includes(screen) ? Object.entries(draft) : [];
  return Object.fromEntries(typed.filter(([name]) => name.startsWith("username")));
}

export async function mount(host, { base, locale, brand, names, act: send }) {
  const say = await speaker(locale);
  host.shadowRoot.adoptedStyleSheets = [styleSheet()];
  const dialog = createDialog(host, { say, act, locale: say.locale, brand, names });
  const sought = { words: "" };
  let draft = {};
  let drawn = "";
  let view = /** @type {any} */ ({});
  let [working, failed, acted] = [false, false, false];
  let last = () => {};
  let slow;

  function act(name, value) {
    if (!working) last = () => send(name, value);
    send(name, value);
  }

  function show(screen) {
    const [same, answer] = [JSON.stringify(screen), acted];
    acted = false;
    if (same === drawn) return answer && dialog.remind(view);
    drawn = same;
    draft = kept(draft, screen);
    view.stop?.();
    view = SCREENS[screen.name]({ screen, say, act, draft, brand, sought });
    dialog.draw(screen, view);
  }

  function busy(value) {
    working = value;
    acted = acted || value;
    clearTimeout(slow);
    if (value) slow = setTimeout(() => dialog.notify(say("loading.slow")), SLOW);
    else if (!failed) dialog.notify("");
    failed = false;
    dialog.busy(value);
  }

  function unreachable() {
    failed = true;
    const again = button(say("retry"), { testid: "belvo-network-retry", onclick: () => last() });
    dialog.notify(say("err.network", { n: base }), again);
    focus(again);
  }

  function destroy() {
    view.stop?.();
    clearTimeout(slow);
    dialog.destroy();
  }

  return { show, destroy, busy, unreachable };
}
