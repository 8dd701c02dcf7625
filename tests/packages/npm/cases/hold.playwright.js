import { test } from "belvo-emulator/playwright";

test("never ends", async ({ belvo }) => {
  await belvo.accessToken();
  await new Promise(() => {});
});
