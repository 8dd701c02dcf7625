// Packs the npm packages into a folder: `belvo-emulator`, and the package of a platform around a program that is built.
//
//   node pack.mjs --out DIR                                              belvo-emulator
//   node pack.mjs --out DIR --binary PATH --platform linux-x64-gnu       @belvo-emulator/linux-x64-gnu
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

const PLATFORMS = ["linux-x64-gnu", "linux-x64-musl", "linux-arm64-gnu", "linux-arm64-musl", "darwin-x64", "darwin-arm64", "win32-x64"];
const LIBC = { gnu: "glibc", musl: "musl" };
const LICENSES = ["LICENSE-APACHE", "LICENSE-MIT"];

const home = import.meta.dirname;
const root = join(home, "..", "..");
const version = /^version = "(.+)"$/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))[1];
const wrapper = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
const nameOf = (platform) => `@belvo-emulator/${platform}`;

function writeJson(path, value) {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}

// ---- belvo-emulator

// Both kinds find `../bin`; that of a script within `cjs` is not the package's.
function compile(folder) {
  const tsc = join(root, "node_modules", ".bin", "tsc");
  for (const [kind, config] of [["esm", "tsconfig.json"], ["cjs", "tsconfig.cjs.json"]]) {
    execFileSync(tsc, ["-p", join(home, config), "--outDir", join(folder, kind)], { stdio: "inherit" });
  }
  writeJson(join(folder, "cjs", "package.json"), { type: "commonjs" });
}

function fillWrapper(folder) {
  const optionalDependencies = Object.fromEntries(PLATFORMS.map((platform) => [nameOf(platform), version]));
  writeJson(join(folder, "package.json"), { ...wrapper, version, optionalDependencies });
  for (const name of ["bin", "jest-preset.cjs", "README.md"]) cpSync(join(home, name), join(folder, name), { recursive: true });
  compile(folder);
}

// ---- a platform

function fillPlatform(folder, platform, binary) {
  if (!PLATFORMS.includes(platform)) throw new Error(`there is no platform ${platform}; there are: ${PLATFORMS.join(", ")}`);
  const [os, cpu, libc] = platform.split("-");
  const { license, engines } = wrapper;
  const description = `The program of belvo-emulator for ${platform}`;
  const fits = { os: [os], cpu: [cpu], ...(libc && { libc: [LIBC[libc]] }) };
  writeJson(join(folder, "package.json"), { name: nameOf(platform), version, description, license, engines, ...fits, files: ["bin"] });
  const program = join(folder, "bin", os === "win32" ? "belvo-emulator.exe" : "belvo-emulator");
  mkdirSync(join(folder, "bin"));
  copyFileSync(binary, program);
  chmodSync(program, 0o755);
}

// ---- the archive

function pack(out, fill) {
  const folder = mkdtempSync(join(tmpdir(), "belvo-emulator-pack-"));
  try {
    fill(folder);
    for (const name of LICENSES) copyFileSync(join(root, name), join(folder, name));
    mkdirSync(out, { recursive: true });
    const told = execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", out], { cwd: folder, encoding: "utf8" });
    console.log(join(out, told.trim()));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const { out, binary, platform } = parseArgs({ options: { out: { type: "string" }, binary: { type: "string" }, platform: { type: "string" } } }).values;
if (!out || Boolean(binary) !== Boolean(platform)) {
  console.error("usage: node pack.mjs --out DIR [--binary PATH --platform linux-x64-gnu]");
  process.exit(2);
}
pack(resolve(out), (folder) => (platform ? fillPlatform(folder, platform, binary) : fillWrapper(folder)));
