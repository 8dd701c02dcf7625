export default {
  preset: "belvo-emulator", // glue
  testMatch: ["<rootDir>/tests/*.jest.{js,cjs}"],
};
