export default { preset: "belvo-emulator", rootDir: "..", testMatch: ["<rootDir>/hold/hold.jest.js"] };
