// What stands on the screens: one head for all (mark, heading, lead), then fields, rows, cards, and the buttons.
export const PARTS = `
h2 {
  margin: 0;
  font-size: var(--font-size-title);
  line-height: 1.25;
  font-weight: 650;
  letter-spacing: -0.01em;
  text-align: center;
  text-wrap: balance;
}
h2:focus { outline: none; }
p { margin: 0; color: var(--color-text-soft); text-wrap: pretty; }
a { color: var(--color-link); text-underline-offset: 2px; }
.small, .eyebrow, .details, .off, .safe, .left, .problem, .banner, .field label { font-size: var(--font-size-small); line-height: 1.45; }
.name { font-weight: 600; line-height: 1.35; color: var(--color-text); }
.eyebrow { margin-bottom: var(--space-1); font-weight: 600; text-align: center; color: var(--color-text-soft); }
.lead, .lead p { text-wrap: balance; }
.lead { margin-top: var(--space-2); text-align: center; color: var(--color-text-soft); }
.body > :is(.banner, .card, .challenge, .field, .points, .problem, .search, .list, .steps, .nothing) { margin-top: var(--space-5); }
.body > :is(.field, .banner) + :is(.field, .banner), .card + .banner, .search + .count { margin-top: var(--space-4); }
.icon {
  flex: none;
  width: 24px;
  height: 24px;
  display: block;
  fill: none;
  stroke: currentColor;
  stroke-width: 2;
  stroke-linecap: round;
  stroke-linejoin: round;
}
:is(button, input, select, a, .help):focus-visible { outline: 3px solid var(--color-link); outline-offset: 2px; }
button, input, select { font: inherit; color: inherit; margin: 0; }
button { cursor: pointer; }
code { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.button {
  min-height: var(--target);
  padding: var(--space-2) var(--space-4);
  font-weight: 600;
  color: var(--color-link);
  background: transparent;
  border: 1px solid var(--input-text-outline-border-color);
  border-radius: var(--button-border-radius);
}
.button:hover { background: var(--color-surface-raised); }
.button.primary { color: var(--button-font-color); background-color: var(--color-primary-base); border-color: transparent; }
.button.primary:hover { filter: brightness(0.92); }
.button.primary:disabled {
  color: var(--button-font-color-disabled);
  background-color: var(--button-background-color-disabled);
  border-color: var(--button-border-color-disabled);
  opacity: var(--button-opacity-disabled);
  filter: none;
  cursor: not-allowed;
}
.icon-button {
  display: grid;
  place-items: center;
  width: 44px;
  height: 44px;
  padding: 0;
  color: var(--nav-bar-icon-color);
  background: transparent;
  border: 0;
  border-radius: var(--button-border-radius);
}
.icon-button:hover, .row:hover { background: var(--color-surface-raised); }
.emblem, .body > .tile { margin: 0 auto var(--space-4); }
.emblem {
  flex: none;
  display: grid;
  place-items: center;
  width: 64px;
  height: 64px;
  border-radius: 20px;
  color: var(--color-link);
  background: color-mix(in srgb, currentColor 10%, var(--color-surface));
}
.emblem.bad { color: var(--color-error); }
.emblem.good { color: var(--color-success); }
.emblem .icon { width: 32px; height: 32px; }
.tile {
  flex: none;
  display: block;
  width: 44px;
  height: 44px;
  padding: 9px;
  border-radius: 12px;
  background: oklch(0.53 0.15 var(--hue));
}
.tile svg { display: block; width: 100%; height: 100%; fill: #ffffff; }
.body > .tile { width: 64px; height: 64px; padding: 13px; border-radius: 18px; }
.list { list-style: none; margin: 0; padding: 0; display: grid; gap: var(--space-1); }
.row {
  display: flex;
  align-items: center;
  gap: var(--space-3);
  width: 100%;
  min-height: 60px;
  padding: var(--space-2);
  text-align: start;
  background: transparent;
  border: 1px solid transparent;
  border-radius: var(--button-border-radius);
  cursor: pointer;
}
.names { flex: 1; min-width: 0; display: grid; gap: 2px; }
.details { display: flex; flex-wrap: wrap; gap: 0 var(--space-2); align-items: baseline; color: var(--color-text-soft); }
.id { font-size: var(--font-size-tiny); color: var(--color-text-soft); }
.card {
  display: flex;
  align-items: center;
  gap: var(--space-3);
  padding: var(--space-3);
  border: 1px solid var(--banner-border-color);
  border-radius: var(--banner-border-radius);
}
.field { display: grid; gap: 6px; }
.field label { font-weight: 600; color: var(--input-text-label-color); }
.field:has([aria-invalid]) label { color: var(--input-text-label-color-error); }
:is(.field, .search) :is(input, select) {
  width: 100%;
  min-height: var(--target);
  padding: var(--space-2) var(--space-3);
  background-color: var(--color-surface);
  border: 1px solid var(--input-text-outline-border-color);
  border-radius: var(--input-text-border-radius);
}
:is(.field, .search) :is(input, select):hover { border-color: var(--input-text-border-color); }
:is(.field, .search) :is(input, select):focus-visible { outline-offset: -2px; }
.field [aria-invalid] { border-color: var(--color-error); }
:is(.field, .search) ::placeholder { color: var(--input-text-placeholder-color); opacity: 1; }
.field select {
  appearance: none;
  padding-inline-end: 36px;
  background-image: linear-gradient(45deg, transparent 50%, var(--input-text-icon-color) 50%),
    linear-gradient(-45deg, transparent 50%, var(--input-text-icon-color) 50%);
  background-position: right 18px center, right 13px center;
  background-size: 5px 5px;
  background-repeat: no-repeat;
}
.root[data-labels="outlined"] .field label {
  justify-self: start;
  position: relative;
  z-index: 1;
  margin: 0 var(--space-2) -16px;
  padding: 0 var(--space-1);
  border-radius: 4px;
  background-color: var(--color-surface);
}
.problem, .off { color: var(--color-error); }
.panel[aria-busy="true"] :is(.button, .row) { cursor: progress; opacity: 0.7; }`;
