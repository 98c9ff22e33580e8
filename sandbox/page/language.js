// The page's own labels in the visitor's language. The conversation on the phones is not touched: it has its own.
import { recall, remember } from "./memory.js";
import { WORDS } from "./words.js";

export const LANGUAGES = ["vi", "en"];
const KEPT = "ktgs-language";
// attribute that names a label -> what it fills
const PLACES = { "data-t": null, "data-t-label": "aria-label", "data-t-placeholder": "placeholder", "data-t-title": "title" };
const listeners = [];
let current = LANGUAGES[0];

/** The language of the labels now. */
export function language() {
  return current;
}

/** One label; {name} in it takes a value. */
export function t(key, values = {}) {
  const row = WORDS[key];
  if (!row) throw new Error(`no label ${key}`);
  return row[LANGUAGES.indexOf(current)].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Write the labels that an element names in its data-t attributes. */
export function label(element) {
  for (const [named, filled] of Object.entries(PLACES)) {
    const key = element.getAttribute(named);
    if (!key) continue;
    if (filled) element.setAttribute(filled, t(key));
    else element.textContent = t(key);
  }
}

/** Call back when the language has changed, for labels that are more than a word. */
export function onLanguage(listener) {
  listeners.push(listener);
}

function choose(code) {
  current = code;
  document.documentElement.lang = code;
  document.title = t("title");
  document.querySelectorAll(Object.keys(PLACES).map((name) => `[${name}]`).join()).forEach(label);
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === code));
  }
  listeners.forEach((listener) => listener());
}

function wanted() {
  const asked = new URLSearchParams(window.location.search).get("lang") ?? recall(KEPT);
  return LANGUAGES.includes(asked) ? asked : LANGUAGES[0];
}

/** Label the page and wire up the switch. */
export function startLanguage() {
  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => {
      remember(KEPT, button.dataset.language);
      choose(button.dataset.language);
    });
  }
  choose(wanted());
}
