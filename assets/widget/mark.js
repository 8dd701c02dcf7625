// The drawn mark of an institution: colour and figure follow from its name, and those of one bank in several countries
// share it. No image is loaded.
import { el, shape } from "./dom.js";

// What is drawn full and what is drawn faint, on a square of 24.
const FIGURES = [
  ["M4 11.5a8 8 0 0 1 16 0z", "M4 14h16a8 8 0 0 1-16 0z"],
  ["M3.5 10L12 3.5l8.5 6.5v4L12 7.5 3.5 14z", "M3.5 17L12 10.5l8.5 6.5v4L12 14.5 3.5 21z"],
  ["M12 2.6l8.2 4.7v9.4L12 21.4l-8.2-4.7V7.3zM12 8L8.5 10v4l3.5 2 3.5-2v-4z", ""],
  ["M12 3l9 4.5V10H3V7.5zM3 18.5h18V21H3z", "M5 11.5h3V17H5zM10.5 11.5h3V17h-3zM16 11.5h3V17h-3z"],
  ["M4 14h4v6H4zM16 4h4v16h-4z", "M10 9h4v11h-4z"],
  ["M12 2.5l9.5 9.5-9.5 9.5L2.5 12zM12 7.5L7.5 12l4.5 4.5 4.5-4.5z", "M12 10l2 2-2 2-2-2z"],
  ["M3 19.5l7-13 7 13z", "M13.6 10l2.2-4L23 19.5h-4.2z"],
  ["M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 7a5 5 0 1 1 0 10a5 5 0 0 1 0-10", "M12 9.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5"],
  ["M8 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8M16 12a4 4 0 1 0 0 8a4 4 0 0 0 0-8", "M13.5 4.5h6v6h-6zM4.5 13.5h6v6h-6z"],
];

// FNV-1a; with this start the institutions of the sandbox all look different.
const START = 263722;

function digest(text) {
  return [...text].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 0x01000193) >>> 0, START);
}

export function looks(name) {
  const sum = digest(name.split("_")[0]);
  return { figure: sum % FIGURES.length, hue: (Math.floor(sum / 4096) % 12) * 30 };
}

// Decoration beside the name in words, hence hidden from screen readers.
export function tile({ name }) {
  const { figure, hue } = looks(name);
  const [full, faint] = FIGURES[figure].map((d) => shape("path", { d, "fill-rule": "evenodd" }));
  faint.setAttribute("opacity", "0.6");
  const drawn = el("span", { class: "tile", "aria-hidden": "true" }, shape("svg", { viewBox: "0 0 24 24" }, full, faint));
  drawn.style.setProperty("--hue", String(hue));
  return drawn;
}
