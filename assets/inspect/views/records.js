// Records of any resource as a table: what they have in common and is short stands in columns, all of it behind each row.
import { el, json } from "../../pages/dom.js";
import { words } from "../../pages/texts.js";
import { empty, table } from "../table.js";

const MOST = 8;
const LONGEST = 60;

// What every record has and tells nothing of it.
const DULL = new Set(["id", "link", "institution.name", "institution.type", "collected_at", "created_at", "internal_identification"]);

function scalars(record, before = "") {
  return Object.entries(record).flatMap(([key, value]) => {
    const name = `${before}${key}`;
    if (value === null || Array.isArray(value)) return [];
    if (typeof value !== "object") return [[name, value]];
    return before ? [] : scalars(value, `${name}.`);
  });
}

const shown = (value) => {
  const text = String(value ?? "");
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
};

// Of a record that hangs on an account, the account's name is enough.
const belongs = (name) => !name.startsWith("account.") || name === "account.name";

function columns(records) {
  const counts = new Map();
  for (const [name] of records.flatMap((record) => scalars(record))) counts.set(name, (counts.get(name) ?? 0) + 1);
  const usual = [...counts.keys()].filter((name) => !DULL.has(name) && belongs(name));
  return usual.slice(0, MOST);
}

const numeric = (rows, name) => rows.every(({ flat }) => flat[name] === undefined || typeof flat[name] === "number");

const whole = ({ record }, at) =>
  el("details", { id: `record-${record.id ?? at}` }, el("summary", words("json")), el("pre", {}, json(record)));

export function recordTable(resource, records) {
  if (!records.length) return empty("records.none", resource);
  const rows = records.map((record) => ({ record, flat: Object.fromEntries(scalars(record)) }));
  const cell = (name) => ({ name, number: numeric(rows, name), cell: ({ flat }) => shown(flat[name]) });
  return table("records", "records", [...columns(records).map(cell), { key: "json", cell: whole }], rows);
}
