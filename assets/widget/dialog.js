import { arrange, banner, dress } from "./brand.js";
import { button, el, icon } from "./dom.js";
import { focus, giveBack, keepInside, keepScrollable } from "./focus.js";

// W-TEST-07: Escape does what the close icon does: it leaves the screen, and in the dialog keeps the person in the process.
const WAYS_TO_CLOSE = ["close", "finish", "stay", "survey"];

export function createDialog(host, { say, act, locale, brand, names }) {
  const before = document.activeElement;
  const parts = frame(say, brand, names.length > 0);
  const { root, panel, notice, live, help, note, content } = parts;
  let acts = [];
  let submit = () => {};
  let working = false;

  const closing = () => WAYS_TO_CLOSE.find((name) => acts.includes(name));
  const wish = (name) => name && !working && act(name, null);

  function onKey(event) {
    // WebKitGTK has no name for the key of Tab with Shift.
    if ([event.key, event.code].includes("Tab")) keepInside(panel, event);
    if (event.key === "Enter" && event.target.tagName === "INPUT") submit();
    if (event.key !== "Escape") return;
    // Unless prevented, Chromium closes the application's own modal dialog or popover that the widget stands in.
    event.preventDefault();
    event.stopPropagation();
    wish(closing());
  }

  function toggleHelp(open) {
    note.hidden = !open;
    if (open) list(content.querySelector("[name=username]"));
    help.setAttribute("aria-expanded", String(open));
  }

  // Where there is a field for it, a name is typed by a press: the keys of a phone may be digits alone.
  function list(field) {
    const pick = (name) => () => {
      field.value = name;
      field.dispatchEvent(new Event("input"));
      toggleHelp(false);
      focus(field);
    };
    const code = (name) => el("code", {}, name);
    const shown = (name) => (field ? el("button", { type: "button", onclick: pick(name) }, code(name)) : code(name));
    parts.list.replaceChildren(...names.map(([name, words]) => el("li", {}, shown(name), el("span", {}, words))));
  }

  function draw(screen, view) {
    acts = screen.acts || [];
    submit = view.submit || (() => {});
    parts.back.hidden = !acts.includes("back");
    parts.close.hidden = !closing();
    parts.mark.textContent = screen.frozen ? say("mark.frozen") : say("mark");
    parts.mark.hidden = screen.mark === false;
    if (view.progress) root.style.setProperty("--done", `${view.progress * 20}%`);
    toggleHelp(false);
    notify("");
    arrange(parts);
    live.textContent = view.announce || "";
    content.replaceChildren(section(screen, view));
    keepScrollable(content.querySelector(".scroll"));
    panel.scrollTop = 0;
    setRole(view.inline);
    if (!view.inline) focus(view.focus || content.querySelector("h2"));
  }

  // The same screen again as the answer to an act: what was wrong is wrong still. The same words would not be read out
  // twice, hence the space.
  function remind({ focus: wrong, announce = "" }) {
    if (wrong) focus(wrong);
    live.textContent = live.textContent === announce ? `${announce}\u00a0` : announce;
  }

  function setRole(inline) {
    root.classList.toggle("inline", Boolean(inline));
    panel.setAttribute("role", inline ? "region" : "dialog");
    if (inline) panel.removeAttribute("aria-modal");
    else panel.setAttribute("aria-modal", "true");
  }

  // What can be tried again is an error; anything else is only told.
  function notify(words, action) {
    const drawn = banner(action ? "error" : "info", null, words);
    if (action) drawn.lastChild.append(action);
    notice.className = `${drawn.className} notice`;
    notice.replaceChildren(...drawn.childNodes);
    notice.hidden = !words;
    if (action) notice.setAttribute("role", "alert");
    else notice.removeAttribute("role");
    if (words && !action) live.textContent = words;
  }

  function busy(value) {
    working = value;
    panel.setAttribute("aria-busy", String(value));
  }

  parts.back.addEventListener("click", () => wish("back"));
  parts.close.addEventListener("click", () => wish(closing()));
  help.addEventListener("click", () => toggleHelp(note.hidden));
  // A press on the grey would drop the focus to the page, out of reach of Escape.
  parts.overlay.addEventListener("mousedown", (event) => event.preventDefault());
  root.addEventListener("keydown", onKey);
  root.setAttribute("lang", locale);
  dress(root, brand);
  host.shadowRoot.replaceChildren(root);

  return { draw, remind, notify, busy, destroy: () => giveBack(before) };
}

function frame(say, { company_name: name }, decided) {
  const back = iconButton("back", say("nav.back"), "belvo-back");
  const help = iconButton("help", say("nav.help"), "belvo-help");
  const close = iconButton("close", say("nav.close"), "belvo-close");
  const mark = el("span", { class: "mark" }, say("mark"));
  const [start, end] = [el("span", { class: "side" }, back), el("span", { class: "side end" }, help, close)];
  const middle = el("span", { class: "middle" }, name && el("strong", {}, name), mark);
  const bar = el("header", { class: "bar" }, start, middle, end, el("span", { class: "progress", "aria-hidden": "true" }));
  const note = el("div", { id: "help", class: "help", role: "group", "aria-label": say("nav.help"), hidden: true }, banner("info", null, say("help")));
  const list = el("ul", { class: "magic", testid: "belvo-names", "aria-labelledby": "names" });
  if (decided) note.append(el("p", { id: "names" }, say("help.names")), list);
  const notice = banner("error", null, null, { hidden: true });
  const content = el("div", { class: "content" });
  const attributes = { class: "panel", testid: "belvo-panel", tabindex: "-1", "aria-labelledby": "title" };
  // Inside, because a screen reader may leave out whatever lies beside a modal dialog; without a role, because tests of
  // the page look for its own status by that.
  const live = el("div", { class: "unseen", "aria-live": "polite" });
  const panel = el("div", attributes, bar, note, notice, content, live);
  const overlay = el("div", { class: "overlay", testid: "belvo-overlay" });
  const root = el("div", { class: "root", testid: "belvo-root" }, overlay, panel);
  help.setAttribute("aria-controls", "help");
  keepScrollable(note);
  return { root, overlay, panel, back, help, close, mark, note, list, notice, content, live };
}

function iconButton(name, label, testid) {
  return button(icon(name), { class: "icon-button", "aria-label": label, title: label, testid });
}

// No <form>: a frame that is sandboxed without `allow-forms` never hears its submit event (W-LOAD-15).
function section(screen, { title, head, eyebrow, lead, body = [], actions = [], titleId, moment }) {
  const heading = el("h2", { id: "title", tabindex: "-1", testid: titleId }, title);
  const above = eyebrow ? el("div", { class: "eyebrow" }, eyebrow) : null;
  const below = lead ? el("div", { class: "lead" }, lead) : null;
  const main = el("div", { class: "scroll" }, el("div", { class: "body" }, head, above, heading, below, body));
  const footer = actions.length ? el("footer", { class: "actions" }, actions) : null;
  const kind = moment ? "screen moment" : "screen";
  return el("section", { class: `${kind} ${screen.name}`, testid: `belvo-screen-${screen.name}` }, main, footer);
}
