import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [vue()],
  logLevel: "warn",
  publicDir: "../public",
  build: { minify: false, chunkSizeWarningLimit: 4096 },
});
