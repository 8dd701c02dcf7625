// What lasts as long as the tab and never stands in the address: that is made to be passed on.

// A browser may be told to keep nothing; then it lasts as long as the page.
function attempt(work) {
  try {
    return work();
  } catch {
    return null;
  }
}

export const recall = (place) => attempt(() => JSON.parse(sessionStorage.getItem(place) || "null"));

export const remember = (place, value) => attempt(() => sessionStorage.setItem(place, JSON.stringify(value)));
