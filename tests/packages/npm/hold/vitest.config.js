import application from "../vitest.config.js";

export default { test: { ...application.test, root: import.meta.dirname, include: ["hold.vitest.js"] } };
