// What the control API says of its calls, as this package has them: `GET /_emulator/options` is `workspace.options()`.
import { ROUTES } from "./generated/routes.js";
import type { Problem } from "./generated/types.js";

const CALL = /\b(GET|POST|PUT|PATCH|DELETE) \/_emulator([\w/{}*%.-]*)(?:\?([\w=&]+))?/g;
const OF_WORKSPACE = /^\/workspaces\/[^/]+/;
const WORKSPACE_NAMED = /\/_emulator\/workspaces\/ID\/(?:\w+|…), or ctl --workspace ID/g;
const TOKEN_NEEDED = "name it in the variable BELVO_EMULATOR_CONTROL_TOKEN";

/** The texts of a problem, for who calls methods. */
export function asMethods(problem: Problem): Problem {
  const { code, detail, hint } = problem;
  const told = code === "control_token" ? TOKEN_NEEDED : hint && inWords(hint);
  return { ...problem, detail: inWords(detail), ...(told && { hint: told }) };
}

/** The method that makes a call, such as `workspace.setScenario`. */
export const methodOf = (method: string, path: string): string | undefined => callOf(method, path)?.replace(/\(.*/, "");

const inWords = (text: string) =>
  text
    .replace(CALL, (told, method: string, path: string, query?: string) => {
      const call = callOf(method, path, query);
      return call ? `\`${call}\`` : told;
    })
    .replace(WORKSPACE_NAMED, "`emulator.workspace(ID)`");

function callOf(method: string, path: string, query?: string): string | undefined {
  const own = path.replace(OF_WORKSPACE, "").replace(/\/$/, "");
  for (const [ofRoute, route, call] of ROUTES) {
    const values = ofRoute === method ? valuesIn(route, own) : null;
    if (values) return filled(inScope(path, call), values, query);
  }
  return undefined;
}

// What is said of all workspaces: where there is no room for more, all have to make some.
const OF_ALL = ["/reset", "/workspaces"];
const inScope = (path: string, call: string) => (OF_ALL.includes(path) ? call.replace("workspace.", "emulator.everyWorkspace.") : call);

/** What a path has in place of a route's fields; `null` where it is another. */
function valuesIn(route: string, path: string): string[] | null {
  const [wanted, parts] = [route.split("/"), path.split("/")];
  const fits = wanted.length === parts.length && wanted.every((part, at) => part === parts[at] || part.startsWith("{"));
  return fits ? parts.filter((_, at) => wanted[at]?.startsWith("{")) : null;
}

function filled(call: string, values: string[], query = ""): string {
  const named = query.split("&").filter(Boolean).map((pair) => pair.replace(/=(.*)/, ': "$1"'));
  const given = named.length ? call.replace(/\(\)$/, `({ ${named.join(", ")} })`) : call;
  return values.reduce((text, value) => text.replace(/\{\w+\}/, JSON.stringify(value)), given);
}
