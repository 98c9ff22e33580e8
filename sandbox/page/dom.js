// Small helpers. Text from chats only ever enters the page as text nodes.

/** An element with properties (class, aria-*, data-*, onclick, ...) and children (elements or strings). */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  send: "M3 11.5 21 3l-6.5 18-3-7.5z",
  clip: "M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.3 3.3 0 0 1 4.7 4.7L10 17a1.6 1.6 0 0 1-2.3-2.3l7.3-7.2",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
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

/** Do one thing on the server; the answer's effects come back over the live connection. */
export async function post(action, body) {
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
