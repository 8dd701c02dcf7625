import application from "../playwright.config.js";

export default { ...application, testDir: ".", testMatch: "hold.playwright.js" };
