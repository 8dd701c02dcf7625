// One link: what it is, what is kept of it as tables, and its balance over time.
import { problem } from "../../pages/control.js";
import { change, el } from "../../pages/dom.js";
import { counted, words } from "../../pages/texts.js";
import { draw } from "../draw.js";
import { here, workspace } from "../place.js";
import * as server from "../server.js";
import { card, code, facts, instant } from "../table.js";
import { balances, loading } from "./balances.js";
import { recordTable } from "./records.js";

const PAGE = 50;

const playground = ({ id: link, workspace: of }) => `/?${new URLSearchParams({ workspace: of, link })}`;

function status(link, states, again) {
  const select = el("select", { id: "status" }, states.map((state) => el("option", { value: state }, state)));
  const said = el("p", { class: "small", id: "status-said", role: "status" });
  const set = el("button", { type: "button", class: "quiet", id: "set-status", ...words("link.set") });
  set.addEventListener("click", async () => {
    const answer = await server.setLink(link.id, select.value);
    if (!answer.ok) return change(said, words("link.refused", problem(answer)));
    return again();
  });
  if (states.includes(link.status)) select.value = link.status;
  const field = el("div", { class: "field" }, el("label", { for: select.id, ...words("link.status") }), select);
  return el("div", { class: "act" }, field, set, said);
}

function chooser({ id, resources }, chosen) {
  const anchor = ({ resource, records, unread }) => {
    const current = resource === chosen ? { "aria-current": "true" } : {};
    const count = unread && !records ? "" : ` (${records}${unread ? "+" : ""})`;
    return el("a", { href: here("links", id, { resource }), ...current }, code(resource), count);
  };
  return el("nav", { class: "chooser", "data-label": "resources" }, resources.map(anchor));
}

const more = (link, resource, next) =>
  el("p", {}, el("a", { href: here("links", link, { resource, after: next }), ...words("more.records") }));

function kept(link, resource, page) {
  const table = recordTable(resource, page.records);
  const count = el("p", { class: "small", ...counted("records.count", page.count) });
  return [count, table, page.next ? more(link.id, resource, page.next) : null];
}

function about(link, states, again) {
  return card(
    "link-title",
    "link",
    facts([
      ["link", code(link.id)],
      ["workspace", link.workspace],
      ["institution", code(link.institution)],
      ["status", el("strong", { id: "link-status" }, link.status)],
      ["access_mode", code(link.access_mode)],
      ["refresh_rate", link.refresh_rate ?? "—"],
      ["external_id", link.external_id ?? "—"],
      ["created_at", instant(link.created_at)],
      ["last_accessed_at", instant(link.last_accessed_at)],
    ]),
    status(link, states, again),
    el("p", { class: "small" }, el("a", { href: playground(link), id: "update-mode", ...words("link.update") })),
  );
}

/** The balances that were read last, and of which link. @type {{ of: string, known: any }} */
let charted = { of: "", known: null };

export async function oneLink({ root, place, must, still, again }) {
  const [link, states] = [must(await server.link(place.id)), await server.states()];
  const resource = place.query.resource ?? link.resources[0]?.resource;
  const page = resource && must(await server.records(link.id, { resource, limit: PAGE, after: place.query.after }));
  if (!still()) return;
  const show = (known) =>
    draw(root, [link, resource, page, known?.points, workspace()], () => [
      about(link, states, again),
      known ? known.card() : loading(),
      card("records-title", "records", chooser(link, resource), page ? kept(link, resource, page) : null),
    ]);
  show(charted.of === link.id ? charted.known : null);
  charted = { of: link.id, known: await balances(link, must) };
  // What has been read meanwhile is no longer unread.
  if (still()) show(charted.known);
}
