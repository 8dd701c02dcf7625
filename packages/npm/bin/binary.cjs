// Where the program is: what BELVO_EMULATOR_BINARY names, or the package of this platform.
"use strict";
const { accessSync, constants, readdirSync, realpathSync } = require("node:fs");
const { arch, env, platform } = require("node:process");
const { dirname, join, resolve } = require("node:path");

const OVERRIDE = "BELVO_EMULATOR_BINARY";
const PROGRAM = platform === "win32" ? "belvo-emulator.exe" : "belvo-emulator";

// The C library of this Linux; nobody else has a choice.
function libc() {
  if (platform !== "linux") return "";
  const { glibcVersionRuntime } = process.report.getReport().header;
  return glibcVersionRuntime ? "-gnu" : "-musl";
}

const target = () => `${platform}-${arch}${libc()}`;

function resolved(name) {
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch {
    return null;
  }
}

// What `npm` has brought of the platforms, next to this package.
function others() {
  try {
    const scope = join(dirname(realpathSync(join(__dirname, ".."))), "@belvo-emulator");
    return readdirSync(scope).join(", ");
  } catch {
    return "none";
  }
}

function missing(name) {
  const words = [
    `belvo-emulator has no program for this platform, ${target()}.`,
    `Looked for the package ${name}, which is not installed; of the packages with a program there is: ${others()}.`,
    "It comes with belvo-emulator unless optional dependencies are left out (--no-optional, --omit=optional) or",
    `node_modules was copied from another platform: install again. Or set ${OVERRIDE} to the path of a program.`,
  ];
  return new Error(words.join("\n"));
}

function overridden(named) {
  const path = resolve(named);
  try {
    accessSync(path, constants.X_OK);
  } catch {
    throw new Error(`${OVERRIDE} is ${named}: there is no program that can be executed at ${path}`);
  }
  return path;
}

/** The path of the program; an error that says what to do where there is none. */
exports.binary = function binary() {
  if (env[OVERRIDE]) return overridden(env[OVERRIDE]);
  const name = `@belvo-emulator/${target()}`;
  const folder = resolved(name);
  if (!folder) throw missing(name);
  return join(folder, "bin", PROGRAM);
};
