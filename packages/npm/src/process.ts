import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { binary } from "../bin/binary.cjs";
import { flagsOf, type EmulatorOptions } from "./options.js";

/** What the program says when it serves. */
export interface Ready {
  pid: number;
  version: string;
  api_url: string;
  widget_url: string;
  control_url: string;
  seed: number;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** A program that serves. */
export interface Running {
  ready: Ready;
  stop(): Promise<void>;
}

const READY = "READY ";

/** Starts the program. It ends with its standard input, and so with this process, however that ends. */
export async function start(options: EmulatorOptions): Promise<Running> {
  const child: Child = spawn(binary(), [...flagsOf(options), "--exit-with-stdin"], { stdio: ["pipe", "pipe", "pipe"] });
  const exited = once(child, "exit");
  const said = collect(child.stderr);
  // Whoever ends the program closes the pipe, too.
  child.stdin.on("error", () => {});
  const ready = await firstReady(child);
  if (!ready) {
    await exited;
    throw new Error(said().replace(/^error: /, "") || "belvo-emulator ended before it was ready and said nothing");
  }
  unref(child);
  return { ready, stop: () => stop(child, exited) };
}

async function firstReady(child: Child): Promise<Ready | null> {
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith(READY)) return JSON.parse(line.slice(READY.length));
  }
  return null;
}

// What it says after that is nobody's, and must not fill the pipe.
function collect(stream: Readable): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (part: string) => {
    if (text.length < 10_000) text += part;
  });
  return () => text.trim();
}

// A program that runs keeps no runner alive.
function unref(child: Child): void {
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) {
    stream.on("error", () => {});
    (stream as unknown as { unref(): void }).unref();
  }
  child.stdout.resume();
}

async function stop(child: Child, exited: Promise<unknown>): Promise<void> {
  child.stdin.end();
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  await exited;
}
