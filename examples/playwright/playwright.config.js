import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "tests",
  timeout: 15_000,
  // Drop `launchOptions` to use the browsers that `npx playwright install` fetches.
  use: { launchOptions: { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" } },
});
