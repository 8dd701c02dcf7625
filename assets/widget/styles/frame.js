// The overlay, the panel and its bar.
// Visibility and pointer events stay the app's: it may hide #belvo by either (W-CONT-08, W-CONT-09). `all` leaves the
// direction out, and no text here runs from right to left.
export const FRAME = `
:host {
  all: initial !important;
  visibility: inherit !important;
  pointer-events: inherit !important;
  display: block !important;
  direction: ltr !important;
}
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
.root {
  font: 400 var(--font-size) / 1.5 var(--font-family);
  text-align: start;
  -webkit-text-size-adjust: 100%;
}
.root > * { color: var(--color-text); }
.overlay {
  position: fixed;
  inset: 0;
  z-index: var(--z-index);
  background-color: var(--overlay-background-color);
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
  grid-template-columns: 88px minmax(0, 1fr) 88px;
  align-items: center;
  min-height: 56px;
  padding: 0 var(--space);
  background-color: var(--nav-bar-background-color);
  box-shadow: var(--nav-bar-box-shadow);
  border-bottom: 1px solid var(--nav-bar-border-color);
}
.side { display: flex; }
.side.end { display: grid; grid-template-columns: repeat(2, 44px); justify-content: end; }
.bar .icon { width: var(--nav-bar-icon-size); height: var(--nav-bar-icon-size); }
.middle {
  display: grid;
  gap: 2px;
  padding: 6px 0;
  justify-items: var(--nav-bar-title-align);
  text-align: var(--nav-bar-title-align);
}
.middle strong {
  color: var(--nav-bar-title-color);
  font-weight: 600;
  line-height: 1.3;
  max-height: 2.6em;
  overflow: hidden;
  overflow-wrap: anywhere;
}
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
.panel > .banner { flex: none; margin: var(--space) calc(var(--space) * 2) 0; }
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
