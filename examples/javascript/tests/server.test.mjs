// Of the server alone, with nothing but Node.js: `npx belvo-emulator exec -- node --test tests/server.test.mjs`
import assert from "node:assert/strict";
import { test } from "node:test";
import { belvoAt } from "../app/belvo.js";

const { BELVO_API_URL: api, BELVO_SECRET_ID: id, BELVO_SECRET_PASSWORD: password, BELVO_EMULATOR_URL: emulator } = process.env; // glue
const advance = (by) => fetch(`${emulator}/_emulator/clock/advance`, { method: "POST", body: JSON.stringify({ by }) }); // glue
const belvo = belvoAt({ api, id, password });

test("a bank is connected", async () => {
  assert.match(await belvo.connect("erebor_mx_retail", "bnk100"), /^[0-9a-f-]{36}$/);
});

test("the bank is down", async () => {
  await assert.rejects(belvo.connect("erebor_mx_retail", "err_down"), { message: "institution_down" });
});

test("a token that is too old is refused", async () => {
  const token = await belvo.widgetToken();
  assert.ok((await belvo.institutions(token)).length > 0);
  await advance("11m");
  await assert.rejects(belvo.institutions(token), { message: "token_not_valid" });
});
