"use strict";

module.exports = {
  globalSetup: require.resolve("belvo-emulator/jest/setup"),
  globalTeardown: require.resolve("belvo-emulator/jest/teardown"),
  testEnvironment: "jsdom",
};
