// Jest's jsdom, with what a browser has and jsdom lacks: `fetch`, its classes, and the signals that it takes.
import { TestEnvironment } from "jest-environment-jsdom";

const BROUGHT = ["fetch", "Request", "Response", "Headers", "AbortController", "AbortSignal", "MessageChannel", "TextDecoder", "TextEncoder"] as const;

export default class BelvoEnvironment extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    for (const name of BROUGHT) {
      Object.defineProperty(this.global, name, { value: globalThis[name], configurable: true, writable: true });
    }
  }
}
