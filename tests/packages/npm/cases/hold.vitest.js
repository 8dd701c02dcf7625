import { test } from "belvo-emulator/vitest";

test("never ends", async ({ belvo }) => {
  await belvo.accessToken();
  await new Promise(() => {});
}, 60_000);
