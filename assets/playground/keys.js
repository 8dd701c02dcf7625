// The secret keys stay out of the address: it is made to be passed on.

const PLACE = "belvo-emulator.playground.keys";
const OWN = { id: "playground", password: "playground" };

// A browser may be told to keep nothing; then the keys last as long as the page.
function attempt(work) {
  try {
    return work();
  } catch {
    return null;
  }
}

let keys = { ...OWN, ...attempt(() => JSON.parse(sessionStorage.getItem(PLACE) || "{}")) };

export const current = () => keys;

export function set(name, value) {
  keys = { ...keys, [name]: value || OWN[name] };
  attempt(() => sessionStorage.setItem(PLACE, JSON.stringify(keys)));
}
