import { withBelvo } from "belvo-emulator/jest";

test("never ends", withBelvo(async (belvo) => {
  await belvo.accessToken();
  await new Promise(() => {});
}), 60_000);
