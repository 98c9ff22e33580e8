// One short line about the page itself, seen and read aloud.
const SHOWN_MS = 6000;
let timer = null;

/** Say it; it goes away by itself, or when pressed: it may cover something. */
export function announce(text) {
  const line = document.getElementById("notice");
  clearTimeout(timer);
  line.textContent = text;
  line.hidden = false;
  line.onclick = () => { line.hidden = true; };
  timer = setTimeout(() => { line.hidden = true; }, SHOWN_MS);
}
