// `globalTeardown` of the preset.
import { theKept } from "./kept.js";

export default async function teardown(): Promise<void> {
  await theKept()?.close();
}
