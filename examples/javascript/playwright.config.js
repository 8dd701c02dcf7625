import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "tests",
  testMatch: "*.playwright.js",
  timeout: 15_000,
  // Leave `launchOptions` out to use the browsers that `npx playwright install` fetches.
  use: { launchOptions: { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" } },
});
