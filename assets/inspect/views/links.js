// The links.
import { el } from "../../pages/dom.js";
import { counted, words } from "../../pages/texts.js";
import { draw } from "../draw.js";
import { here } from "../place.js";
import * as server from "../server.js";
import { card, code, empty, instant, short, table } from "../table.js";
import { oneLink } from "./link.js";

const PAGE = 50;

const COLUMNS = [
  { key: "link", cell: ({ id }) => el("a", { href: here("links", id) }, code(short(id))) },
  { key: "institution", cell: ({ institution }) => code(institution) },
  { key: "status", cell: ({ status }) => code(status) },
  { key: "access_mode", cell: ({ access_mode: mode }) => code(mode) },
  { key: "external_id", cell: ({ external_id: id }) => id ?? "" },
  { key: "created_at", cell: ({ created_at: at }) => instant(at) },
  { key: "workspace", cell: ({ workspace }) => workspace },
];

const more = (next) => el("p", {}, el("a", { href: here("links", "", { after: next }), ...words("more.links") }));

export async function links(wiring) {
  const { root, place, must, still } = wiring;
  if (place.id) return oneLink(wiring);
  const page = must(await server.links({ limit: PAGE, after: place.query.after }));
  if (!still()) return;
  draw(root, page, () => [
    card(
      "all-links",
      "view.links",
      el("p", { class: "small", ...counted("links.count", page.count) }),
      page.links.length ? table("links", "view.links", COLUMNS, page.links) : empty("links.none"),
      page.next ? more(page.next) : null,
    ),
  ]);
}
