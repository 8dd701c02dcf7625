// What crosses the border between the page and the server, as it can be carried.
import { attempt } from "./tools.js";

const FUNCTIONS = ["callback", "onExit", "onEvent"];

export const carried = (value) => attempt(() => JSON.parse(JSON.stringify(value) ?? null));

// Getters and proxies of a page may throw: what cannot be read is not there.
const keysOf = (value) => attempt(() => Object.keys(value), []);
const read = (value, names) => names.flatMap((name) => attempt(() => [[name, value[name]]], []));

// One value that JSON refuses (a cycle, a BigInt) must not take the others with it.
export function carriedEach(value) {
  if (!value || typeof value !== "object" || Array.isArray(value)) return carried(value);
  const kept = read(value, keysOf(value)).map(([key, each]) => ({ key, each, it: carried(each) }));
  return Object.fromEntries(kept.filter(({ each, it }) => it !== null || each === null).map(({ key, it }) => [key, it]));
}

// The methods of a class are not among the keys of its objects; what every object inherits says nothing about one.
function holds(value, name) {
  if (!value || value === Object.prototype) return false;
  return Object.hasOwn(value, name) || holds(Object.getPrototypeOf(value), name);
}

export function functionsOf(config) {
  const given = Object(config);
  const held = FUNCTIONS.filter((name) => attempt(() => holds(given, name), false));
  return new Map(read(given, [...keysOf(given), ...held]).filter(([, each]) => typeof each === "function"));
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
