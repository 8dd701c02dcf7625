// The playground: what somebody does in the first minute.
import assert from "node:assert/strict";
import { browse, emulator } from "./engine.mjs";

// High enough for all choices to stand above the button, which sticks to the lower edge of a low window.
const DESKTOP = { width: 1440, height: 1600 };

async function opens(visitor, query) {
  await visitor.page.resize(DESKTOP);
  await visitor.goto(`${emulator.api}/${query}`);
  await visitor.until("'ready' in document.documentElement.dataset");
}

const reads = (visitor, id, words) =>
  visitor.until(`document.getElementById('${id}')?.textContent.includes('${words}')`);

browse("a person chooses, opens, acts and reads in the playground", async (visitor) => {
  await opens(visitor, "");
  for (const css of ["#scenario-too_many_sessions", "label[for=play-by_hand]", "label[for=locale-es]"]) {
    await visitor.clickBeneath(css);
  }
  await reads(visitor, "open", "Abrir el widget");
  await visitor.clickBeneath("#open");
  await visitor.choose("erebor_mx_retail");
  await visitor.sign("anything");
  assert.equal(await visitor.words("belvo-error-title"), "Demasiadas sesiones abiertas");
  await reads(visitor, "live", "ERROR too_many_sessions");
  await visitor.click("belvo-retry");
  await visitor.sign("anything");
  await visitor.click("belvo-done");
  await reads(visitor, "live", "callback");
  await reads(visitor, "state", "1, conectada");
  await visitor.isOver();
  await visitor.until("document.activeElement.id === 'open'");
});

browse("the playground's address holds the choice", async (visitor) => {
  await opens(visitor, "?scenario=login_error-abandoned&play=by_itself&locale=pt&country=BR");
  await visitor.goto(await visitor.json("location.href"));
  await reads(visitor, "open", "Abrir o widget");
  await visitor.clickBeneath("#open");
  await reads(visitor, "state", "1, abandonada");
  const kinds = await visitor.json("[...document.querySelectorAll('#entries [data-kind]')].map(({ dataset }) => dataset.kind)");
  assert.ok(["PAGE_LOAD", "ERROR", "onExit"].every((kind) => kinds.includes(kind)), String(kinds));
});
