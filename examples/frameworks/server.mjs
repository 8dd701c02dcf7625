// Serves the example in a folder, and asks for its access tokens with keys that no page ever sees.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";

const {
  BELVO_API_URL = "http://127.0.0.1:2358",
  BELVO_SECRET_ID = "my-secret-id",
  BELVO_SECRET_PASSWORD = "my-secret-password",
  PORT = "3000",
  TOKEN_PORT = "3001",
} = process.env;
const FOLDERS = [process.argv[2], "public"];
const TYPES = { ".css": "text/css", ".html": "text/html; charset=utf-8", ".js": "text/javascript" };

async function accessToken() {
  const keys = { id: BELVO_SECRET_ID, password: BELVO_SECRET_PASSWORD, scopes: "read_institutions,write_links" };
  const headers = { "Content-Type": "application/json" };
  const asked = await fetch(`${BELVO_API_URL}/api/token/`, { method: "POST", headers, body: JSON.stringify(keys) });
  if (!asked.ok) throw new Error(`${asked.status} ${await asked.text()}`);
  const { access } = await asked.json();
  return { access };
}

async function sendToken(response, headers = {}) {
  const sent = { "Content-Type": "application/json", "Cache-Control": "no-store", ...headers };
  try {
    const token = await accessToken();
    response.writeHead(200, sent).end(JSON.stringify(token));
  } catch (failure) {
    console.error(`No token from ${BELVO_API_URL}: ${failure.cause?.message ?? failure.message}`);
    response.writeHead(502, sent).end(JSON.stringify({ detail: "no token" }));
  }
}

async function sendFile(response, path) {
  for (const folder of FOLDERS) {
    const file = new URL(`${folder}${path}`, import.meta.url);
    const body = await readFile(file).catch(() => null);
    if (body) return response.writeHead(200, { "Content-Type": TYPES[extname(path)] ?? "text/plain" }).end(body);
  }
  response.writeHead(404).end();
}

// The application. Its own `/get-access-token` is for pages that ask the server they come from.
const app = createServer((request, response) => {
  const path = new URL(request.url.replace(/^\/*/, "/"), "http://localhost").pathname;
  if (path === "/get-access-token") return sendToken(response);
  return sendFile(response, path.endsWith("/") ? `${path}index.html` : path);
});

// The same from another origin, as if the API of the application had a host of its own.
const tokens = createServer((request, response) => {
  const { origin } = request.headers;
  const known = ["127.0.0.1", "localhost"].some((host) => origin === `http://${host}:${app.address().port}`);
  if (request.url !== "/auth/token" || !known) return response.writeHead(404).end();
  return sendToken(response, { "Access-Control-Allow-Origin": origin, Vary: "Origin" });
});

function listen(server, port, variable) {
  server.on("error", ({ code }) => {
    console.error(`Port ${port}: ${code}. Choose another with ${variable}=...`);
    process.exit(1);
  });
  return new Promise((done) => server.listen(Number(port), "127.0.0.1", () => done(server.address().port)));
}

await fetch(BELVO_API_URL).catch(() => console.error(`Nothing answers at ${BELVO_API_URL}: start the emulator.`));
console.log(`tokens http://127.0.0.1:${await listen(tokens, TOKEN_PORT, "TOKEN_PORT")}/auth/token`);
console.log(`open http://127.0.0.1:${await listen(app, PORT, "PORT")}`);
