// The custom properties of the style sheet. All stand on the root, as a brand's theme names them: those of the light
// scheme plain, those of the dark one with `-dark` at the end. What is drawn reads the plain names, which below the root
// stand for the scheme in force.

// W-BRAND-16: name, default, and that of the dark scheme where it differs. Defaults are Belvo's unless text would be too
// faint to read (WCAG AA): titles and icons of the dark bar, borders of fields, placeholders, errors, disabled buttons.
export const THEME = {
  "--color-primary-base": ["#0663f9"],
  "--nav-bar-title-color": ["#161a1d", "#eef3f8"],
  "--nav-bar-icon-color": ["#161a1d", "#eef3f8"],
  "--nav-bar-title-align": ["center"],
  "--nav-bar-icon-size": ["24px"],
  "--nav-bar-left-icon": ["arrow_left", "arrow_left_dark"],
  "--nav-bar-right-icon": ["help_outlined", "help_outlined_dark"],
  "--nav-bar-background-color": ["#ffffff", "#011432"],
  "--nav-bar-box-shadow": ["none"],
  "--nav-bar-border-color": ["#f0f2f4", "#2b3d54"],
  "--button-font-color": ["#ffffff", "#eef3f8"],
  "--button-font-color-disabled": ["#ffffff", "#eef3f8"],
  "--button-border-radius": ["8px"],
  "--button-background-color-disabled": ["#66717c", "#3a4d64"],
  "--button-opacity-disabled": ["1"],
  "--button-border-color-disabled": ["#66717c", "#3a4d64"],
  "--banner-border-radius": ["8px"],
  "--banner-background-color": ["#ffffff", "#011432"],
  "--banner-background-color-error": ["#ffffff", "#011432"],
  "--banner-background-color-info": ["#ffffff", "#011432"],
  "--banner-background-color-success": ["#ffffff", "#011432"],
  "--banner-background-color-warning": ["#ffffff", "#011432"],
  "--banner-border-left-width": ["4px"],
  "--banner-border-color": ["#e2e6e9", "#2b3d54"],
  "--banner-border-color-left-error": ["#f90e06", "#e04a39"],
  "--banner-border-color-left-info": ["#0663f9"],
  "--banner-border-color-left-success": ["#59c837"],
  "--banner-border-color-left-warning": ["#f9c806"],
  "--banner-icon-color-error": ["#f90e06", "#e04a39"],
  "--banner-icon-color-info": ["#0663f9"],
  "--banner-icon-color-success": ["#59c837"],
  "--banner-icon-color-warning": ["#f9c806"],
  "--banner-title-color": ["#161a1d", "#eef3f8"],
  "--banner-body-color": ["#414d58", "#c2cfd9"],
  "--banner-title-font-weight": ["600"],
  "--banner-body-font-weight": ["600"],
  "--banner-box-shadow": ["0 2px 4px 0 rgba(0, 0, 0, 0.05)"],
  "--input-text-border-radius": ["8px"],
  "--input-text-border-color": ["#161a1d", "#eef3f8"],
  "--input-text-outline-border-color": ["#7c8894", "#7688a0"],
  "--input-text-placeholder-color": ["#66717c", "#94a6ba"],
  "--input-text-label-color": ["#414d58", "#eef3f8"],
  "--input-text-label-color-error": ["#c4150f", "#ff9c90"],
  "--input-text-label-variation": ["outlined"],
  "--input-text-icon-color": ["#000000", "#e04a39"],
  "--tab-text-color": ["#0663f9"],
  "--tab-border-color": ["#0663f9"],
};

const OWN = {
  "--color-link": ["var(--color-primary-base)", "color-mix(in srgb, var(--color-primary-base) 45%, #ffffff)"],
  "--color-text": ["#161a1d", "#eef3f8"],
  "--color-text-soft": ["#414d58", "#c2cfd9"],
  "--color-surface": ["#ffffff", "#011432"],
  "--color-surface-raised": ["#f5f7f9", "#0b2347"],
  "--color-error": ["#c4150f", "#ff9c90"],
  "--color-success": ["#1f7a0c", "#7ddc5f"],
  "--color-mark": ["#fff3c4", "#4a3a05"],
  "--color-mark-text": ["#5a4300", "#ffe9a3"],
  "--overlay-background-color": ["#5f6b76", "#2a3138"],
};

const FIXED = `
.root {
  --overlay-opacity: 0.9;
  --panel-width: 420px;
  --panel-height: 720px;
  --panel-border-radius: 20px;
  --panel-padding: 24px;
  --panel-box-shadow: 0 24px 64px -8px rgba(0, 0, 0, 0.32);
  --font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
  --font-size: 16px;
  --font-size-small: 14px;
  --font-size-tiny: 12px;
  --font-size-title: 24px;
  --space-1: 4px;
  --space-2: 8px;
  --space-3: 12px;
  --space-4: 16px;
  --space-5: 24px;
  --done: 0%;
  --target: 48px;
  --z-index: 1000;
}`;

export function variables() {
  const all = Object.entries({ ...THEME, ...OWN });
  const given = all.map(([name, [light, dark = `var(${name})`]]) => `${name}: ${light}; ${name}-dark: ${dark};`);
  const dark = all.map(([name]) => `${name}: var(${name}-dark);`).join(" ");
  return `${FIXED}
.root { ${given.join(" ")} }
.root > * { color-scheme: light; }
@media (prefers-color-scheme: dark) { .root:not([data-scheme="light"]) > * { ${dark} color-scheme: dark; } }
.root[data-scheme="dark"] > * { ${dark} color-scheme: dark; }`;
}
