import belvo = require("belvo-emulator");

async function shown(): Promise<string | null> {
  const emulator = await belvo.createEmulator({ freeze: true });
  const { scenario } = await emulator.workspace().setScenario({ name: "success" });
  await emulator.close();
  return scenario;
}
shown();
