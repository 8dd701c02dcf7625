// One run: its screen, what may be done in it, its frames.
import { problem } from "../../pages/control.js";
import { change, copyButton, el, json } from "../../pages/dom.js";
import { words } from "../../pages/texts.js";
import { draw } from "../draw.js";
import { here } from "../place.js";
import * as server from "../server.js";
import { card, code, facts } from "../table.js";
import { form } from "./acts.js";
import { emission } from "./entry.js";

function frame({ seq, screen, emissions }) {
  const summary = el("summary", {}, el("span", { class: "number" }, `${seq}`), " ", el("strong", {}, screen?.name ?? "—"));
  const calls = emissions.map((call) => el("li", {}, code(emission(call))));
  const details = el("details", { id: `frame-${seq}` }, summary, el("pre", {}, json({ screen, emissions })));
  return el("li", {}, details, calls.length ? el("ul", { class: "plain" }, calls) : null);
}

function differences(differs) {
  if (!differs.length) return el("p", { class: "small", ...words("record.about") });
  return [el("p", { class: "small", ...words("record.differs") }), el("ul", { class: "small" }, differs.map((each) => el("li", {}, each)))];
}

// The run as a scenario file, when somebody asks for it.
function recorded(run) {
  const place = el("div", { class: "recorded", id: "recorded" });
  const show = el("button", { type: "button", class: "quiet", id: "show-recorded", ...words("record.show") });
  show.addEventListener("click", async () => {
    const answer = await server.recorded(run.widget);
    if (!answer.ok) return place.replaceChildren(el("p", { class: "notice", ...words("record.refused", problem(answer)) }));
    const { text, differs } = answer.answer;
    const bar = el("div", { class: "bar" }, el("span", { class: "small code" }, "scenario.yaml"), copyButton(() => text));
    const pre = el("pre", { tabindex: "0", role: "region", "data-label": "record.text" }, el("code", {}, text));
    place.replaceChildren(el("div", { class: "block" }, bar, pre), ...[differences(differs)].flat());
  });
  return card("record-title", "record", el("div", {}, show), place);
}

export async function oneWidget({ root, place, must, still, again }) {
  const run = must(await server.widget(place.id));
  if (!still()) return;
  const screen = run.frames.at(-1)?.screen;
  const said = el("p", { class: "notice", id: "act-refused", role: "alert", hidden: true });

  async function act(name, value) {
    const answer = await server.act(run.widget, name, value);
    said.hidden = answer.ok;
    if (!answer.ok) return change(said, words("act.refused", problem(answer)));
    return again();
  }

  draw(root, run, () => [
    card(
      "screen-title",
      "screen",
      facts([
        ["widget", code(run.widget)],
        ["workspace", run.workspace],
        ["scenario", run.scenario ? code(run.scenario) : "—"],
        ["play", el("span", words(`play.${run.play}`))],
        ["screen", run.screen ? el("strong", { id: "screen" }, run.screen) : el("span", words("widget.ended", run.ended))],
      ]),
      said,
      run.acts.length ? form(run, screen, act) : null,
      el("p", { class: "small" }, el("a", { href: here("journal", "", { widget: run.widget }), ...words("widget.journal") })),
    ),
    recorded(run),
    card("frames-title", "frames", el("ol", { class: "entries", reversed: true }, run.frames.toReversed().map(frame))),
  ]);
}
