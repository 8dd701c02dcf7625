// For who sees, moves or reads differently (W-TEST-07): low windows, large text, less motion, forced colours. It comes
// last, so that it holds whatever stands before.

// Low windows are those of phones held sideways and of pages at 200 % zoom: there all of the panel scrolls, and what is
// drawn for looks alone makes room.
const LOW = `
@media (max-height: 600px) {
  .mfa .body > :is(.tile, .emblem) { display: none; }
}
@media (max-height: 480px) {
  .root:not(.inline) .panel { overflow-y: auto; }
  .root:not(.inline) :is(.content, .scroll) { flex: 1 0 auto; overflow: visible; }
  .root:not(.inline) :is(.body > .emblem, .nothing > .emblem, .body > .tile) { display: none; }
}`;

const NARROW = `
@media (max-width: 360px) {
  .panel { --panel-padding: 16px; --font-size-title: 21px; }
  .names .id { flex-basis: 100%; }
}`;

const MOTION = `
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation: none !important; transition: none !important; }
}`;

// Backgrounds are gone then: what they told apart gets a border, and what leads keeps its weight by a system colour.
const FORCED = `
@media (forced-colors: active) {
  .panel, .button, .row, .mark, .challenge, .emblem, .banner { border: 1px solid; }
  .tile, .progress { forced-color-adjust: none; }
  .icon { color: inherit !important; }
  .progress { background: Highlight; }
  .button.primary:not(:disabled) {
    forced-color-adjust: none;
    color: HighlightText;
    background: Highlight;
    border-color: Highlight;
  }
  .field [aria-invalid] { border-width: 3px; }
  .waits::after { border-color: GrayText; border-top-color: Highlight; }
}`;

export const ACCESS = `
.scroll:focus-visible { outline: 3px solid var(--color-link); outline-offset: -3px; }
${NARROW}${LOW}${MOTION}${FORCED}`;
