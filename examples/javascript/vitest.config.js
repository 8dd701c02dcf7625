import { defineConfig } from "vitest/config";

const inside = (environment) => ({ extends: true, test: { name: environment, environment } });

export default defineConfig({
  test: {
    include: ["tests/*.vitest.js"],
    globalSetup: "belvo-emulator/vitest/setup", // glue
    projects: [inside("jsdom"), inside("happy-dom")],
  },
});
