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
  width: min(var(--panel-width), calc(100% - 32px));
  height: min(var(--panel-height), calc(100% - 32px));
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
  position: relative;
  display: grid;
  grid-template-columns: 88px minmax(0, 1fr) 88px;
  align-items: center;
  min-height: 64px;
  padding: 0 var(--space-2);
  background-color: var(--nav-bar-background-color);
  box-shadow: var(--nav-bar-box-shadow);
  border-bottom: 1px solid var(--nav-bar-border-color);
}
.progress {
  position: absolute;
  inset: auto auto -1px 0;
  width: var(--done);
  height: 3px;
  border-radius: 0 2px 2px 0;
  background: var(--color-primary-base);
  transition: width 0.25s ease-out;
}
.side { display: flex; }
.side.end { justify-content: end; }
.bar .icon { width: var(--nav-bar-icon-size); height: var(--nav-bar-icon-size); }
.middle {
  display: grid;
  gap: 3px;
  padding: var(--space-2) 0;
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
  padding: 1px var(--space-2);
  border-radius: 6px;
  background: var(--color-mark);
  color: var(--color-mark-text);
  font-size: var(--font-size-tiny);
  font-weight: 600;
  line-height: 1.4;
  text-align: center;
  text-wrap: balance;
}
.panel > :is(.banner, .help) { flex: none; margin: var(--space-3) var(--space-4) 0; }
.content { flex: 1; min-height: 0; display: flex; }
.screen { flex: 1; min-width: 0; display: flex; flex-direction: column; }
.scroll { flex: 1; min-height: 0; display: flex; flex-direction: column; overflow-y: auto; }
.body {
  flex: 1 0 auto;
  display: flex;
  flex-direction: column;
  padding: var(--space-5) var(--panel-padding);
  padding-inline-end: max(var(--space-2), calc(var(--panel-padding) - var(--scrollbar, 0px)));
  overflow-wrap: anywhere;
}
.body > * { flex: none; }
.moment .body > :first-child { margin-top: auto; }
.moment .body > :last-child { margin-bottom: auto; }
.actions {
  flex: none;
  display: grid;
  gap: var(--space-2);
  padding: var(--space-4) var(--panel-padding);
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
}`;
