// The application: its page, and a server that asks Belvo for the widget's token.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { belvoAt } from "./belvo.js";

const FILES = { "/": ["page.html", "text/html"], "/connect.js": ["connect.js", "text/javascript"] };

export async function startApp(settings) {
  const belvo = belvoAt(settings);
  const server = createServer(async ({ url }, response) => {
    if (url === "/get-access-token") return response.end(JSON.stringify({ access: await belvo.widgetToken() }));
    if (!FILES[url]) return response.writeHead(404).end();
    const [name, type] = FILES[url];
    response.writeHead(200, { "Content-Type": type }).end(readFileSync(new URL(name, import.meta.url)));
  });
  await once(server.listen(settings.port ?? 0, "127.0.0.1"), "listening");
  return { url: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}
