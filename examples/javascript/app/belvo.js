// What the application's server asks Belvo.
export function belvoAt({ api = "https://sandbox.belvo.com", id, password }) {
  const post = (path, body, headers = {}) =>
    fetch(api + path, { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body) });
  return {
    async widgetToken() {
      const answer = await post("/api/token/", { id, password, scopes: "read_institutions,write_links" });
      return (await answer.json()).access;
    },
    // The names of the institutions, by the widget's token.
    async institutions(token) {
      const answer = await fetch(`${api}/api/institutions/`, { headers: { Authorization: `Bearer ${token}` } });
      const body = await answer.json();
      if (!answer.ok) throw new Error(body[0].code);
      return body.results.map(({ name }) => name);
    },
    async connect(institution, username) {
      const keys = Buffer.from(`${id}:${password}`).toString("base64");
      const answer = await post("/api/links/", { institution, username, password: "full" }, { Authorization: `Basic ${keys}` });
      const body = await answer.json();
      if (!answer.ok) throw new Error(body[0].code);
      return body.id;
    },
  };
}
