// Each of these fails, and says why.
import { test } from "belvo-emulator/vitest";

test("the handle of a document without the script", async ({ belvo }) => {
  await belvo.accessToken();
  belvo.widget.accept();
});

test("what does not come is told before the runner loses patience", async ({ belvo }) => {
  await belvo.load();
  await belvo.widget.waitFor("callback");
});

test("a misspelt event is told at once", async ({ belvo }) => {
  await belvo.load();
  await belvo.widget.waitFor("event:EROR");
});
