// Small helpers. Text from chats only ever enters the page as text nodes.
import { label } from "./language.js";

/** An element with properties (class, aria-*, data-*, data-t: a label's key, onclick, ...) and children. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  label(element);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  send: "M3 11.5 21 3l-6.5 18-3-7.5z",
  clip: "M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.3 3.3 0 0 1 4.7 4.7L10 17a1.6 1.6 0 0 1-2.3-2.3l7.3-7.2",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  people: "M9 11a3.5 3.5 0 1 0-.01 0M2.5 20a6.5 6.5 0 0 1 13 0M16 4.5a3.3 3.3 0 0 1 0 6.3M18 14.2a6.5 6.5 0 0 1 3.5 5.8",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  status: "M3 17v-3M7.5 17v-6M12 17V8M16.5 17V5M21 17V3", // the bars of a mobile network
};

/** A line icon, hidden from screen readers: its button carries the label. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A button that opens and closes a sheet: Escape and a press elsewhere close it. Returns { close }.
 * `opened` is called after opening; while `applies` says no, the sheet is always there. */
export function disclosure(button, sheet, { opened = () => {}, applies = () => true } = {}) {
  const show = (open) => {
    sheet.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) opened();
  };
  const close = (giveFocusBack = false) => {
    if (sheet.hidden || !applies()) return;
    show(false);
    if (giveFocusBack) button.focus();
  };
  show(!applies());
  button.addEventListener("click", () => show(sheet.hidden));
  for (const part of [button, sheet]) {
    part.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || sheet.hidden || !applies()) return;
      event.stopPropagation();
      close(true);
    });
  }
  // after the press, not before it: a sheet that closes may move what is being pressed
  document.addEventListener("click", (event) => {
    if (!sheet.contains(event.target) && !button.contains(event.target)) close();
  });
  return { close, show };
}

/** Do one thing on the server; the answer's effects come back over the live connection. */
export async function post(action, body = {}) {
  const isForm = body instanceof FormData;
  try {
    const response = await fetch(`/page/${action}`, {
      method: "POST",
      headers: isForm ? {} : { "Content-Type": "application/json" },
      body: isForm ? body : JSON.stringify(body),
    });
    return response.ok;
  } catch {
    return false;
  }
}
