// What a brand brings: its images, and banners for what it has to say. No image is ever a CSS `url()`: a theme's values
// must not reach outside.
export const BRAND = `
.company { display: grid; place-items: center; flex: none; overflow: hidden; border-radius: 12px; }
.company.icon { width: 64px; height: 64px; }
.company.logo { min-width: 48px; max-width: min(200px, 100%); height: 56px; }
.company img { display: block; width: 100%; height: 100%; object-fit: contain; }
.company.logo img { width: auto; max-width: 100%; min-width: 0; }
.company.placeholder { aspect-ratio: 1; color: var(--color-text-soft); background-color: var(--color-surface-raised); }
.company.placeholder { border: 1px dashed var(--input-text-outline-border-color); }
.body > :is(.company, .way) { margin: 0 auto var(--space-4); }
.way { display: flex; align-items: center; justify-content: center; gap: var(--space-4); max-width: 100%; }
.way .company.logo { flex: 0 1 auto; }
.way .emblem { margin: 0; width: 36px; height: 36px; border-radius: 12px; }
.way .emblem .icon { width: 20px; height: 20px; }
.station { position: relative; flex: none; display: block; }
.station .tile { width: 56px; height: 56px; padding: 11px; border-radius: 16px; }
.waits { padding: 14px; }
.waits::after {
  content: "";
  position: absolute;
  inset: 0;
  border: 3px solid var(--banner-border-color);
  border-top-color: var(--color-primary-base);
  border-radius: 50%;
  animation: turn 0.9s linear infinite;
}
.banner {
  position: relative;
  display: flex;
  gap: var(--space-3);
  padding: var(--space-3) var(--space-4);
  overflow: hidden;
  text-align: start;
  background-color: var(--banner-background-color);
  border: 1px solid var(--banner-border-color);
  border-radius: var(--banner-border-radius);
  box-shadow: var(--banner-box-shadow);
  overflow-wrap: anywhere;
}
.banner::before {
  content: "";
  position: absolute;
  inset: 0 auto 0 0;
  width: var(--banner-border-left-width);
  background: var(--tone, var(--banner-border-color));
}
.banner > div { min-width: 0; flex: 1; }
.banner .icon { width: 20px; height: 20px; }
.banner p { text-wrap: wrap; color: var(--banner-body-color); font-weight: var(--banner-body-font-weight); }
.banner .title { color: var(--banner-title-color); font-weight: var(--banner-title-font-weight); }
@keyframes turn { to { transform: rotate(1turn); } }
${["error", "info", "success", "warning"].map(tone).join("")}`;

function tone(name) {
  return `
.banner.${name} { --tone: var(--banner-border-color-left-${name}); background-color: var(--banner-background-color-${name}); }
.banner.${name} .icon { color: var(--banner-icon-color-${name}); }`;
}
