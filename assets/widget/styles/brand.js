// What a brand brings: its images, and banners for what it has to say. No image is ever a CSS `url()`: a theme's values
// must not reach outside.
export const BRAND = `
.company { display: grid; place-items: center; flex: none; overflow: hidden; border-radius: 8px; }
.company.icon { width: 72px; height: 72px; }
.company.logo { min-width: 48px; max-width: min(200px, 100%); height: 56px; }
.company img { display: block; width: 100%; height: 100%; object-fit: contain; }
.company.logo img { width: auto; max-width: 100%; min-width: 0; }
.company.placeholder { aspect-ratio: 1; color: var(--color-text-soft); background-color: var(--color-surface-raised); }
.company.placeholder { border: 1px dashed var(--input-text-outline-border-color); }
.body > :is(.company, .way) { margin: 0 auto calc(var(--space) * 2); }
.way { display: flex; align-items: center; justify-content: center; gap: calc(var(--space) * 2); max-width: 100%; }
.way .company.logo { flex: 0 1 auto; }
.way .emblem { margin: 0; width: 40px; height: 40px; }
.way .emblem .icon { width: 22px; height: 22px; }
.way .tile { width: 56px; height: 56px; }
.banner {
  display: flex;
  gap: calc(var(--space) * 1.5);
  margin-bottom: calc(var(--space) * 2);
  padding: calc(var(--space) * 1.5) calc(var(--space) * 2);
  font-size: var(--font-size-small);
  text-align: start;
  background-color: var(--banner-background-color);
  border: 1px solid var(--banner-border-color);
  border-left: var(--banner-border-left-width) solid var(--tone, var(--banner-border-color));
  border-radius: var(--banner-border-radius);
  box-shadow: var(--banner-box-shadow);
  overflow-wrap: anywhere;
}
.banner > div { min-width: 0; flex: 1; }
.banner .icon { flex: none; width: 20px; height: 20px; }
.banner p { margin: 0; text-wrap: wrap; color: var(--banner-body-color); font-weight: var(--banner-body-font-weight); }
.banner .title { color: var(--banner-title-color); font-weight: var(--banner-title-font-weight); }
${["error", "info", "success", "warning"].map(tone).join("")}`;

function tone(name) {
  return `
.banner.${name} { --tone: var(--banner-border-color-left-${name}); background-color: var(--banner-background-color-${name}); }
.banner.${name} .icon { color: var(--banner-icon-color-${name}); }`;
}
