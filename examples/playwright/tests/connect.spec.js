import { expect, test } from "./fixtures.js";

const connect = (page) => page.getByRole("button", { name: "Connect your bank" }).click();

// W-TEST-09
test("a person connects a bank", async ({ page, app }) => {
  await page.goto(app.url);
  await connect(page);
  await page.getByTestId("belvo-continue").click();
  await page.getByTestId("belvo-institution-erebor_mx_retail").click();
  await page.getByTestId("belvo-field-username").fill("bnk100");
  await page.getByTestId("belvo-field-password").fill("full");
  await page.getByTestId("belvo-submit").click();
  await page.getByTestId("belvo-done").click();
  await expect(page.getByRole("status")).toHaveText("Connected: erebor_mx_retail");
});

test("the bank is down and the person gives up", async ({ page, app, emulator }) => {
  await emulator.control("queue", { scenario: "institution_down-abandoned" });
  await page.goto(app.url);
  await connect(page);
  await expect(page.getByRole("status")).toHaveText("Not connected: institution_down");
});

// W-TEST-11, W-LOAD-18
test("a page with Belvo's own address hears that a token is asked for", async ({ page, untouched }) => {
  await page.goto(untouched.url);
  await connect(page);
  const asked = await page.evaluate(async () => {
    const widget = window.__belvoEmulator;
    await widget.accept();
    await widget.choose("erebor_mx_retail");
    await widget.submit({ username: "mfa_numeric", password: "any" });
    return widget.waitFor("event:ERROR");
  });
  expect(asked.data.meta_data.error_code).toBe("token_required");
  await page.evaluate(() => window.__belvoEmulator.token("111111"));
  await page.evaluate(() => window.__belvoEmulator.finish());
  await expect(page.getByRole("status")).toHaveText("Connected: erebor_mx_retail");
});
