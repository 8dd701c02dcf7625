// An empty folder with the application of the example, and the packages around the program that `./test` has built.
import { execFile, execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

export const root = resolve(import.meta.dirname, "../../..");
export const example = join(root, "examples", "javascript");
const packer = join(root, "packages", "npm", "pack.mjs");

export const emulator = process.env.EMULATOR ?? join(root, "target", "debug", "belvo-emulator");
const platform = `linux-${process.arch}-gnu`;

function run(program, given, options = {}) {
  return execFileSync(program, given, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], ...options }).trim();
}

/** Fails with the command that brings what is missing. */
function need(path, command) {
  if (!existsSync(path)) throw new Error(`${path} is missing. Bring it with: ${command}`);
}

// What debuggers read is nine tenths of a program that is not optimized.
function slim(folder) {
  const program = join(folder, "belvo-emulator");
  run("strip", ["-o", program, emulator]);
  return program;
}

// Both at once: most of the time goes into compressing.
function packed(folder) {
  const out = join(folder, "packed");
  const pack = async (...given) => (await promisify(execFile)(process.execPath, [packer, "--out", out, ...given])).stdout.trim();
  return Promise.all([pack(), pack("--binary", slim(folder), "--platform", platform)]);
}

function copyApplication(to) {
  for (const name of readdirSync(example).filter((name) => name !== "node_modules")) {
    cpSync(join(example, name), join(to, name), { recursive: true });
  }
  // What the lock file says is there once, and linked.
  run("cp", ["-al", join(example, "node_modules"), to]);
}

/** The folder of the application, and what takes everything away again. */
export async function prepare() {
  need(emulator, "cargo build");
  need(join(root, "node_modules", ".bin", "tsc"), "npm ci");
  need(join(example, "node_modules"), "(cd examples/javascript && npm ci --ignore-scripts)");
  const folder = mkdtempSync(join(tmpdir(), "belvo-emulator-npm-"));
  const archives = packed(folder);
  const app = join(folder, "app");
  run("mkdir", [app]);
  copyApplication(app);
  cpSync(join(import.meta.dirname, "cases"), join(app, "cases"), { recursive: true });
  cpSync(join(import.meta.dirname, "types"), join(app, "types"), { recursive: true });
  // Offline: our own names are never asked of a registry.
  run("npm", ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--save-dev", ...(await archives)], { cwd: app });
  return { app, remove: () => rmSync(folder, { recursive: true }) };
}
