// What this browser remembers of the page. One that may not remember anything works all the same.

function attempt(store, act) {
  try {
    return act(window[store]);
  } catch {
    return null; // storing is forbidden here
  }
}

/** A small text under a name; null when there is none. `tab`: only while this tab lives. */
export function recall(name, { tab = false } = {}) {
  return attempt(tab ? "sessionStorage" : "localStorage", (store) => store.getItem(name));
}

/** Keep a text under a name; null forgets it. */
export function remember(name, text, { tab = false } = {}) {
  attempt(tab ? "sessionStorage" : "localStorage", (store) => (text === null ? store.removeItem(name) : store.setItem(name, text)));
}
