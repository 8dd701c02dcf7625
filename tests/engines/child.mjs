// Programs that do not outlive the tests, however those end.
import { spawn } from "node:child_process";

export function startChild(program, args, options) {
  const child = spawn(program, args, options);
  const stop = () => child.kill();
  process.once("exit", stop);
  return Object.assign(child, { stop });
}
