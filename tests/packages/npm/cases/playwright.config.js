import application from "../playwright.config.js";

export default { ...application, testDir: ".", testMatch: `${process.env.CASE}.playwright.js`, reporter: [["list"], ["json"]] };
