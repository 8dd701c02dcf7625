// For who sees, moves or reads differently (W-TEST-07): low windows, large text, less motion, forced colours. It comes
// last, so that it holds whatever stands before.

// Low windows are those of phones held sideways and of pages at 200 % zoom: there all of the panel scrolls.
const LOW = `
@media (max-height: 480px) {
  .root:not(.inline) .panel { overflow-y: auto; }
  .root:not(.inline) :is(.content, .body) { flex: 1 0 auto; overflow: visible; }
}`;

const MOTION = `
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation: none !important; transition: none !important; }
}`;

// Backgrounds are gone then: what they told apart gets a border, and what leads keeps its weight by a system colour.
const FORCED = `
@media (forced-colors: active) {
  .panel, .button, .row, .mark, .challenge, .emblem { border: 1px solid; }
  .button.primary:not(:disabled) {
    forced-color-adjust: none;
    color: HighlightText;
    background: Highlight;
    border-color: Highlight;
  }
  .field [aria-invalid] { border-width: 3px; }
  .spinner { border-color: GrayText; border-top-color: Highlight; }
}`;

export const ACCESS = `
.body:focus-visible { outline: 3px solid var(--color-link); outline-offset: -3px; }
${LOW}${MOTION}${FORCED}`;
