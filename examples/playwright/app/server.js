// The application under test: a page, and a server that asks Belvo for the widget's token.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const CDN = "https://cdn.belvo.io/belvo-widget-1-stable.js";
const PAGE = readFileSync(new URL("page.html", import.meta.url), "utf8");
const KEYS = { id: "my-secret-id", password: "my-secret-password", scopes: "read_institutions,write_links" };

export async function startApp({ api = "https://sandbox.belvo.com", script = CDN, port = 0 } = {}) {
  const ask = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(KEYS) };
  const server = createServer(async (request, response) => {
    if (request.url !== "/get-access-token") return response.end(PAGE.replace(CDN, script));
    response.end(await (await fetch(`${api}/api/token/`, ask)).text());
  });
  await once(server.listen(port, "127.0.0.1"), "listening");
  return { url: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}
