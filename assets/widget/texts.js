const LOCALES = ["en", "es", "pt"];

// Only the file of the run's language is fetched.
export async function speaker(wanted) {
  const locale = LOCALES.includes(wanted) ? wanted : "es";
  const { default: texts } = await import(`./texts/${locale}.js`);
  const say = (key, values = {}) => texts[key].replace(/\{([cin])\}/g, (_, name) => values[name] ?? "");
  return Object.assign(say, { locale, knows: (key) => Object.hasOwn(texts, key) });
}
