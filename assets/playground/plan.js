// What a choice means: the script's address, the config, the body of the token call. The button and the lines to paste
// are made of the same.

const SCRIPT = "/belvo-widget-1-stable.js";

export function scriptPath({ scenario, play, payload }, server) {
  const query = new URLSearchParams();
  if (scenario) query.set("scenario", scenario);
  if (scenario || server.inForce) query.set("play", play);
  if (payload !== server.payload) query.set("widget.payload", payload);
  return query.size ? `${SCRIPT}?${query}` : SCRIPT;
}

export function config({ locale, country }) {
  return country ? { locale, country_codes: [country] } : { locale };
}

// A token for a link opens the widget in update mode.
export function tokenBody({ id, password }, link) {
  const scopes = `read_institutions,write_links${link ? ",read_links" : ""}`;
  return link ? { id, password, scopes, link_id: link } : { id, password, scopes };
}
