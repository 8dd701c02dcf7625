// The list of scenarios: grouped by what happens in them, found by name or title.
import { el } from "../pages/dom.js";
import { counted, words } from "../pages/texts.js";

// The name of a shipped file tells what happens in it; the first line that fits decides.
/** @type {[string, (scenario: any) => boolean][]} */
const GROUPS = [
  ["own", ({ source }) => !source.startsWith("(shipped)")],
  ["connects", ({ name }) => /^(success|webhooks-)/.test(name)],
  ["leaves", ({ name }) => name.endsWith("-abandoned") || name.startsWith("exit")],
  ["mfa", ({ name }) => name.startsWith("mfa") || name.startsWith("token_required")],
  ["access", ({ name }) => name.startsWith("token-")],
  ["slow", ({ name }) => /^(bank|slow)-/.test(name)],
  ["recovers", ({ name }) => /^[a-z]+(_|$)/i.test(name)],
  ["other", () => true],
];

// What most people look for comes first.
const ORDER = ["own", "connects", "recovers", "mfa", "access", "slow", "leaves", "other"];

const plain = (text) => text.normalize("NFD").replace(/\p{Mark}/gu, "").toLowerCase().replace(/[\s_-]+/g, " ");

function row(name, parts, { chosen, onchange }) {
  const radio = el("input", { type: "radio", name: "scenario", value: name, id: `scenario-${name || "none"}` });
  radio.checked = name === chosen;
  radio.addEventListener("change", () => onchange(name));
  return el("label", { class: "row" }, radio, el("span", { class: "names" }, parts));
}

function scenarioRow(scenario, wiring) {
  const { name, title } = scenario;
  const parts = [el("span", { class: "code" }, name), el("span", { class: "small", "data-title": title })];
  const node = row(name, parts, wiring);
  return { node, text: () => plain(`${node.textContent} ${name} ${title}`) };
}

function noneRow(server, wiring) {
  const about = server.inForce ? words("none.in_force", server.inForce) : words("none.about");
  return row("", [el("span", words(server.inForce ? "none.own" : "none")), el("span", { class: "small", ...about })], wiring);
}

function groups(scenarios, wiring) {
  const of = (scenario) => GROUPS.find(([, fits]) => fits(scenario))?.[0];
  return ORDER.flatMap((group) => {
    const rows = scenarios.filter((scenario) => of(scenario) === group).map((each) => scenarioRow(each, wiring));
    if (!rows.length) return [];
    const title = el("p", { class: "group", id: `group-${group}`, ...words(`group.${group}`) });
    const list = el("div", { role: "group", "aria-labelledby": title.id }, title, rows.map(({ node }) => node));
    return [{ node: list, rows }];
  });
}

function filter(all, none, wanted) {
  const parts = plain(wanted.trim()).split(" ");
  for (const { node, rows } of all) {
    rows.forEach(({ node: row, text }) => (row.hidden = !parts.every((part) => text().includes(part))));
    node.hidden = rows.every((each) => each.node.hidden);
  }
  none.hidden = all.some(({ node }) => !node.hidden);
}

function chooseFirst(all) {
  const first = all.flatMap(({ rows }) => rows).find(({ node }) => !node.hidden);
  first?.node.querySelector("input").click();
}

function searchBox(onsearch, onenter) {
  const attributes = { type: "search", id: "search", autocomplete: "off", spellcheck: "false" };
  const input = el("input", { ...attributes, "data-label": "search", "data-hint": "search" });
  input.addEventListener("input", () => onsearch(input.value));
  input.addEventListener("keydown", ({ key }) => key === "Enter" && input.value && onenter());
  return input;
}

export function scenarioPicker(server, wiring) {
  const all = groups(server.scenarios, wiring);
  const nothing = el("p", { class: "small", role: "status", hidden: true, ...words("search.none") });
  const search = searchBox((wanted) => filter(all, nothing, wanted), () => chooseFirst(all));
  const list = el("div", { class: "list", id: "scenarios" }, noneRow(server, wiring), all.map(({ node }) => node), nothing);
  return el("fieldset", {}, el("legend", counted("scenario", server.scenarios.length)), search, list);
}

export function search(wanted) {
  /** @type {any} */
  const input = document.getElementById("search");
  input.value = wanted;
  input.dispatchEvent(new Event("input"));
}

export function showChosen() {
  const list = document.getElementById("scenarios");
  const row = list?.querySelector("input:checked")?.closest("label");
  if (list && row) list.scrollTop = row.offsetTop - list.clientHeight / 3;
}
