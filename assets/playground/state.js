// What has been chosen; it lives in the address, so that a link shows the same page to somebody else.

import { LOCALES, preferredLocale } from "../pages/locale.js";

export const CHOICES = {
  play: ["by_hand", "by_itself"],
  locale: LOCALES,
  payload: ["superset", "flat", "documented"],
  country: ["", "MX", "CO", "BR"],
};

export function read(payload) {
  const asked = new URLSearchParams(location.search);
  // Until somebody says who acts, the scenario's file does.
  const defaults = { play: "", locale: preferredLocale(), payload, country: "" };
  const one = ([name, value]) => [name, CHOICES[name].includes(asked.get(name)) ? asked.get(name) : value];
  const [scenario, link] = ["scenario", "link"].map((name) => asked.get(name) || "");
  return { scenario, link, ...Object.fromEntries(Object.entries(defaults).map(one)) };
}

// Without a scenario nothing can play by itself.
export function settled(wanted, { scenarios, inForce, playInForce }) {
  const file = scenarios.find(({ name }) => name === wanted.scenario);
  const told = wanted.play || (wanted.scenario ? file?.play : playInForce);
  const play = (wanted.scenario || inForce) && told;
  return { ...wanted, play: play || "by_hand" };
}

export function write(state) {
  const named = Object.entries(state).filter(([, value]) => value);
  history.replaceState(null, "", `/?${new URLSearchParams(named)}`);
}
