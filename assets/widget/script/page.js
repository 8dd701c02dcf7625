// What all loads of the script in one document share, and what its tags and the page have set.
import { app, urlOf } from "./tools.js";

export const DELIVERED = Object("__BELVO_EMULATOR_DELIVERED__");
// W-LOAD-12: a later load must find the first one even if the app deleted the global.
const SINGLETON = Symbol.for("belvo-emulator");
const BELVO_HOST = /(^|\.)belvo\.(io|com)$/;

const fresh = () => ({ sdk: null, run: null, created: null, tag: null, load: null, isMain: false });

export const page = document[SINGLETON] || fresh();
if (!document[SINGLETON]) Object.defineProperty(document, SINGLETON, { value: page });

// W-LOAD-18
function baseOf(src) {
  const written = urlOf(DELIVERED.base);
  const own = urlOf(src);
  const intercepted = own && BELVO_HOST.test(own.hostname) && own.host !== written?.host;
  return own && /^https?:$/.test(own.protocol) && !intercepted ? own.origin : DELIVERED.base || "";
}

export function readTag() {
  const src = document.currentScript ? Object(document.currentScript).src : DELIVERED.src;
  const query = Object.fromEntries(urlOf(src)?.searchParams || []);
  return { base: baseOf(src), query, delivered: DELIVERED };
}

export const base = () => String(Object(app.__BELVO_EMULATOR__).base || page.tag.base).replace(/\/+$/, "");

export function settings() {
  const { base: _, ...named } = Object(app.__BELVO_EMULATOR__);
  return { ...page.tag.query, ...named };
}

export const option = (name) => settings()[`widget.${name}`] ?? page.tag.delivered[name];
export const isOn = (name) => [true, "true", "on", "1"].includes(option(name));
