// The runs of the widget.
import { el } from "../../pages/dom.js";
import { words } from "../../pages/texts.js";
import { draw } from "../draw.js";
import { here } from "../place.js";
import * as server from "../server.js";
import { card, code, empty, short, table } from "../table.js";
import { oneWidget } from "./widget.js";

const state = ({ screen, ended }) => (screen ? code(screen) : [el("span", words("ended")), ` ${ended}`]);

const COLUMNS = [
  { key: "widget", cell: ({ widget }) => el("a", { href: here("widgets", widget) }, code(short(widget))) },
  { key: "screen", cell: state },
  { key: "workspace", cell: ({ workspace }) => workspace },
  { key: "scenario", cell: ({ scenario }) => (scenario ? code(scenario) : "") },
  { key: "play", cell: ({ play }) => el("span", words(`play.${play}`)) },
];

export async function widgets(wiring) {
  const { root, place, must, still } = wiring;
  if (place.id) return oneWidget(wiring);
  const all = must(await server.widgets()).widgets.toReversed();
  if (!still()) return;
  draw(root, all, () => [
    card("all-widgets", "view.widgets", all.length ? table("widgets", "view.widgets", COLUMNS, all) : empty("widgets.none")),
  ]);
}
