// Several pages of one browser, which share its connections to the emulator.
import assert from "node:assert/strict";
import { browse, emulator, put, site } from "./engine.mjs";
import { app } from "./site.mjs";
import { patient } from "./patience.mjs";

const PAGES = 6;

async function opensAll(enter, first) {
  const visitors = [first];
  while (visitors.length < PAGES) visitors.push(await enter());
  for (const visitor of visitors) {
    await visitor.page.bringToFront();
    await visitor.goto(put());
    await visitor.build(await emulator.token());
    await visitor.shows("consent");
  }
  return visitors;
}

browse("six pages are told what happens in order", async (first, enter) => {
  const visitors = await opensAll(enter, first);
  for (const [number, widget] of (await emulator.widgets()).entries()) {
    for (const eventName of ["first", "second"]) {
      await emulator.control("POST", `widgets/${widget}/emit`, { event: { eventName, meta_data: { number } } });
    }
  }
  for (const [number, visitor] of visitors.entries()) {
    await visitor.page.bringToFront();
    await visitor.until("calls.length === 2");
    const heard = await visitor.json("calls.map(({ args }) => [args[0].eventName, args[0].meta_data.number])");
    assert.deepEqual(heard, [["first", number], ["second", number]]);
    await visitor.click("belvo-continue");
    await visitor.shows("institutions");
  }
  await emulator.advance("10m");
  for (const visitor of visitors) {
    await visitor.page.bringToFront();
    await visitor.shows("expired");
  }
});

// What a page sends when it is gone comes when it comes.
async function endsWith(data) {
  const look = async () => {
    const [ended] = await emulator.journal("widget.ended");
    return ended ?? look();
  };
  assert.deepEqual(await patient(look(), "widget.ended in the journal"), data);
}

browse("a page that is left ends its run (W-CONT-13)", async (visitor) => {
  await visitor.goto(put());
  await visitor.build(await emulator.token());
  await visitor.shows("consent");
  await visitor.goto(`${emulator.api}/pages/mark.svg`);
  await endsWith({ ending: "gone", why: "pagehide" });
});

// Browsers keep a page that is left as it was, and go back to that.
browse("a page that comes back opens again", async (visitor) => {
  const told = "<script>addEventListener('pageshow', ({ persisted }) => fetch('/shown-' + persisted))</script>";
  const url = site.put("/back", app(`${emulator.script}?scenario=success`, `<div id="belvo"></div>${told}`));
  await visitor.goto(url);
  await visitor.build(await emulator.token());
  await visitor.hears("callback");
  await visitor.isOver();
  await visitor.goto(`${emulator.api}/pages/mark.svg`);
  const shown = site.asked();
  await visitor.js("history.back()");
  assert.equal(await patient(shown, "the page"), "/shown-true");
  await visitor.js("calls.length = 0");
  await visitor.build(await emulator.token());
  await visitor.hears("callback");
  await visitor.isOver();
});
