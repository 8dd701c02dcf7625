export const LOCALES = ["en", "es", "pt"];

export function browserLocale() {
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2));
  return wanted.find((tag) => LOCALES.includes(tag)) || "en";
}
