// The balance of an account over time: a chart, and beside it the same as a table.
import { el } from "../../pages/dom.js";
import { dated, numeral, words } from "../../pages/texts.js";
import * as server from "../server.js";
import { card, table } from "../table.js";
import { chart } from "./chart.js";

/** Days of all accounts, in pages of as many as may come at once. */
const PAGES = 3;
const PAGE = 1000;

/** So much of an account's number is shown. */
const ENDING = 4;

async function all(link, must) {
  const records = [];
  let after;
  for (let page = 0; page < PAGES; page += 1) {
    const answer = must(await server.records(link.id, { resource: "BALANCES", limit: PAGE, after }));
    records.push(...answer.records);
    after = answer.next;
    if (!after) break;
  }
  return records;
}

// A point for each day, oldest first.
function byAccount(records) {
  const accounts = new Map();
  for (const { account, value_date: day, balance, currency } of records) {
    if (!account?.id || !day || typeof balance !== "number") continue;
    const known = accounts.get(account.id) ?? { id: account.id, name: account.name, number: account.number, currency: currency ?? account.currency, points: [] };
    known.points.push({ day, balance });
    accounts.set(account.id, known);
  }
  const sorted = [...accounts.values()].map((one) => ({ ...one, points: one.points.toSorted((a, b) => a.day.localeCompare(b.day)) }));
  return sorted.filter(({ points }) => points.length > 1);
}

// What it was at the end of each month.
function months(points) {
  const last = new Map(points.map((point) => [point.day.slice(0, 7), point]));
  return [...last.values()].toReversed();
}

const COLUMNS = [
  { key: "day", cell: ({ day }) => el("time", dated(day)) },
  { key: "balance", number: true, cell: ({ balance }) => el("span", numeral(balance, 2)) },
];

function shown(account) {
  return [chart(account), table("months", "balance.months", COLUMNS, months(account.points))];
}

// Accounts may be called the same: the end of the number, or of the id, tells them apart.
export const titled = ({ id, name, number, currency }) => `${name} ·${(number || id).slice(-ENDING)} (${currency})`;

function draw(accounts) {
  const place = el("div", { class: "charted" });
  const options = accounts.map((account) => el("option", { value: account.id }, titled(account)));
  const select = el("select", { id: "account" }, options);
  const change = () => place.replaceChildren(...shown(accounts.find(({ id }) => id === select.value) ?? accounts[0]));
  select.addEventListener("change", change);
  change();
  const field = el("div", { class: "field" }, el("label", { for: select.id, ...words("account") }), select);
  return card("balance-title", "balance", field, place);
}

export async function balances(link, must) {
  const has = link.resources.some(({ resource }) => resource === "BALANCES");
  const accounts = has ? byAccount(await all(link, must)) : [];
  return { points: accounts, card: () => (accounts.length ? draw(accounts) : null) };
}

// Until they have come: a year of days takes a moment.
export const loading = () => card("balance-title", "balance", el("p", { class: "empty", role: "status", ...words("balance.loading") }));
