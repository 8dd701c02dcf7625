// A line over days, as SVG: no library, no inline style.
import { el } from "../../pages/dom.js";
import { say } from "../../pages/texts.js";

const SPACE = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT, LEFT, TOP, BOTTOM] = [720, 260, 84, 12, 28];

function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SPACE, tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, String(value)));
  element.append(...children);
  return element;
}

const number = (value) => new Intl.NumberFormat("en", { maximumFractionDigits: 0 }).format(value);

function scale(points) {
  const values = points.map(({ balance }) => balance);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const [first, last] = [points[0], points.at(-1)].map(({ day }) => Date.parse(day));
  const x = (day) => LEFT + ((Date.parse(day) - first) / (last - first || 1)) * (WIDTH - LEFT - 8);
  const y = (balance) => TOP + (1 - (balance - low) / (high - low || 1)) * (HEIGHT - TOP - BOTTOM);
  return { low, high, x, y };
}

function level(balance, { y }) {
  const line = svg("line", { class: "level", x1: LEFT, x2: WIDTH - 8, y1: y(balance), y2: y(balance) });
  return [line, svg("text", { x: LEFT - 8, y: y(balance) + 4, "text-anchor": "end" }, number(balance))];
}

function day(text, { x }, anchor) {
  return svg("text", { x: x(text), y: HEIGHT - 8, "text-anchor": anchor }, text);
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
    from: points[0].day,
    to: points.at(-1).day,
    low: number(Math.min(...values)),
    high: number(Math.max(...values)),
    last: number(values.at(-1)),
  });
}

export function chart(account) {
  const { points } = account;
  const scaled = scale(points);
  const levels = [scaled.low, 0, scaled.high].filter((value, at, all) => all.indexOf(value) === at);
  const drawn = svg(
    "svg",
    { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": told(account) },
    ...levels.flatMap((balance) => level(balance, scaled)),
    svg("path", { class: "line", d: path(points, scaled) }),
    day(points[0].day, scaled, "start"),
    day(points.at(-1).day, scaled, "end"),
  );
  return el("figure", {}, drawn, el("figcaption", { class: "small" }, told(account)));
}
