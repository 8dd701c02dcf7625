import { writeFileSync } from "node:fs";
import { test } from "node:test";
import { belvoAt } from "../app/belvo.js";

const { BELVO_API_URL: api, BELVO_SECRET_ID: id, BELVO_SECRET_PASSWORD: password } = process.env;

test("never ends", async () => {
  await belvoAt({ api, id, password }).widgetToken();
  writeFileSync(process.env.HELD, "");
  await new Promise((resolve) => setTimeout(resolve, 60_000));
});
