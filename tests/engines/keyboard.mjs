// By keyboard alone, and what the shadow root keeps apart.
import assert from "node:assert/strict";
import { browse, emulator, put } from "./engine.mjs";

async function opens(visitor) {
  await visitor.goto(put());
  await visitor.js("document.getElementById('beneath').focus()");
  await visitor.build(await emulator.token());
  await visitor.shows("consent");
}

const AROUND = ["belvo-terms", "belvo-continue", "belvo-help", "belvo-close", "belvo-terms"];

browse("Tab and Shift+Tab go round inside (W-TEST-07)", async (visitor) => {
  await opens(visitor);
  assert.equal(await visitor.focused(), "H2");
  for (const next of AROUND) {
    await visitor.press("Tab");
    assert.equal(await visitor.focused(), next);
  }
  for (const before of AROUND.slice(0, -1).reverse()) {
    await visitor.pressWith("Shift", "Tab");
    assert.equal(await visitor.focused(), before);
  }
});

browse("the keyboard alone is enough (W-TEST-07)", async (visitor) => {
  await opens(visitor);
  await visitor.press("Escape");
  await visitor.shows("close-dialog");
  await visitor.press("Escape");
  await visitor.shows("consent");
  await visitor.press("Tab", "Tab", "Enter");
  await visitor.shows("institutions");
  assert.equal(await visitor.focused(), "belvo-search");
  await visitor.type("gotham");
  await visitor.until("!seek('belvo-institution-erebor_br_retail')");
  await visitor.press(...Array(6).fill("Backspace"));
  await visitor.type("erebor");
  await visitor.see("belvo-institution-erebor_br_retail");
  await visitor.press("Tab", " ");
  await visitor.shows("credentials");
  assert.equal(await visitor.focused(), "belvo-field-username");
  await visitor.type("bnk100");
  await visitor.press("Enter");
  await visitor.until("seek('belvo-field-password')?.ariaInvalid === 'true'");
  assert.equal(await visitor.focused(), "belvo-field-password", "the focus goes to what is wrong");
  await visitor.type("full");
  await visitor.press("Enter");
  await visitor.shows("success");
  await visitor.press("Escape");
  await visitor.hears("callback");
  assert.equal(await visitor.json("document.activeElement.id"), "beneath", "the focus is given back");
});

browse("arrows choose in the survey, and Escape leads there (W-TEST-07)", async (visitor) => {
  await opens(visitor);
  await visitor.press("Escape");
  await visitor.click("belvo-exit-confirm");
  await visitor.shows("survey");
  await visitor.press("Tab", "ArrowDown");
  assert.equal(await visitor.focused(), "belvo-survey-trust");
});
