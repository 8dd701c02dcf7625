import { expect, test as base } from "belvo-emulator/playwright"; // glue
import { startApp } from "../app/server.js";

const test = base.extend({
  // The page of the application, as a person who wants to connect a bank has it before them.
  app: async ({ page, belvo }, use) => {
    const app = await startApp({ api: belvo.apiUrl, id: belvo.secretId, password: belvo.secretPassword }); // glue
    await page.goto(app.url);
    await page.getByRole("button", { name: "Connect your bank" }).click();
    await use(page.getByRole("status"));
    app.stop();
  },
});

// W-TEST-09, W-TEST-11
test("a person connects a bank", async ({ page, app, belvo }) => {
  await page.getByTestId("belvo-continue").click();
  await page.getByTestId("belvo-institution-erebor_mx_retail").click();
  await page.getByTestId("belvo-field-username").fill("bnk100");
  await page.getByTestId("belvo-field-password").fill("full");
  await page.getByTestId("belvo-submit").click();
  await expect(app).toHaveText("Connected: erebor_mx_retail");
  await belvo.expect({ kind: "link.created" });
});

test.describe("the bank is down", () => {
  test.beforeEach(({ belvo }) => belvo.queue("institution_down-abandoned"));

  test("and the person gives up", async ({ app }) => {
    await expect(app).toHaveText("Not connected: institution_down");
  });
});

test("the person takes too long", async ({ app, belvo }) => {
  await belvo.widget.accept();
  await belvo.advance("11m");
  await belvo.widget.waitFor("screen:expired");
  await belvo.widget.close();
  await expect(app).toHaveText(/^Not connected: /);
});

// W-LOAD-18
test("the bank asks for a token", async ({ app, belvo }) => {
  await belvo.widget.accept();
  await belvo.widget.choose("erebor_mx_retail");
  await belvo.widget.submit({ username: "mfa_numeric", password: "any" });
  const asked = await belvo.widget.waitFor("event:ERROR");
  expect(asked.data.meta_data.error_code).toBe("token_required");
  await belvo.widget.token("111111");
  await belvo.widget.finish();
  await expect(app).toHaveText("Connected: erebor_mx_retail");
});
