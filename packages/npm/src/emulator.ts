import { ControlApi } from "./control.js";
import { EmulatorVerbs, WorkspaceVerbs } from "./generated/verbs.js";
import type { EmulatorOptions } from "./options.js";
import { start } from "./process.js";

/** Where an emulator is. */
export interface Addresses {
  /** What the official SDKs take as `url`. */
  apiUrl: string;
  /** The address of the script that pages embed. */
  widgetUrl: string;
  controlUrl: string;
}

/** One workspace: what is asked with this secret id, and no other, sees it. */
export class Workspace extends WorkspaceVerbs {
  constructor(
    readonly secretId: string,
    controlUrl: string,
    token: string | undefined,
  ) {
    super(new ControlApi(`${controlUrl}/workspaces/${encodeURIComponent(secretId)}`, token));
  }
}

/** An emulator that runs, here or elsewhere. */
export class Emulator implements Addresses {
  readonly apiUrl: string;
  readonly widgetUrl: string;
  readonly controlUrl: string;
  /** What is asked of the emulator alone. */
  readonly control: EmulatorVerbs;
  /** What holds for all workspaces, those that are there and those to come. */
  readonly everyWorkspace: WorkspaceVerbs;

  constructor(
    { apiUrl, widgetUrl, controlUrl }: Addresses,
    private readonly stop: () => Promise<void> = async () => {},
    private readonly token = process.env.BELVO_EMULATOR_CONTROL_TOKEN,
  ) {
    [this.apiUrl, this.widgetUrl, this.controlUrl] = [apiUrl, widgetUrl, controlUrl];
    const api = new ControlApi(controlUrl, token);
    this.control = new EmulatorVerbs(api);
    this.everyWorkspace = new WorkspaceVerbs(api);
  }

  /** The workspace of a secret id; it comes into being with the first call. */
  workspace(id = "workspace-1"): Workspace {
    return new Workspace(id, this.controlUrl, this.token);
  }

  /** Ends the program, if it was started here. */
  close(): Promise<void> {
    return this.stop();
  }
}

/** Starts an emulator on a free port. It ends with `close()`, or with this process, however that ends. */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { ready, stop } = await start(options);
  const addresses = { apiUrl: ready.api_url, widgetUrl: ready.widget_url, controlUrl: ready.control_url };
  return new Emulator(addresses, stop);
}
