// The language: what the address says, what was chosen before in this tab, or what the browser prefers.
import { recall, remember } from "./session.js";

const PLACE = "belvo-emulator.locale";

export const LOCALES = ["en", "es", "pt"];

export function preferredLocale() {
  const asked = new URLSearchParams(location.search).get("locale");
  const wanted = [asked, recall(PLACE), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wanted.find((locale) => LOCALES.includes(locale ?? "")) ?? "en";
}

export const rememberLocale = (locale) => remember(PLACE, locale);
