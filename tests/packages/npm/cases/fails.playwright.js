// Each of these fails, and says why.
import { expect, test } from "belvo-emulator/playwright";

// The port of nobody: 9 is that of `discard`.
const PAGE = '<script src="http://127.0.0.1:9/belvo-widget-1-stable.js"></script><button onclick="belvoSDK.createWidget()">Connect</button><p role="status"></p>';

test("the script does not load", async ({ page, belvo }) => {
  await belvo.accessToken();
  await page.setContent(PAGE);
  await page.getByRole("button").click();
  await expect(page.getByRole("status")).toHaveText("Connected", { timeout: 100 });
});

test("the widget of a page without the script", async ({ page, belvo }) => {
  await page.setContent("<p>Nothing</p>");
  await belvo.widget.state();
});

test("a misspelt event is told at once", async ({ page, belvo }) => {
  await page.setContent(`<script src="${belvo.widgetUrl}"></script>`);
  await belvo.widget.waitFor("event:EROR");
});

test("what was expected did not happen", async ({ belvo }) => {
  await belvo.accessToken();
  await belvo.expect({ on: "POST /api/token/" }, { match: { kind: "link.created" }, times: 2 });
});
