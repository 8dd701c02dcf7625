import application from "../vitest.config.js";

export default { test: { ...application.test, root: import.meta.dirname, include: [`${process.env.CASE}.vitest.js`] } };
