// The official JavaScript SDK, as it is published: every method of every resource, against BELVO_API_URL.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import belvo from "belvo";

const Belvo = belvo.default;
const { BELVO_API_URL: api, BELVO_SECRET_ID: id, BELVO_SECRET_PASSWORD: password } = process.env;
const called = new Set();

/** The resource, noting which of its methods are called. */
function watched(name, resource) {
  return new Proxy(resource, {
    get(target, key) {
      if (typeof target[key] !== "function") return target[key];
      return (...args) => {
        called.add(`${name}.${String(key)}`);
        return target[key](...args);
      };
    },
  });
}

/** The names of all methods of a resource, its own and inherited ones. */
function methods(resource) {
  const names = new Set();
  for (let type = Object.getPrototypeOf(resource); type !== Object.prototype; type = Object.getPrototypeOf(type))
    for (const name of Object.getOwnPropertyNames(type)) if (name !== "constructor") names.add(name);
  return [...names];
}

async function connected() {
  const client = new Belvo(id, password);
  await client.connect();
  const resources = Object.entries(client).filter(([name, value]) => name !== "session" && value?.session);
  return Object.fromEntries(resources.map(([name, resource]) => [name, watched(name, resource)]));
}

/** What a refused call says: lists fail with the HTTP client's own error, all else with the SDK's. */
async function refused(status, code, call) {
  const error = await call.then(
    (answer) => assert.fail(`not refused: ${JSON.stringify(answer)}`),
    (error) => error,
  );
  const [told, detail] = [error.statusCode ?? error.response?.status, error.detail ?? error.response?.data];
  assert.equal(told, status, `${error.stack}\n${JSON.stringify(detail)}`);
  assert.equal(detail[0].code, code);
  assert.match(detail[0].request_id, /^[0-9a-f]{32}$/);
  return detail[0];
}

const client = await connected();
const BANK = ["erebor_mx_retail", "bnk1002", "full"];
const FISCAL = ["tatooine_mx_fiscal", "fiscal100", "full"];
const JOBS = ["planet_mx_employment", "BLPM951331IONVGR54", "fake-password"];
const day = (ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
const [month, year, today] = [day(30), day(364), day(0)];
const thisYear = Number(today.slice(0, 4));

// Who has no `resume` cannot be resumed; who is `empty` has nothing in the sandbox.
const DATA = [
  { name: "accounts", at: BANK, resume: true, ask: (link, o) => client.accounts.retrieve(link, o) },
  { name: "transactions", at: BANK, resume: true, ask: (link, o) => client.transactions.retrieve(link, year, o) },
  { name: "balances", at: BANK, resume: true, ask: (link, o) => client.balances.retrieve(link, month, o) },
  { name: "owners", at: BANK, resume: true, ask: (link, o) => client.owners.retrieve(link, o) },
  { name: "incomes", at: BANK, resume: true, ask: (link, o) => client.incomes.retrieve(link, o) },
  { name: "recurringExpense", at: BANK, resume: true, ask: (link, o) => client.recurringExpense.retrieve(link, o) },
  { name: "riskInsights", at: BANK, resume: true, ask: (link, o) => client.riskInsights.retrieve(link, o) },
  { name: "employmentRecords", at: JOBS, ask: (link, o) => client.employmentRecords.retrieve(link, o) },
  { name: "invoices", at: FISCAL, resume: true, ask: (link, o) => client.invoices.retrieve(link, month, today, "OUTFLOW", o) },
  { name: "taxReturns", at: FISCAL, ask: (link, o) => client.taxReturns.retrieve(link, thisYear - 2, thisYear - 1, o) },
  { name: "taxStatus", at: FISCAL, ask: (link, o) => client.taxStatus.retrieve(link, o) },
  { name: "taxComplianceStatus", at: FISCAL, ask: (link, o) => client.taxComplianceStatus.retrieve(link, o) },
  { name: "taxRetentions", at: FISCAL, ask: (link, o) => client.taxRetentions.retrieve(link, year, today, "INFLOW", o) },
  { name: "taxDeclarations", at: FISCAL, empty: true, ask: (link, o) => client.taxDeclarations.retrieve(link, thisYear - 1, thisYear, o) },
  { name: "statements", at: BANK, resume: true, empty: true, ask: (link, o) => client.statements.retrieve(link, randomUUID(), thisYear, 1, o) },
  { name: "investmentsPortfolios", at: BANK, resume: true, empty: true, ask: (link, o) => client.investmentsPortfolios.retrieve(link, o) },
];

/** Does it with a link of its own. */
async function linked(credentials, work) {
  const { id } = await client.links.register(...credentials, { accessMode: "single" });
  const done = await work(id);
  assert.equal(await client.links.delete(id), true);
  return done;
}

/** What a bank does that wants a token for the next question. */
async function wantsToken(link) {
  const changed = await fetch(`${api}/_emulator/links/${link}/`, {
    method: "PATCH",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ status: "token_required" }),
  });
  assert.equal(changed.status, 200);
}

async function resumed(row, resource, link) {
  if (!row.resume) return refused(405, "method_not_allowed", resource.resume("session", "111111", link));
  if (row.empty) return refused(400, "session_expired", resource.resume("session", "111111", link));
  await wantsToken(link);
  const first = await refused(428, "token_required", row.ask(link, {}));
  const second = await refused(428, "token_required", resource.resume(first.session, "999999", link));
  assert.notEqual(second.session, first.session);
  return resource.resume(second.session, "111111", link);
}

async function nothing(row, resource, link) {
  assert.deepEqual(await resource.list({ filters: { link } }), []);
  await refused(400, "unsupported_operation", row.ask(link, {}));
  await refused(404, "not_found", resource.detail(randomUUID()));
  assert.equal(await resource.delete(randomUUID()), false);
  await resumed(row, resource, link);
}

/** Without keeping them, kept, listed to the end, one by one, after a token, and without the first. */
async function walk(row, link) {
  const resource = client[row.name];
  const list = () => resource.list({ limit: 100_000, filters: { link } });
  if (row.empty) return nothing(row, resource, link);
  const before = await list();
  const seen = [await row.ask(link, { saveData: false })].flat();
  assert.ok(seen.length > 0, "something is seen");
  assert.deepEqual(await list(), before, "what is not kept is not listed");
  const kept = [await row.ask(link, {})].flat();
  const listed = await list();
  const ids = new Set(listed.map((one) => one.id));
  assert.equal(ids.size, listed.length);
  for (const one of kept) assert.ok(ids.has(one.id), `${one.id} is listed`);
  assert.deepEqual(await resource.detail(kept[0].id), listed.find((one) => one.id === kept[0].id));
  await resumed(row, resource, link);
  assert.equal(await resource.delete(kept[0].id), true);
  assert.equal(await resource.delete(kept[0].id), false);
  await refused(404, "not_found", resource.detail(kept[0].id));
  return kept.length;
}

async function institutions() {
  const all = await client.institutions.list({ limit: 1_000 });
  assert.deepEqual(await client.institutions.list(), all, "page by page");
  assert.deepEqual(await client.institutions.detail(all[0].id), all[0]);
  const [heimdall] = await client.institutions.list({ filters: { name: "heimdall_mx_retail" } });
  assert.equal(heimdall.name, "heimdall_mx_retail");
  assert.equal(await client.institutions.delete(all[0].id), false);
  await refused(405, "method_not_allowed", client.institutions.resume("session", "111111"));
}

async function links() {
  const first = await refused(428, "token_required", client.links.register("heimdall_mx_retail", "mfa_default", "pass_valid"));
  const second = await refused(428, "token_required", client.links.resume(first.session, "999999", first.link));
  const link = await client.links.resume(second.session, "111111", second.link);
  assert.deepEqual([link.id, link.status, link.access_mode], [first.link, "valid", "recurrent"]);
  assert.equal((await client.links.update(link.id, { password: "other", token: "111111" })).id, link.id);
  assert.equal((await client.links.patch(link.id, { accessMode: "single" })).access_mode, "single");
  assert.equal((await client.links.detail(link.id)).access_mode, "single");
  assert.ok((await client.links.list()).some((one) => one.id === link.id));
  const refusal = await refused(400, "login_error", client.links.register(BANK[0], "user_invalid", "pass_invalid"));
  assert.equal(typeof refusal.message, "string");
  await refused(400, "required", client.links.register(undefined, "bnk1002", "full"));
  const update = await client.links.token(link.id, "read_institutions,write_links");
  assert.equal(typeof update.access, "string");
  assert.equal(await client.links.delete(link.id), true);
  assert.equal(await client.links.delete(link.id), false);
}

/** Lists: a hundred of them in pages of the default size, all of them through `next`. */
async function pages(link) {
  const kept = await client.transactions.retrieve(link, year, { dateTo: today });
  assert.ok(kept.length > 100, `${kept.length} transactions`);
  const ids = kept.map((one) => one.id).sort();
  const all = await client.transactions.list({ limit: 100_000, filters: { link } });
  assert.deepEqual(all.map((one) => one.id).sort(), ids);
  const some = await client.transactions.list({ filters: { link } });
  assert.deepEqual(some, all.slice(0, 100));
  const narrow = await client.transactions.list({ filters: { link, value_date__range: `${month},${today}` } });
  assert.ok(narrow.length > 0 && narrow.every((one) => one.value_date >= month));
  await assert.rejects(client.transactions.list(), { statusCode: 400, detail: "Link filter is required" });
}

async function tokens(link) {
  const token = await client.widgetToken.create();
  assert.deepEqual(Object.keys(token), ["access", "refresh"]);
  const widget = { branding: { company_name: "ACME" } };
  assert.equal(typeof (await client.widgetToken.create({ link, scopes: "write_links", widget })).access, "string");
  await refused(405, "method_not_allowed", client.widgetToken.list());
  await refused(404, "not_found", client.widgetToken.detail(randomUUID()));
  await refused(405, "method_not_allowed", client.widgetToken.resume("session", "111111"));
  assert.equal(await client.widgetToken.delete(randomUUID()), false);
}

async function wrongKeys() {
  // The SDK prints the whole failure.
  const { log } = console;
  console.log = () => {};
  await assert.rejects(new Belvo(id, `not ${password}`).connect(), { message: "Login failed." });
  console.log = log;
}

await institutions();
await links();
await linked(BANK, tokens);
await linked(BANK, pages);
for (const row of DATA) {
  const count = await linked(row.at, (link) => walk(row, link)).catch((error) => {
    error.message = `${row.name}: ${error.message}`;
    throw error;
  });
  console.log(`${row.name}: ${count ?? "nothing, as in the sandbox"}`);
}
await wrongKeys();

const all = Object.entries(client).flatMap(([name, resource]) => methods(resource).map((method) => `${name}.${method}`));
const left = all.filter((method) => !called.has(method));
assert.deepEqual(left, [], "methods of the SDK that nothing here calls");
