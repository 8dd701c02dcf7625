const LOCALES = ["en", "es", "pt"];

// Only the file of the run's language is fetched.
export async function speaker(wanted) {
  const locale = LOCALES.includes(wanted) ? wanted : "es";
  const { default: texts } = await import(`./texts/${locale}.js`);
  const say = (key, values = {}) => texts[key].replace(/\{([cin])\}/g, (_, name) => values[name] ?? "");
  const knows = (key) => Object.hasOwn(texts, key);
  // What an institution's row says is for the API, in whatever language it is: the widget's own comes first.
  const row = (words) => texts[`row.${words?.toLowerCase()}`] ?? words;
  return Object.assign(say, { locale, knows, row });
}
