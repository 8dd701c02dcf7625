// What stands on the screens.
export const PARTS = `
h2 { margin: 0 0 calc(var(--space) * 2); font-size: var(--font-size-title); line-height: 1.3; font-weight: 650; text-wrap: balance; }
h2:focus { outline: none; }
p { margin: 0 0 calc(var(--space) * 2); color: var(--color-text-soft); text-wrap: pretty; }
a { color: var(--color-link); text-underline-offset: 2px; }
.small { font-size: var(--font-size-small); color: var(--color-text-soft); }
.icon {
  width: 24px;
  height: 24px;
  display: block;
  fill: none;
  stroke: currentColor;
  stroke-width: 2;
  stroke-linecap: round;
  stroke-linejoin: round;
}
:is(button, input, select, a):focus-visible { outline: 3px solid var(--color-link); outline-offset: 2px; }
button, input, select { font: inherit; color: inherit; margin: 0; }
button { cursor: pointer; }
.button {
  min-height: var(--target);
  padding: 8px 16px;
  font-weight: 600;
  color: var(--color-link);
  background: transparent;
  border: 1px solid var(--input-text-outline-border-color);
  border-radius: var(--button-border-radius);
}
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
.emblem, .body > .tile { margin: 0 auto calc(var(--space) * 2); }
.emblem {
  flex: none;
  display: grid;
  place-items: center;
  width: 72px;
  height: 72px;
  border-radius: 50%;
  color: var(--color-link);
  background: var(--color-surface-raised);
}
.emblem.bad { color: var(--color-error); }
.emblem.good { color: var(--color-success); }
.emblem .icon { width: 36px; height: 36px; }
.tile {
  flex: none;
  display: grid;
  place-items: center;
  width: 40px;
  height: 40px;
  overflow: hidden;
  border: 2px solid var(--institution-color, var(--banner-border-color));
  border-radius: 10px;
  background: var(--color-surface-raised);
}
.body > .tile { width: 56px; height: 56px; }
.tile img { width: 100%; height: 100%; object-fit: contain; }
.monogram { font-weight: 700; font-size: var(--font-size-small); color: var(--color-text); }
.list { list-style: none; margin: 0 0 calc(var(--space) * 2); padding: 0; display: grid; gap: 4px; }
.row {
  display: flex;
  align-items: center;
  gap: 12px;
  width: 100%;
  min-height: 56px;
  padding: 8px;
  text-align: start;
  background: transparent;
  border: 1px solid transparent;
  border-radius: var(--button-border-radius);
  cursor: pointer;
}
.row[aria-current] { border-color: var(--color-primary-base); }
.row > .icon { flex: none; width: 18px; height: 18px; color: var(--color-text-soft); }
.row input { width: 20px; height: 20px; flex: none; accent-color: var(--color-primary-base); }
.names { flex: 1; min-width: 0; display: grid; }
.field { display: grid; gap: 6px; margin-bottom: calc(var(--space) * 2); }
.field label { font-size: var(--font-size-small); font-weight: 600; color: var(--input-text-label-color); }
.field:has([aria-invalid]) label { color: var(--input-text-label-color-error); }
.field :is(input, select) {
  width: 100%;
  min-height: var(--target);
  padding: 8px 12px;
  background-color: var(--color-surface);
  border: 1px solid var(--input-text-outline-border-color);
  border-radius: var(--input-text-border-radius);
}
.field :is(input, select):hover { border-color: var(--input-text-border-color); }
.field [aria-invalid] { border-color: var(--color-error); }
.field ::placeholder { color: var(--input-text-placeholder-color); opacity: 1; }
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
  margin: 0 8px -18px;
  padding: 0 4px;
  border-radius: 4px;
  background-color: var(--color-surface);
}
.problem { margin: 0; font-size: var(--font-size-small); color: var(--color-error); }
.body > .problem { margin-bottom: calc(var(--space) * 2); }
.challenge {
  margin: 0 0 calc(var(--space) * 2);
  padding: 16px;
  border-radius: var(--banner-border-radius);
  background: var(--color-surface-raised);
}
.challenge figcaption { margin-bottom: 8px; font-size: var(--font-size-small); font-weight: 600; }
.challenge code { font: 500 15px / 1.5 ui-monospace, Menlo, Consolas, monospace; color: var(--color-text); }
.spinner {
  width: 44px;
  height: 44px;
  margin: 8px auto 24px;
  border: 4px solid var(--banner-border-color);
  border-top-color: var(--color-primary-base);
  border-radius: 50%;
  animation: turn 0.9s linear infinite;
}
.panel[aria-busy="true"] .button, .panel[aria-busy="true"] .row { cursor: progress; opacity: 0.7; }
:is(.consent, .loading, .error, .success, .close-dialog, .expired, .config-error) .body { text-align: center; }
:is(.consent, .loading, .error, .success, .close-dialog, .expired) .body { display: flex; flex-direction: column; }
:is(.consent, .loading, .error, .success, .close-dialog, .expired) .body > :first-child { margin-top: auto; }
:is(.consent, .loading, .error, .success, .close-dialog, .expired) .body > :last-child { margin-bottom: auto; }
:is(.credentials, .mfa) h2 { text-align: center; }
@keyframes turn { to { transform: rotate(1turn); } }`;
