// The styles of what only one screen has.
export const FLOW = `
.secret { position: relative; }
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
.row[aria-disabled="true"] .tile { opacity: 0.55; filter: grayscale(1); }
.row .off { font-size: var(--font-size-small); color: var(--color-error); }
.nothing { display: grid; gap: calc(var(--space) * 2); }
.nothing p { margin: 0; }
.qr {
  display: block;
  width: min(100%, 232px);
  margin: 0 auto calc(var(--space) * 1.5);
  border-radius: 4px;
}
.challenge:has(.qr) { text-align: center; }
.challenge:has(.qr) code { font-size: 13px; word-break: break-all; }
.slow { min-height: 1.5em; }
.notice .button { display: block; margin-top: var(--space); min-height: 44px; }
.institutions .list { margin-inline: -8px; }
.mfa .body > p { text-align: center; }
p.challenge code { font-size: 24px; letter-spacing: 0.08em; }
.survey .list { gap: var(--space); }
.survey .row { padding-inline: 12px; border-color: var(--input-text-outline-border-color); }
.survey input { appearance: none; border: 2px solid var(--input-text-outline-border-color); border-radius: 50%; }
.survey input:checked { border: 6px solid var(--color-link); }
.survey .row:has(:checked) { border-color: var(--color-link); background: var(--color-surface-raised); }
`;
