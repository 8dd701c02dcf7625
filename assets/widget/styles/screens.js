// What only one screen has.
export const SCREENS = `
.institutions .list { margin-inline: -8px; }
.mfa .body > p { text-align: center; }
p.challenge code { font-size: 24px; letter-spacing: 0.08em; }
.survey .list { gap: var(--space); }
.survey .row { padding-inline: 12px; border-color: var(--input-text-outline-border-color); }
.survey input { appearance: none; border: 2px solid var(--input-text-outline-border-color); border-radius: 50%; }
.survey input:checked { border: 6px solid var(--color-link); }
.survey .row:has(:checked) { border-color: var(--color-link); background: var(--color-surface-raised); }
`;
