// Webhooks: who gets them, which are to come, and what became of those that were sent.
import { whatIsDue } from "../../pages/clock.js";
import { problem } from "../../pages/control.js";
import { change, commandLines, el, json } from "../../pages/dom.js";
import { ctl } from "../../pages/shell.js";
import { words } from "../../pages/texts.js";
import { draw } from "../draw.js";
import { here, workspace } from "../place.js";
import * as server from "../server.js";
import { card, code, empty, instant, short, table } from "../table.js";
import { dueTable, MOST as ALL } from "./clock.js";

const MOST = 100;
const EXAMPLE = "http://127.0.0.1:3000/webhooks";

/** What brings a webhook. */
const BRINGS = new Set(["webhook.sent", "webhook.tried", "data.arrive", "records.come", "consent.expires", "consent.renewed", "link.breaks", "link.turns"]);

const anchor = (link) => (link ? el("a", { href: here("links", link) }, code(short(link))) : "");

// How often, and what came of the last one.
function tried(tries) {
  const last = tries.at(-1);
  return last && [`${tries.length} · `, code(last.status ?? "—"), last.status === null ? ` ${last.answer}` : ""];
}

const DELIVERIES = (again, said) => [
  { key: "number", number: true, cell: ({ seq }) => seq },
  { key: "at", cell: ({ event }) => instant(event.at) },
  { key: "webhook", cell: ({ event }) => code(`${event.type} ${event.code}`) },
  { key: "link", cell: ({ event }) => anchor(event.link) },
  { key: "receiver", cell: ({ url }) => url },
  { key: "state", cell: ({ state }) => el("span", { class: state, ...words(`state.${state}`) }) },
  { key: "tries", cell: ({ tries }) => tried(tries) },
  { key: "resend", cell: (row) => resend(row, again, said) },
];

function resend({ workspace: of, seq }, again, said) {
  const button = el("button", { type: "button", class: "quiet", id: `resend-${of}-${seq}`, ...words("resend") });
  button.addEventListener("click", async () => {
    const answer = await server.resend(of, seq);
    if (!answer.ok) return change(said, words("resend.refused", problem(answer)));
    return again();
  });
  return button;
}

function told({ body, event }) {
  return body ? `${body.webhook_type} ${body.webhook_code}` : `${event.type} ${event.code}`;
}

const INBOX = [
  { key: "number", number: true, cell: ({ seq }) => seq },
  { key: "at", cell: ({ at }) => instant(at) },
  { key: "webhook", cell: (row) => code(told(row)) },
  { key: "link", cell: ({ body, event }) => anchor(body?.link_id ?? event?.link) },
  { key: "why", cell: ({ why }) => why ?? "" },
  {
    key: "json",
    cell: ({ workspace: of, seq, body, raw }) =>
      el("details", { id: `webhook-${of}-${seq}` }, el("summary", words("json")), el("pre", {}, raw === undefined ? json(body) : raw)),
  },
];

const newest = (rows) => rows.toReversed().slice(0, MOST);

const naming = () => el("ol", { class: "commands" }, commandLines(ctl(["webhooks", "set", "--url", EXAMPLE], workspace())));

const receivers = ({ targets }) =>
  targets.length ? el("ul", { class: "plain" }, targets.map(({ url, off }) => el("li", {}, code(url), off ? el("span", { class: "small", ...words("receiver.off", off) }) : null))) : [empty("receivers.none"), naming()];

export async function webhooks({ root, must, still, again }) {
  const asked = [server.receivers(), whatIsDue(workspace(), ALL), server.deliveries(), server.inbox()];
  const [targets, due, sent, inbox] = (await Promise.all(asked)).map(must);
  if (!still()) return;
  const coming = due.due.filter(({ what }) => BRINGS.has(what));
  const said = el("p", { class: "small", id: "resend-said", role: "status" });
  const [deliveries, heard] = [newest(sent.deliveries), newest(inbox.webhooks)];
  draw(root, [targets, coming, deliveries, heard], () => [
    card("receivers-title", "receivers", receivers(targets)),
    card("coming-title", "webhooks.coming", coming.length ? dueTable(coming) : empty("webhooks.coming.none")),
    card("sent-title", "webhooks.sent", said, deliveries.length ? table("sent", "webhooks.sent", DELIVERIES(again, said), deliveries) : empty("webhooks.sent.none")),
    card("inbox-title", "webhooks.inbox", el("p", { class: "small", ...words("webhooks.inbox.about") }), heard.length ? table("inbox", "webhooks.inbox", INBOX, heard) : empty("webhooks.inbox.none")),
  ]);
}
