// A view is drawn anew when what it shows has changed; what somebody was at stays as it was.

function kept(place) {
  const inputs = [...place.querySelectorAll("input[id], select[id], textarea[id]")];
  return {
    focus: place.contains(document.activeElement) ? document.activeElement?.id : "",
    typed: inputs.map((input) => [input.id, input.value]),
    open: [...place.querySelectorAll("details[id][open]")].map(({ id }) => id),
    scrolled: [...place.querySelectorAll(".scroll[id]")].map(({ id, scrollTop, scrollLeft }) => [id, scrollTop, scrollLeft]),
  };
}

function restore({ focus, typed, open, scrolled }) {
  const find = /** @returns {any} */ (id) => document.getElementById(id);
  for (const [id, value] of typed) if (find(id)) find(id).value = value;
  for (const id of open) find(id)?.setAttribute("open", "");
  for (const [id, top, left] of scrolled) find(id)?.scrollTo({ top, left, behavior: "instant" });
  if (focus) find(focus)?.focus({ preventScroll: true });
}

/** @type {WeakMap<Element, string>} */
const shown = new WeakMap();

/**
 * @param {any} place
 * @param {unknown} data what is shown
 * @param {() => any[]} parts how
 */
export function draw(place, data, parts) {
  const text = JSON.stringify([document.documentElement.lang, data]);
  if (shown.get(place) === text) return;
  const before = kept(place);
  place.replaceChildren(...parts().flat(Infinity).filter(Boolean));
  shown.set(place, text);
  restore(before);
}

// Another view: nothing stays.
export function clear(place) {
  shown.delete(place);
  place.replaceChildren();
}
