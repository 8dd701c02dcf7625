// The reader's own application: pages of another origin.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

export const RECORDER = readFileSync(new URL("../support/recorder.js", import.meta.url), "utf8");

export function app(script, body = '<div id="belvo"></div>') {
  return `<!DOCTYPE html>
<html lang="en">
  <head><meta charset="utf-8"><title>An application</title><script src="${script}"></script></head>
  <body>
    <button id="beneath" onclick="this.dataset.clicks = Number(this.dataset.clicks || 0) + 1">Beneath</button>
    ${body}
    <script>${RECORDER}</script>
  </body>
</html>`;
}

export async function startSite() {
  const pages = new Map();
  let tell = () => {};
  const server = createServer((request, response) => {
    const { body, headers } = pages.get(request.url) ?? { body: "", headers: {} };
    response.writeHead(body ? 200 : 204, { "Content-Type": "text/html; charset=utf-8", ...headers }).end(body);
    if (!body) tell(request.url);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address();
  return {
    put(path, body, headers = {}) {
      pages.set(path, { body, headers });
      return `http://127.0.0.1:${port}${path}`;
    },
    // The next address at which there is no page.
    asked: () => new Promise((found) => { tell = found; }),
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
