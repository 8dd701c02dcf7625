// Pages that forbid much, pages without an origin, and pages whose style is for everything.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { browse, emulator, site } from "./engine.mjs";
import { app, RECORDER } from "./site.mjs";

async function connects(visitor) {
  await visitor.choose("erebor_br_retail");
  await visitor.sign("bnk100");
  await visitor.click("belvo-done");
  await visitor.hears("callback");
  await visitor.isOver();
}

// Nothing of its own: no inline style, no plain text as script, one nonce for the page's own functions.
const policy = (base) =>
  `default-src 'none'; script-src ${base} 'nonce-own'; connect-src ${base}; img-src ${base}; base-uri 'none'; \
form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;

const REFUSED = `
  window.refused = [];
  addEventListener("securitypolicyviolation", ({ blockedURI }) => refused.push(blockedURI));`;

// What a browser asks for by itself.
const ICON = /\/favicon\.ico$/;

browse("the strictest policy lets every screen through (W-LOAD-17)", async (visitor) => {
  const page = app(emulator.script)
    .replace(/ onclick="[^"]*"/, "")
    .replace(`<script>${RECORDER}`, `<script nonce="own">${RECORDER}${REFUSED}`);
  await visitor.goto(site.put("/strict", page, { "Content-Security-Policy": policy(emulator.api) }));
  await visitor.build(await emulator.token());
  await connects(visitor);
  assert.deepEqual((await visitor.json("refused")).filter((uri) => !ICON.test(uri)), []);
});

const SHEETS = [
  "* { all: unset !important }",
  "#belvo > * { display: none !important; opacity: 0 !important; width: 0 !important; transform: scale(0) !important }",
  "html { font-size: 0 } * { font-size: 0 !important; line-height: 0 !important; color: transparent !important }",
  "body { direction: rtl; text-align: right; letter-spacing: 1em; text-transform: uppercase; writing-mode: vertical-rl }",
  "button, input { display: none !important } h2, p { visibility: hidden !important }",
];

const LOOK = `(() => {
  const of = (id) => { const { x, y, width, height } = seek(id).getBoundingClientRect(); return [x, y, width, height]; };
  const { fontSize, color, textAlign, direction, letterSpacing } = getComputedStyle(seek("belvo-continue"));
  const places = ["belvo-overlay", "belvo-panel", "belvo-close", "belvo-continue"].map(of);
  return [...places, fontSize, color, textAlign, direction, letterSpacing];
})()`;

browse("the page's style sheets do not reach into the shadow root (W-CONT-06, W-CONT-08)", async (visitor) => {
  const look = async (sheet) => {
    const page = app(emulator.script).replace("</head>", `<style>${sheet}</style></head>`);
    await visitor.goto(site.put("/styled", page));
    await visitor.build(await emulator.token());
    await visitor.shows("consent");
    return visitor.json(LOOK);
  };
  const wanted = await look("");
  for (const sheet of SHEETS) assert.deepEqual(await look(sheet), wanted, sheet);
});

browse("a click outside the panel does not reach the page beneath", async (visitor) => {
  await visitor.goto(site.put("/beneath", app(emulator.script)));
  await visitor.build(await emulator.token());
  await visitor.shows("consent");
  await visitor.clickBeneath("#beneath");
  assert.equal(await visitor.json("document.getElementById('beneath').dataset.clicks"), null);
  await visitor.press("Escape");
  await visitor.shows("close-dialog");
});

browse("a file on disk connects (W-LOAD-15)", async (visitor) => {
  const folder = mkdtempSync(join(tmpdir(), "belvo-emulator-"));
  try {
    writeFileSync(join(folder, "page.html"), app(emulator.script));
    await visitor.goto(pathToFileURL(join(folder, "page.html")).href);
    assert.equal(await visitor.json("origin"), "null");
    await visitor.build(await emulator.token());
    await connects(visitor);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

browse("a data: page connects (W-LOAD-15)", async (visitor) => {
  await visitor.goto(`data:text/html,${encodeURIComponent(app(emulator.script))}`);
  assert.equal(await visitor.json("origin"), "null");
  await visitor.build(await emulator.token());
  await connects(visitor);
});

browse("a page at about:blank connects (W-LOAD-15)", async (visitor) => {
  await visitor.goto("about:blank");
  await visitor.js("document.open(); document.write(given[0]); document.close()", app(emulator.script));
  await visitor.until("window.belvoSDK && window.calls");
  await visitor.build(await emulator.token());
  await connects(visitor);
});

browse("a sandboxed frame connects (W-LOAD-15)", async (visitor) => {
  const inner = app(emulator.script).replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const frame = `<iframe width="700" height="500" sandbox="allow-scripts" srcdoc="${inner}"></iframe>`;
  await visitor.goto(site.put("/outer", `<!DOCTYPE html><title>Outer</title>${frame}`));
  await visitor.page.enterFrame(0);
  assert.equal(await visitor.json("origin"), "null");
  await visitor.build(await emulator.token());
  await connects(visitor);
});
