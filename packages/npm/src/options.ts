/** How an emulator is started; each is a flag of the program, and a variable `BELVO_EMULATOR_…` where it is left out. */
export interface EmulatorOptions {
  /** The scenario of every workspace. */
  scenario?: string;
  /** Who acts in the widget, if not as the scenario says. */
  play?: "by_itself" | "by_hand";
  /** Folders with further scenario files. */
  scenarios?: string | string[];
  /** The seed of ids, names and amounts. */
  seed?: number;
  /** What the clock shows at the start: `2026-01-31T12:00:00Z`. */
  now?: string | Date;
  /** Let the clock stand until it is moved. */
  freeze?: boolean;
  /** Options by their dotted names: `{ "widget.payload": "flat" }`. */
  set?: Record<string, string | number | boolean>;
  /** The port; a free one without it. */
  port?: number;
  /** Further flags, as the program takes them. */
  args?: string[];
}

const setting = (value: string | number | boolean) => ({ true: "on", false: "off" })[String(value)] ?? String(value);

/** The flags that say the same. */
export function flagsOf({ scenario, play, scenarios = [], seed, now, freeze, set = {}, port = 0, args = [] }: EmulatorOptions): string[] {
  const named = (name: string, value: unknown) => (value === undefined ? [] : [`--${name}`, String(value)]);
  return [
    ...named("port", port),
    ...named("scenario", scenario),
    ...named("play", play),
    ...[scenarios].flat().flatMap((folder) => named("scenarios", folder)),
    ...named("seed", seed),
    ...named("now", now instanceof Date ? now.toISOString() : now),
    ...(freeze ? ["--freeze"] : []),
    ...Object.entries(set).flatMap(([name, value]) => named("set", `${name}=${setting(value)}`)),
    ...args,
  ];
}
