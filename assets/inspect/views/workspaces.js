// The workspaces: one for each secret id.
import { el } from "../../pages/dom.js";
import { counted, numeral, words } from "../../pages/texts.js";
import { draw } from "../draw.js";
import { written } from "../place.js";
import * as server from "../server.js";
import { card, code, empty, facts, instant, table } from "../table.js";

/** So many are asked how they are. */
const MOST = 20;

async function look(name, must) {
  const [info, scenario] = await Promise.all([server.info(name), server.scenarioOf(name)]);
  return { name, info: must(info), scenario: must(scenario).scenario };
}

const place = (name, view, text) => el("a", { href: written(view, "", { workspace: name }) }, text);

const COLUMNS = [
  { key: "workspace", cell: ({ name }) => place(name, "links", name) },
  { key: "links", number: true, cell: ({ name, info }) => place(name, "links", info.counts.links) },
  { key: "widgets", number: true, cell: ({ name, info }) => place(name, "widgets", info.counts.widgets) },
  { key: "scenario", cell: ({ scenario }) => (scenario ? code(scenario) : "") },
  { key: "clock", cell: ({ info }) => [instant(info.clock.now), " ", el("span", words(`clock.${info.clock.mode === "frozen" ? "stands" : "runs"}`))] },
  { key: "kept", number: true, cell: ({ info }) => [el("span", numeral(Math.ceil(info.kept_bytes / 1024))), " KiB"] },
];

export async function workspaces({ root, info, must, still }) {
  const names = info.workspaces.slice(0, MOST);
  const rows = await Promise.all(names.map((name) => look(name, must)));
  if (!still()) return;
  const more = info.workspaces.length - names.length;
  draw(root, [rows, info.version, info.seed, more], () => [
    card("about", "about", facts([["about.address", code(info.api_url)], ["about.version", info.version], ["about.seed", info.seed]])),
    card(
      "all-workspaces",
      "view.workspaces",
      rows.length ? table("workspaces", "view.workspaces", COLUMNS, rows) : empty("workspaces.none"),
      more > 0 ? el("p", { class: "small", ...counted("workspaces.more", more) }) : null,
    ),
  ]);
}
