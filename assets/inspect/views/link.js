// One link: what it is, what is kept of it as tables, and its balance over time.
import { problem } from "../../pages/control.js";
import { change, el } from "../../pages/dom.js";
import { words } from "../../pages/texts.js";
import { draw } from "../draw.js";
import { here, workspace } from "../place.js";
import * as server from "../server.js";
import { card, code, facts, instant } from "../table.js";
import { balances } from "./balances.js";
import { recordTable } from "./records.js";

const STATES = ["valid", "invalid", "unconfirmed", "token_required", "expired_credentials", "stale_data", "expired_consent"];
const PAGE = 50;

const playground = (link) => `/?${new URLSearchParams({ link: link.id })}`;

function status(link, again) {
  const select = el("select", { id: "status" }, STATES.map((state) => el("option", { value: state }, state)));
  const said = el("p", { class: "small", id: "status-said", role: "status" });
  const set = el("button", { type: "button", class: "quiet", id: "set-status", ...words("link.set") });
  set.addEventListener("click", async () => {
    const answer = await server.setLink(link.id, select.value);
    if (!answer.ok) return change(said, words("link.refused", problem(answer)));
    return again();
  });
  if (STATES.includes(link.status)) select.value = link.status;
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
  const count = el("p", { class: "small", ...words("records.count", String(page.count)) });
  return [count, table, page.next ? more(link.id, resource, page.next) : null];
}

function about(link, again) {
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
    status(link, again),
    el("p", { class: "small" }, el("a", { href: playground(link), id: "update-mode", ...words("link.update") })),
  );
}

export async function oneLink({ root, place, must, still, again }) {
  const link = must(await server.link(place.id));
  const resource = place.query.resource ?? link.resources[0]?.resource;
  const page = resource && must(await server.records(link.id, { resource, limit: PAGE, after: place.query.after }));
  const charted = await balances(link, must);
  if (!still()) return;
  // What has been read meanwhile is no longer unread.
  draw(root, [link, resource, page, charted.points, workspace()], () => [
    about(link, again),
    charted.points.length ? charted.card() : null,
    card("records-title", "records", chooser(link, resource), page ? kept(link, resource, page) : null),
  ]);
}
