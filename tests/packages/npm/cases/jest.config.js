export default { preset: "belvo-emulator", rootDir: "..", testMatch: [`<rootDir>/cases/${process.env.CASE}.jest.js`] };
