// The lines for the reader's own page and server.
import { copyButton, el, find } from "../pages/dom.js";
import { quoted } from "../pages/shell.js";
import { config, scriptPath, tokenBody } from "./plan.js";
import { words } from "../pages/texts.js";

function page(state, server) {
  const options = Object.entries(config(state)).map(([name, value]) => `    ${name}: ${JSON.stringify(value)},\n`);
  return `<div id="belvo"></div>
<script src="${server.base}${scriptPath(state, server)}"></script>
<script>
  // The "access" of the token call, which your server makes.
  const accessToken = "ACCESS_TOKEN";

  belvoSDK.createWidget(accessToken, {
${options.join("")}    callback: (link, institution) => console.log("callback", link, institution),
    onEvent: (data) => console.log("onEvent", data),
    onExit: (data) => console.log("onExit", data),
  }).build();
</script>`;
}

function curl(keys, link, server) {
  return `curl ${server.base}/api/token/ \\
  -H 'Content-Type: application/json' \\
  -d ${quoted(JSON.stringify(tokenBody(keys, link), null, 2))}`;
}

function fetching(keys, link, server) {
  const body = Object.entries(tokenBody(keys, link)).map(([name, value]) => `    ${name}: ${JSON.stringify(value)},\n`);
  return `const response = await fetch("${server.base}/api/token/", {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({
${body.join("")}  }),
});
const { access } = await response.json();`;
}

function block(id, key) {
  const code = el("code", { id });
  const bar = el("div", { class: "bar" }, el("h3", words(key)), copyButton(() => code.textContent || ""));
  const text = el("pre", { tabindex: "0", role: "region", "data-label": key }, code);
  return { node: el("div", { class: "block" }, bar, text), show: (lines) => (code.textContent = lines) };
}

export function linesToPaste(server) {
  const [forPage, forShell, forServer] = [
    block("page-lines", "lines.page"),
    block("curl-lines", "lines.curl"),
    block("fetch-lines", "lines.fetch"),
  ];
  find("lines").append(forPage.node, el("div", { class: "stack" }, forShell.node, forServer.node));
  return (state, keys) => {
    forPage.show(page(state, server));
    forShell.show(curl(keys, state.link, server));
    forServer.show(fetching(keys, state.link, server));
  };
}
