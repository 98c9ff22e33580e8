// One short line about the page itself, seen and read aloud.
const SHOWN_MS = 6000;
let timer = null;

/** Say it; it goes away by itself. */
export function announce(text) {
  const line = document.getElementById("notice");
  clearTimeout(timer);
  line.textContent = text;
  line.hidden = false;
  timer = setTimeout(() => { line.hidden = true; }, SHOWN_MS);
}
