// What crosses the border between the page and the server, as it can be carried.
import { attempt } from "./tools.js";

export const carried = (value) => attempt(() => JSON.parse(JSON.stringify(value) ?? null));

// One value that JSON refuses (a cycle, a BigInt) must not take the others with it.
export function carriedEach(value) {
  if (!value || typeof value !== "object" || Array.isArray(value)) return carried(value);
  const kept = Object.keys(value).map((key) => [key, carried(value[key])]);
  return Object.fromEntries(kept.filter(([key, each]) => each !== null || value[key] === null));
}

export function functionsOf(config) {
  const names = Object.keys(Object(config)).filter((key) => typeof config[key] === "function");
  return new Map(names.map((name) => [name, config[name]]));
}

export const wordsOf = (failure) => attempt(() => String(failure), "something that cannot be printed");

// W-CB-11: apps read the data flat, as an array, or wrapped; what JSON and spread show is the wrapped form alone.
export function superset([payload, ...rest]) {
  const list = [payload.data[0]];
  const hide = (name, value) => Object.defineProperty(payload, name, { value, configurable: true, writable: true });
  Object.entries({ ...list[0], 0: list[0], length: 1 }).forEach(([name, value]) => hide(name, value));
  [Symbol.iterator, "some", "map", "forEach", "find", "filter"].forEach((name) => hide(name, list[name].bind(list)));
  return [payload, ...rest];
}
