// A line over days, as SVG: no library, no inline style.
import { el } from "../../pages/dom.js";
import { date, dated, number, numeral, say } from "../../pages/texts.js";

const SPACE = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT, MARGIN] = [720, 220, 4];

function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SPACE, tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, String(value)));
  element.append(...children);
  return element;
}

const extremes = (points) => points.map(({ balance }) => balance).reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [0, 0]);

function scale(points) {
  const [low, high] = extremes(points);
  const [first, last] = [points[0], points.at(-1)].map(({ day }) => Date.parse(day));
  const x = (day) => ((Date.parse(day) - first) / (last - first || 1)) * WIDTH;
  const y = (balance) => MARGIN + (1 - (balance - low) / (high - low || 1)) * (HEIGHT - 2 * MARGIN);
  return { low, high, x, y };
}

// Each balance lasts until the next.
function path(points, { x, y }) {
  return points.map(({ day: at, balance }, index) => `${index ? `H${x(at).toFixed(1)}V` : `M${x(at).toFixed(1)} `}${y(balance).toFixed(1)}`).join("");
}

const fill = (key, values) => Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, () => value), say(key));

function told({ name, currency, points }) {
  const values = points.map(({ balance }) => balance);
  return fill("balance.told", {
    name,
    currency,
    from: date(points[0].day),
    to: date(points.at(-1).day),
    low: number(Math.min(...values)),
    high: number(Math.max(...values)),
    last: number(values.at(-1)),
  });
}

// Words stand beside the picture: those in it would shrink with it.
function around(drawn, { low, high }, points) {
  const levels = el("div", { class: "levels", "aria-hidden": "true" }, el("span", numeral(high)), el("span", numeral(low)));
  const days = el("div", { class: "days", "aria-hidden": "true" }, el("time", dated(points[0].day)), el("time", dated(points.at(-1).day)));
  return el("div", { class: "plot" }, levels, drawn, days);
}

export function chart(account) {
  const { points } = account;
  const scaled = scale(points);
  const levels = [scaled.low, 0, scaled.high].map(scaled.y).map((y) => svg("line", { class: "level", x1: 0, x2: WIDTH, y1: y, y2: y }));
  const line = svg("path", { class: "line", d: path(points, scaled) });
  const attributes = { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": told(account) };
  const drawn = svg("svg", attributes, ...levels, line);
  return el("figure", {}, around(drawn, scaled, points), el("figcaption", { class: "small" }, told(account)));
}
