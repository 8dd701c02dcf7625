// The secret keys of the reader's application.
import { recall, remember } from "../pages/session.js";

const PLACE = "belvo-emulator.playground.keys";
const OWN = { id: "playground", password: "playground" };

let keys = { ...OWN, ...recall(PLACE) };

export const current = () => keys;

export function set(name, value) {
  keys = { ...keys, [name]: value || OWN[name] };
  remember(PLACE, keys);
}

// Of a workspace that an address has named, only its owner knows the password.
export const wantsPassword = () => keys.password === "";

export function setFromAddress() {
  const id = new URLSearchParams(location.search).get("workspace");
  if (!id || id === keys.id) return;
  keys = id === OWN.id ? OWN : { id, password: "" };
  remember(PLACE, keys);
}
