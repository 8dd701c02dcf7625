import { shape } from "./dom.js";

// Dark on light in every colour scheme, margin included: readers do not know the other way round.
export function qrCode({ size, path }, label) {
  const paper = shape("rect", { width: size, height: size, fill: "#ffffff" });
  const ink = shape("path", { d: path, fill: "#000000", "shape-rendering": "crispEdges" });
  const named = { role: "img", "aria-label": label, "data-testid": "belvo-mfa-qr" };
  return shape("svg", { viewBox: `0 0 ${size} ${size}`, class: "qr", ...named }, paper, ink);
}
