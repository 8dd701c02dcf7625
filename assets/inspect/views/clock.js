// The clocks, and what is to come.
import { clockPanel, whatIsDue } from "../../pages/clock.js";
import { el } from "../../pages/dom.js";
import { counted, words } from "../../pages/texts.js";
import { draw } from "../draw.js";
import { here, workspace } from "../place.js";
import { card, code, empty, instant, short, table } from "../table.js";

/** All that a call may answer. */
export const MOST = 1000;

/** @type {{ node: HTMLElement, read: () => Promise<void> } | null} */
let panel = null;

function subject({ widget, link, resource, event, url }) {
  const told = event && `${event.type} ${event.code}`;
  const about = [
    widget && el("a", { href: here("widgets", widget) }, code(short(widget))),
    link && el("a", { href: here("links", link) }, code(short(link))),
    (resource || told || url) && code([resource, told, url].filter(Boolean).join(" ")),
  ];
  return about.filter(Boolean).flatMap((part) => [part, " "]);
}

const COLUMNS = [
  { key: "at", cell: ({ at }) => instant(at) },
  { key: "what", cell: ({ what }) => [el("span", words(`due.${what}`)), " ", code(what)] },
  { key: "subject", cell: subject },
  { key: "workspace", cell: ({ workspace: of }) => of },
];

const CLOCKS = [
  { key: "workspace", cell: ({ workspace: of }) => of },
  { key: "clock", cell: ({ now }) => instant(now) },
  { key: "mode", cell: ({ frozen }) => el("span", words(frozen ? "clock.stands" : "clock.runs")) },
];

export const dueTable = (due) => table("due", "due", COLUMNS, due);

export async function clock({ root, must, still, again }) {
  const answer = must(await whatIsDue(workspace(), MOST));
  if (!still()) return;
  if (!panel || !root.contains(panel.node)) panel = clockPanel({ workspace, onmoved: again });
  const { node } = panel;
  const clocks = answer.clocks.map(({ workspace: of, frozen }) => [of, frozen]);
  draw(root, [answer.due, answer.count, clocks], () => [
    card("clock-title", "clock", node, answer.clocks.length > 1 ? table("clocks", "clocks", CLOCKS, answer.clocks) : null),
    card("due-title", "due", answer.due.length ? dueTable(answer.due) : empty("clock.nothing"), answer.count > MOST ? el("p", { class: "small", ...counted("due.more", answer.count - MOST) }) : null),
  ]);
  await panel.read();
}
