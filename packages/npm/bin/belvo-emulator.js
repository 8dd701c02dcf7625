#!/usr/bin/env node
// Runs the program of this platform: its arguments, its streams, its signals, its end.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { binary } from "./binary.cjs";

// The terminal's keys reach the program by themselves, as it shares the group: twice would be in earnest. What is sent to
// this process alone does not.
const FORWARDED = ["SIGTERM", "SIGINT", "SIGHUP"];
const FAILED = 1;

function find() {
  try {
    return binary();
  } catch ({ message }) {
    console.error(message);
    process.exit(FAILED);
  }
}

const isKey = (signal) => signal === "SIGINT" && process.stdin.isTTY;

const program = find();
const child = spawn(program, process.argv.slice(2), { stdio: "inherit" });
for (const signal of FORWARDED) process.on(signal, () => isKey(signal) || child.kill(signal));

child.on("error", ({ message }) => {
  console.error(`belvo-emulator: ${program} cannot be started: ${message}`);
  process.exit(FAILED);
});

child.on("exit", (code, signal) => {
  if (!signal) process.exit(code);
  for (const each of FORWARDED) process.removeAllListeners(each);
  process.kill(process.pid, signal);
  // A signal that does not end this process leaves the code that a shell gives it.
  process.exitCode = 128 + constants.signals[signal];
});
