// Installs what the lock file says and builds the examples that are named, or all; each only if something has changed.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

process.chdir(import.meta.dirname);
const [lock, common] = [["package.json", "package-lock.json"], ["vite.config.js", "public/style.css"]];
const named = process.argv.slice(2);

function run(program, ...words) {
  // React mounts twice in its development build only.
  const env = { ...process.env, NODE_ENV: "development" };
  try {
    // Standard output is the server's: whoever starts it reads its address there.
    execFileSync(program, words, { env, stdio: ["ignore", 2, 2] });
  } catch (failure) {
    const missing = failure.code === "ENOENT";
    console.error(missing ? `${program} is missing: apt-get install -y nodejs npm` : failure.message);
    process.exit(1);
  }
}

function once(stamp, files, work) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update(readFileSync(file));
  const wanted = hash.digest("hex");
  if (readFile(stamp) === wanted) return;
  work();
  writeFileSync(stamp, wanted);
}

function readFile(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

function sources(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map(({ name }) => `${folder}/${name}`).sort();
}

once("node_modules/.installed", lock, () => run("npm", "ci", "--loglevel=error"));
for (const name of named.length ? named : ["react", "vue", "angular"]) {
  once(`${name}/dist/.built`, [...lock, ...common, ...sources(name)], () =>
    run("node_modules/.bin/vite", "build", name, "--config", "vite.config.js"),
  );
}
