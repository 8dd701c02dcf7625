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
