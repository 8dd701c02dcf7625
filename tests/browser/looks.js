// What a test measures of the widget's looks: boxes, colours, movement.

function panel() {
  return shadows()[0].querySelector('[data-testid="belvo-panel"]');
}

function all() {
  return [...panel().querySelectorAll(":not(.unseen)")].filter((element) => element.getClientRects().length);
}

function nameOf(element) {
  const { tagName, className, dataset } = element;
  return `${tagName.toLowerCase()}.${className.baseVal ?? className} ${dataset.testid ?? ""}`;
}

function meet(one, other) {
  const left = Math.max(one.left, other.left);
  const top = Math.max(one.top, other.top);
  const right = Math.min(one.right, other.right);
  const bottom = Math.min(one.bottom, other.bottom);
  return { left, top, right, bottom };
}

const isThere = ({ left, top, right, bottom }) => right - left > 1 && bottom - top > 1;

// The part of a box that the boxes which clip it leave.
function clipped(rect, element) {
  let left = rect;
  for (let at = element; at && at !== panel().parentNode; at = at.parentElement) {
    if (getComputedStyle(at).overflowY !== "visible") left = meet(left, at.getBoundingClientRect());
  }
  return left;
}

// Each line of each text that a person can see, with its box.
function lines() {
  const found = [];
  const walker = document.createTreeWalker(panel(), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement: parent } = walker.currentNode;
    if (!data.trim() || !parent.getClientRects().length || parent.closest(".unseen, option")) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const rect of range.getClientRects()) found.push({ words: data.trim(), parent, rect });
  }
  return found;
}

// Sideways nothing may be cut off; up and down a person can scroll.
function cutOff() {
  const [{ scrollWidth, clientWidth }, frame] = [document.documentElement, panel().getBoundingClientRect()];
  const wide = all().filter(({ tagName, scrollWidth: wanted, clientWidth: given }) => given && wanted > given && tagName !== "INPUT");
  const scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowY);
  const clips = (element) => getComputedStyle(element).overflowY !== "visible" && !scrolls(element);
  const high = all().filter((element) => clips(element) && element.scrollHeight > element.clientHeight + 1);
  const outside = lines().filter(({ rect }) => rect.left < frame.left - 0.5 || rect.right > frame.right + 0.5);
  const holder = ({ parent }) => parent.closest("button, .mark, .row") ?? parent;
  const spilt = lines().filter((line) => {
    const [{ rect }, box] = [line, holder(line).getBoundingClientRect()];
    return holder(line) !== line.parent && (rect.top < box.top - 1 || rect.bottom > box.bottom + 1 || rect.right > box.right + 1);
  });
  return [
    ...(scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide of ${clientWidth}`] : []),
    ...wide.map((element) => `${nameOf(element)} is ${element.scrollWidth} wide of ${element.clientWidth}`),
    ...high.map((element) => `${nameOf(element)} is ${element.scrollHeight} high of ${element.clientHeight}`),
    ...outside.map(({ words }) => `"${words}" leaves the panel`),
    ...spilt.map(({ words }) => `"${words}" leaves its box`),
  ];
}

function overlapping() {
  const seen = lines().map((line) => ({ ...line, rect: clipped(line.rect, line.parent) }));
  const shown = seen.filter(({ rect }) => isThere(rect));
  const pairs = shown.flatMap((one, at) => shown.slice(at + 1).map((other) => [one, other]));
  const touching = pairs.filter(([one, other]) => one.parent !== other.parent && isThere(meet(one.rect, other.rect)));
  return touching.map(([one, other]) => `"${one.words}" lies on "${other.words}"`);
}

// WCAG 1.4.12: what a reader may set without losing anything.
function setWide(wide) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }`);
  const [first] = shadows()[0].adoptedStyleSheets;
  shadows()[0].adoptedStyleSheets = wide ? [first, sheet] : [first];
}

// Everything must be within reach: scrolled to, it lies in the panel and nothing covers it.
function outOfReach() {
  const targets = [...all(), panel()].filter((element) => element.matches("a, button, input, select"));
  return targets.filter((element) => !isFree(element)).map((element) => `${nameOf(element)} cannot be reached`);
}

function isFree(element) {
  element.scrollIntoView({ block: "nearest" });
  return isOnTop(element);
}

function isOnTop(element) {
  const { left, top, width, height } = element.getClientRects()[0];
  const hit = shadows()[0].elementFromPoint(left + width / 2, top + height / 2);
  return element.contains(hit) || Boolean(hit?.closest("label")?.contains(element));
}

function moving() {
  return shadows()[0].getAnimations().map(({ animationName, transitionProperty }) => animationName ?? transitionProperty);
}

// ---- colours

// `color-mix` computes to parts of 1, all else to parts of 255.
function channels(colour) {
  const scale = colour.startsWith("color(") ? 255 : 1;
  return colour.match(/[\d.]+/g).map((number, at) => Number(number) * (at < 3 ? scale : 1));
}

function backdrop(element) {
  for (let at = element; at; at = at.parentElement) {
    const [red, green, blue, alpha = 1] = channels(getComputedStyle(at).backgroundColor);
    if (alpha === 1) return [red, green, blue];
  }
  return [255, 255, 255];
}

function luminance(colour) {
  const linear = (value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const [red, green, blue] = colour.map((value) => linear(value / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

// WCAG 1.4.11: what tells a field or a button from what is round it.
function faint() {
  const controls = all().filter((element) => element.matches(".button:not(:disabled), .field :is(input, select)"));
  const edge = (element) => {
    const { backgroundColor, borderTopColor } = getComputedStyle(element);
    const around = backdrop(element.parentElement);
    const parts = [backgroundColor, borderTopColor].map(channels).filter(([, , , alpha = 1]) => alpha === 1);
    return Math.max(...parts.map((part) => contrast(part.slice(0, 3), around)));
  };
  return controls.filter((element) => edge(element) < 3).map((element) => `${nameOf(element)}: ${edge(element)}`);
}

// What has the focus, and what is wrong with how a person sees that it has.
function focusSeen() {
  const element = shadows()[0].activeElement;
  if (!element) return { element: null, fault: "the focus is not in the widget" };
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
  const ring = contrast(channels(outlineColor).slice(0, 3), backdrop(element.parentElement));
  const drawn = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  const shown = isThere(clipped(element.getBoundingClientRect(), element));
  const faint = drawn && ring < 3 && `a ring of contrast ${ring}`;
  const faults = [!drawn && "no ring", faint, !shown && "out of sight", !isOnTop(element) && "covered"];
  const name = element.tagName === "H2" ? "H2" : element.dataset.testid ?? element.className;
  return { element: name, fault: faults.filter(Boolean).join(", ") };
}

// Where on the screen the focus is, in words that sort, however far anything is scrolled.
function placeOfFocus() {
  const element = shadows()[0].activeElement;
  const part = [".bar", ".body", ".actions"].findIndex((part) => element.closest(part));
  const first = element.closest(".bar, .body, .actions").firstElementChild;
  const [{ left, top }, start] = [element, first].map((each) => each.getBoundingClientRect());
  return [part, top - start.top + 1000, left].map((number) => String(Math.round(number)).padStart(6, "0"));
}
