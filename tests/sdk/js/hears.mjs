// A server that lets people connect their bank, and reads what Belvo tells it about.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import belvo from "belvo";

// BELVO_API_URL says where Belvo is.
const { BELVO_API_URL, BELVO_SECRET_ID, BELVO_SECRET_PASSWORD, WEBHOOK_AUTHORIZATION } = process.env;
const client = new belvo.default(BELVO_SECRET_ID, BELVO_SECRET_PASSWORD);
await client.connect();
const READERS = {
  ACCOUNTS: client.accounts,
  OWNERS: client.owners,
  TRANSACTIONS: client.transactions,
  INCOMES: client.incomes,
  RECURRING_EXPENSES: client.recurringExpense,
  RISK_INSIGHTS: client.riskInsights,
};
const page = readFileSync(process.argv[2], "utf8").replace("BELVO_API_URL", BELVO_API_URL);

const rows = async (kind, link) => (await READERS[kind].list({ limit: 1000, filters: { link } })).length;

async function countAll(link) {
  const counts = {};
  for (const kind of Object.keys(READERS)) counts[kind] = await rows(kind, link);
  return counts;
}

async function read({ webhook_type, link_id, data }) {
  const [, told] = Object.entries(data).find(([key]) => key.startsWith("total_"));
  console.log(webhook_type, told, await rows(webhook_type, link_id));
}

// One after the other, in the order in which they came.
let work = Promise.resolve();

const routes = {
  "/token": async () => client.widgetToken.create(),
  "/connected": async (link) => countAll(link),
  "/webhooks": async (body, { authorization }) => {
    if (authorization !== WEBHOOK_AUTHORIZATION) return { status: 401 };
    // Belvo waits for 5 seconds and no longer: what takes time is done afterwards.
    const webhook = JSON.parse(body);
    work = work.then(() => read(webhook));
    return {};
  },
};

const server = createServer(async (request, response) => {
  if (request.method === "GET") return response.setHeader("Content-Type", "text/html").end(page);
  const answer = await routes[request.url](await text(request), request.headers);
  response.writeHead(answer.status ?? 200, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
});
await once(server.listen(0, "127.0.0.1"), "listening");
console.log(`http://127.0.0.1:${server.address().port}`);
