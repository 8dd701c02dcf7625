// Belvo's own loader as seen in the wild, hazards included (W-LOAD-13): what it stores is not copied per build, its
// methods need their object, and a build after `belvoReady` waits for an event that does not come again.
import { base, page } from "./page.js";
import { app } from "./tools.js";

const MAIN = "stable/belvo-widget-1-stable-main.js";

const placeholder = () => ({
  createWidget(accessToken, config) {
    Object.assign(this, { accessToken, config });
    return this;
  },
  build() {
    document.addEventListener("belvoReady", () => app.belvoSDK.createWidget(this.accessToken, this.config).build());
  },
});

// As in the original, the page's own tags tell whether this has been done.
export function loadPlaceholder() {
  if (document.querySelector(`script[src*="${MAIN}"]`)) return;
  app.belvoSDK = placeholder();
  const src = `${base()}/v${page.tag.delivered.version}/${MAIN}`;
  const module = Object.assign(document.createElement("script"), { type: "module", src });
  const preload = Object.assign(document.createElement("link"), { rel: "modulepreload", as: "script", href: src });
  document.head.append(module, preload);
}
