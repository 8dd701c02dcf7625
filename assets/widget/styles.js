// A constructed sheet needs no permission in the page's `style-src`, and shadow roots share it.
import { ACCESS } from "./styles/access.js";
import { SCREENS } from "./styles/screens.js";

const VARIABLES = `
.root {
  --color-primary-base: #0663f9;
  --color-primary-strong: #0452d1;
  --color-link: #0452d1;
  --color-text: #161a1d;
  --color-text-soft: #414d58;
  --color-surface: #ffffff;
  --color-surface-raised: #f5f7f9;
  --color-focus: #0663f9;
  --color-error: #c4150f;
  --color-success: #1f7a0c;
  --color-mark: #fff3c4;
  --color-mark-text: #5a4300;
  --overlay-background-color: #5f6b76;
  --overlay-opacity: 0.9;
  --panel-width: 420px;
  --panel-height: 660px;
  --panel-border-radius: 16px;
  --panel-padding: 24px;
  --panel-box-shadow: 0 16px 48px rgba(0, 0, 0, 0.28);
  --nav-bar-icon-color: #161a1d;
  --nav-bar-icon-size: 24px;
  --nav-bar-background-color: #ffffff;
  --nav-bar-box-shadow: none;
  --nav-bar-border-color: #f0f2f4;
  --button-font-color: #ffffff;
  --button-font-color-disabled: #ffffff;
  --button-border-radius: 8px;
  --button-background-color-disabled: #66717c;
  --banner-border-radius: 8px;
  --banner-border-left-width: 4px;
  --banner-background-color: #ffffff;
  --banner-border-color: #e2e6e9;
  --banner-border-color-left-error: #f90e06;
  --banner-border-color-left-info: #0663f9;
  --banner-body-color: #414d58;
  --banner-box-shadow: 0 2px 4px 0 rgba(0, 0, 0, 0.05);
  --input-text-border-radius: 8px;
  --input-text-border-color: #161a1d;
  --input-text-outline-border-color: #7c8894;
  --input-text-placeholder-color: #66717c;
  --input-text-label-color: #414d58;
  --input-text-label-color-error: #c4150f;
  --font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
  --font-size: 16px;
  --font-size-small: 14px;
  --font-size-title: 22px;
  --space: 8px;
  --target: 48px;
  --z-index: 1000;
  color-scheme: light;
}
@media (prefers-color-scheme: dark) {
  .root {
    --color-primary-base: #0663f9;
    --color-primary-strong: #2268e0;
    --color-link: #8db8ff;
    --color-text: #eef3f8;
    --color-text-soft: #c2cfd9;
    --color-surface: #011432;
    --color-surface-raised: #0b2347;
    --color-focus: #8db8ff;
    --color-error: #ff9c90;
    --color-success: #7ddc5f;
    --color-mark: #4a3a05;
    --color-mark-text: #ffe9a3;
    --overlay-background-color: #2a3138;
    --nav-bar-icon-color: #eef3f8;
    --nav-bar-background-color: #011432;
    --nav-bar-border-color: #2b3d54;
    --button-font-color-disabled: #eef3f8;
    --button-background-color-disabled: #3a4d64;
    --banner-background-color: #011432;
    --banner-border-color: #2b3d54;
    --banner-border-color-left-error: #e04a39;
    --banner-body-color: #c2cfd9;
    --input-text-border-color: #eef3f8;
    --input-text-outline-border-color: #7688a0;
    --input-text-placeholder-color: #94a6ba;
    --input-text-label-color: #eef3f8;
    --input-text-label-color-error: #ff9c90;
    color-scheme: dark;
  }
}`;

// Visibility and pointer events stay the app's: it may hide #belvo by either (W-CONT-08, W-CONT-09).
const FRAME = `
:host {
  all: initial !important;
  visibility: inherit !important;
  pointer-events: inherit !important;
  display: block !important;
}
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
.root {
  font: 400 var(--font-size) / 1.5 var(--font-family);
  color: var(--color-text);
  text-align: start;
  -webkit-text-size-adjust: 100%;
}
.overlay {
  position: fixed;
  inset: 0;
  z-index: var(--z-index);
  background: var(--overlay-background-color);
  opacity: var(--overlay-opacity);
}
.panel {
  position: fixed;
  inset: 0;
  z-index: var(--z-index);
  margin: auto;
  width: min(var(--panel-width), calc(100vw - 32px));
  height: min(var(--panel-height), calc(100vh - 32px));
  display: flex;
  flex-direction: column;
  overflow: hidden;
  background: var(--color-surface);
  border-radius: var(--panel-border-radius);
  box-shadow: var(--panel-box-shadow);
  animation: rise 0.18s ease-out;
}
.panel:focus { outline: none; }
.bar {
  flex: none;
  display: grid;
  grid-template-columns: 1fr auto 1fr;
  align-items: center;
  min-height: 56px;
  padding: 0 var(--space);
  background: var(--nav-bar-background-color);
  box-shadow: var(--nav-bar-box-shadow);
  border-bottom: 1px solid var(--nav-bar-border-color);
}
.side { display: flex; }
.side.end { display: grid; grid-template-columns: repeat(2, 44px); justify-content: end; }
.mark {
  padding: 2px 10px;
  border-radius: 999px;
  background: var(--color-mark);
  color: var(--color-mark-text);
  font-size: var(--font-size-small);
  font-weight: 600;
  line-height: 1.3;
  text-align: center;
  text-wrap: balance;
}
.note, .notice {
  flex: none;
  margin: var(--space) calc(var(--space) * 2) 0;
  padding: calc(var(--space) * 1.5) calc(var(--space) * 2);
  font-size: var(--font-size-small);
  color: var(--banner-body-color);
  background: var(--banner-background-color);
  border: 1px solid var(--banner-border-color);
  border-left: var(--banner-border-left-width) solid var(--banner-border-color-left-info);
  border-radius: var(--banner-border-radius);
  box-shadow: var(--banner-box-shadow);
  overflow-wrap: anywhere;
}
.notice { border-left-color: var(--banner-border-color-left-error); }
.content { flex: 1; min-height: 0; display: flex; }
.screen { flex: 1; min-width: 0; display: flex; flex-direction: column; }
.body { flex: 1; min-height: 0; overflow-y: auto; padding: var(--panel-padding); overflow-wrap: anywhere; }
.actions {
  flex: none;
  display: grid;
  gap: var(--space);
  padding: calc(var(--space) * 2) var(--panel-padding);
  border-top: 1px solid var(--nav-bar-border-color);
}
.inline .overlay, .inline .bar { display: none; }
.inline .panel {
  position: static;
  width: auto;
  max-width: 560px;
  height: auto;
  margin: 16px auto;
  border: 2px solid var(--color-error);
  box-shadow: none;
  animation: none;
}
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@keyframes rise { from { transform: translateY(8px); opacity: 0; } }
@media (max-width: 560px) {
  .root:not(.inline) .panel { width: 100%; height: 100%; margin: 0; border-radius: 0; box-shadow: none; }
}
@media (max-height: 480px) {
  .root:not(.inline) :is(.emblem, .body > .tile) { display: none; }
}`;

const PARTS = `
h2 { margin: 0 0 calc(var(--space) * 2); font-size: var(--font-size-title); line-height: 1.3; font-weight: 650; text-wrap: balance; }
h2:focus { outline: none; }
p { margin: 0 0 calc(var(--space) * 2); color: var(--color-text-soft); text-wrap: pretty; }
a { color: var(--color-link); text-underline-offset: 2px; }
.small { font-size: var(--font-size-small); color: var(--color-text-soft); }
.icon {
  width: var(--nav-bar-icon-size);
  height: var(--nav-bar-icon-size);
  display: block;
  fill: none;
  stroke: currentColor;
  stroke-width: 2;
  stroke-linecap: round;
  stroke-linejoin: round;
}
:is(button, input, select, a):focus-visible { outline: 3px solid var(--color-focus); outline-offset: 2px; }
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
.button.primary { color: var(--button-font-color); background: var(--color-primary-base); border-color: transparent; }
.button.primary:hover { background: var(--color-primary-strong); }
.button.primary:disabled {
  color: var(--button-font-color-disabled);
  background: var(--button-background-color-disabled);
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
  background: var(--color-surface);
  border: 1px solid var(--input-text-outline-border-color);
  border-radius: var(--input-text-border-radius);
}
.field :is(input, select):hover { border-color: var(--input-text-border-color); }
.field [aria-invalid] { border-color: var(--color-error); }
.field ::placeholder { color: var(--input-text-placeholder-color); opacity: 1; }
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
  border-top-color: var(--color-link);
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

/** @type {CSSStyleSheet | null} */
let sheet = null;

export function styleSheet() {
  if (sheet) return sheet;
  sheet = new CSSStyleSheet();
  sheet.replaceSync(VARIABLES + FRAME + PARTS + SCREENS + ACCESS);
  return sheet;
}
