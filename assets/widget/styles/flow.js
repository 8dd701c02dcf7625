// The styles of what only one screen has, and of what stands under the "?".
export const FLOW = `
.help { max-height: 45%; overflow-y: auto; padding-bottom: var(--space-3); border-bottom: 1px solid var(--nav-bar-border-color); font-size: var(--font-size-small); }
.help > p { margin-top: var(--space-3); font-weight: 600; }
.magic {
  display: grid;
  grid-template-columns: auto 1fr;
  gap: 2px var(--space-3);
  margin: var(--space-1) 0 0;
  padding: 0;
  list-style: none;
}
.magic li { display: grid; grid-column: 1 / 3; grid-template-columns: subgrid; align-items: center; min-height: 32px; padding-block: 4px; line-height: 1.3; overflow-wrap: anywhere; color: var(--color-text-soft); }
.magic button { min-height: 32px; padding: 0; border: 0; background: none; text-align: start; color: var(--color-link); }
.help:focus-visible, .magic :focus-visible { outline-offset: -2px; }
.points { list-style: none; margin: 0; padding: 0; display: grid; gap: var(--space-4); }
.point { display: flex; gap: var(--space-3); }
.point > div { min-width: 0; }
.point .icon { color: var(--color-link); }
.actions > .small { text-align: center; text-wrap: balance; }
.actions a { white-space: nowrap; }
.search, .secret { position: relative; }
.search > .icon {
  position: absolute;
  inset: 50% auto auto var(--space-3);
  width: 20px;
  height: 20px;
  translate: 0 -50%;
  color: var(--color-text-soft);
  pointer-events: none;
}
.search input { padding-inline-start: 42px; }
.institutions .list { margin: var(--space-2) -8px 0; }
.row[aria-disabled="true"] .tile { opacity: 0.55; filter: grayscale(1); }
.nothing { display: grid; gap: var(--space-1); justify-items: center; text-align: center; }
.nothing .emblem { color: var(--color-text-soft); }
.nothing .button { width: 100%; margin-top: var(--space-4); }
.credentials .lead > .details { justify-content: center; }
.safe { display: flex; gap: var(--space-2); margin-top: var(--space-4); }
.safe .icon, .left .icon { width: 20px; height: 20px; }
.field .secret input { padding-inline-end: 104px; }
.reveal {
  position: absolute;
  inset-block: 2px;
  inset-inline-end: 2px;
  min-width: 44px;
  max-width: 100px;
  padding: 0 10px;
  font-size: var(--font-size-small);
  font-weight: 600;
  color: var(--color-link);
  background: transparent;
  border: 0;
  border-radius: var(--input-text-border-radius);
}
.reveal:focus-visible { outline-offset: -3px; }
.field select { text-overflow: ellipsis; }
.optional { font-weight: 400; }
.challenge { padding: var(--space-4); text-align: center; border-radius: var(--banner-border-radius); background: var(--color-surface-raised); }
figure.challenge { margin-inline: 0; }
.challenge code { color: var(--color-text); }
p.challenge code { font-size: 28px; font-weight: 600; line-height: 1.3; letter-spacing: 0.12em; }
.challenge figcaption { margin-top: var(--space-3); font-size: var(--font-size-tiny); line-height: 1.4; word-break: break-all; }
.qr { display: block; width: min(100%, 212px); margin: 0 auto; border-radius: 8px; }
.steps { margin-bottom: 0; padding-inline-start: var(--space-5); display: grid; gap: var(--space-3); }
.steps ::marker { font-weight: 600; color: var(--color-link); }
.left { display: flex; gap: var(--space-2); justify-content: center; font-weight: 600; color: var(--color-text); }
.slow { min-height: 1.5em; margin-top: var(--space-4); text-align: center; }
.told { margin-top: var(--space-4); font-size: var(--font-size-tiny); text-align: center; }
.told code { padding: 2px 6px; border-radius: 6px; color: var(--color-text-soft); background: var(--color-surface-raised); }
.notice .button { display: block; margin-top: var(--space-2); min-height: 44px; }
.survey .list { gap: var(--space-2); }
.survey .row { min-height: 56px; padding-inline: var(--space-3); border-color: var(--input-text-outline-border-color); }
.survey input { appearance: none; flex: none; width: 20px; height: 20px; border: 2px solid var(--input-text-outline-border-color); border-radius: 50%; }
.survey input:checked { border: 6px solid var(--color-link); }
.survey .row:has(:checked) { border-color: var(--color-link); background: var(--color-surface-raised); }
`;
