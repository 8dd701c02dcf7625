// No markup is ever parsed here: what comes from the server reaches the page as text alone.

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  help: "M9.2 9a2.9 2.9 0 1 1 4.3 2.6c-.9.5-1.5 1-1.5 2M12 17v.3M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.2 1.2M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2",
  done: "M5 12.5l4.5 4.5L19 7.5",
  alert: "M12 8v5M12 16.5v.3M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0",
  search: "M11 4a7 7 0 1 0 0 14a7 7 0 0 0 0-14M16.2 16.2L21 21",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  clock: "M12 7v5l3.5 2M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0",
  data: "M5 6.5h14M5 12h14M5 17.5h9",
  leave: "M14 4H5v16h9M10 12h11M17.5 8.5L21 12l-3.5 3.5",
  phone: "M8 2.5h8a1.5 1.5 0 0 1 1.5 1.5v16a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 20V4A1.5 1.5 0 0 1 8 2.5M9.5 12.2l1.8 1.8 3.4-3.8",
  talk: "M4 5h16v11H11l-5 4v-4H4z",
  info: "M12 11v5M12 7.5v.3M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0",
  warning: "M12 4L2.5 20h19zM12 10.5v4M12 17v.3",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 2-2 5 5M15.5 9v.3",
};

export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name === "testid" ? "data-testid" : name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter(Boolean));
  return element;
}

export function shape(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  element.append(...children);
  return element;
}

export function icon(name) {
  const hidden = { viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" };
  return shape("svg", hidden, shape("path", { d: ICONS[name] }));
}

export function emblem(name, tone = "") {
  return el("div", { class: `emblem ${tone}`, "aria-hidden": "true" }, icon(name));
}

/** @param {string | Element} text @param {Record<string, any>} options */
export function button(text, { primary, ...attributes } = {}) {
  return el("button", { type: "button", class: primary ? "button primary" : "button", ...attributes }, text);
}

export function text(words, attributes) {
  return words ? el("p", attributes, words) : null;
}

export function picture(src, onerror, alt) {
  const image = el("img", { alt, onerror });
  image.src = src;
  return image;
}
