import { BelvoEmulatorRefusal, createEmulator, type control } from "belvo-emulator";

const emulator = await createEmulator({ scenario: "success", seed: 7, now: new Date(), set: { "widget.payload": "flat" } });
const workspace = emulator.workspace("mine");
const advanced: control.Advanced = await workspace.advance({ by: "11m" });
const { entries } = await workspace.journal({ kind: "link.created" });
const kinds: string[] = entries.map(({ kind }) => kind);
await workspace.act("some-widget", "choose", { value: "erebor_mx_retail" });
// @ts-expect-error there is no such act
await workspace.act("some-widget", "dance");
// @ts-expect-error the name is needed
await workspace.enqueue({});
// @ts-expect-error there is no such option
await createEmulator({ scenary: "success" });
const code = (failure: unknown): string | undefined => (failure instanceof BelvoEmulatorRefusal ? failure.code : undefined);
console.log(advanced.now, kinds, code(null));
await emulator.close();
