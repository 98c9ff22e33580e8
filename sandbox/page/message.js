// One bubble: text with its formatting, file, buttons.
import { el, icon, post } from "./dom.js";
import { follow, startOf } from "./dialogs.js";
import { hour } from "./time.js";

// entity type -> tag; whatever is not listed shows as plain text
const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code",
  pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote", spoiler: "span",
};

function link(address, children) {
  if (startOf(address) !== null) {
    return el("a", { href: "#", onclick: (event) => { event.preventDefault(); follow(address); } }, ...children);
  }
  const safe = /^(https?|mailto|tel):/i.test(address) ? address : `https://${address}`;
  return el("a", { href: safe, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

function wrap(entity, content, children, says) {
  if (entity.type === "text_link") return [link(entity.url, children)];
  if (entity.type === "url") return [link(content, children)];
  if (entity.type === "bot_command") {
    return [el("a", { href: "#", onclick: (event) => { event.preventDefault(); says(content); } }, ...children)];
  }
  return TAGS[entity.type] ? [el(TAGS[entity.type], {}, ...children)] : children;
}

/** Nodes for a stretch of text; entities are sorted, nested, and counted in UTF-16 like strings here. */
function formatted(text, entities, begin, end, says) {
  const nodes = [];
  let position = begin;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset < position || entity.offset >= end) continue;
    if (entity.offset > position) nodes.push(text.slice(position, entity.offset));
    const inner = formatted(text, entities.slice(index + 1), entity.offset, stop, says);
    nodes.push(...wrap(entity, text.slice(entity.offset, stop), inner, says));
    position = stop;
  }
  if (position < end) nodes.push(text.slice(position, end));
  return nodes;
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} byte`;
  const kilobytes = bytes / 1024;
  const [value, unit] = kilobytes < 1024 ? [kilobytes, "KB"] : [kilobytes / 1024, "MB"];
  return `${value.toFixed(1).replace(".", ",")} ${unit}`;
}

function file(given) {
  if (given.photo) {
    const image = el("img", { src: given.url, alt: "Ảnh", class: "photo" });
    return el("a", { href: given.url, target: "_blank", rel: "noopener", class: "photo-link" }, image);
  }
  return el("a", { href: given.url, download: given.name, class: "file" },
    el("span", { class: "file-icon" }, icon("file")),
    el("span", { class: "file-text" },
      el("span", { class: "file-name" }, given.name),
      el("span", { class: "file-size" }, `${size(given.size)}, tải về`)));
}

const PRESSED_MS = 450;

function button(given, message, phone) {
  const properties = { type: "button", class: "inline", disabled: given.disabled };
  if (given.style) properties["data-style"] = given.style;
  if (given.url) properties["data-kind"] = "link";
  const element = el("button", properties, given.text);
  element.addEventListener("click", async () => {
    if (given.url) return follow(given.url);
    if (given.copy) {
      await navigator.clipboard.writeText(given.copy);
      return phone.toast("Đã chép.");
    }
    if (element.classList.contains("pressed")) return undefined;
    element.classList.add("pressed");
    setTimeout(() => element.classList.remove("pressed"), PRESSED_MS);
    const done = await post("press", { phone: phone.id, message: message.id, data: given.data });
    return done ? undefined : phone.toast("Không bấm được nút này.");
  });
  return element;
}

/** How much of a text is shown: as on the platform, who opened an invitation sees /start without its code. */
function shownLength(message) {
  return !message.fromBot && message.text.startsWith("/start ") ? "/start".length : message.text.length;
}

/** The element of a message; `phone` offers id, says(text) and toast(text). Only bots edit here, and clients do not
 * mark what a bot has edited. */
export function bubble(message, phone) {
  const text = formatted(message.text, message.entities, 0, shownLength(message), phone.says);
  const meta = el("span", { class: "meta" }, el("time", {}, hour(message.date)));
  const body = el("div", { class: "bubble" },
    message.file ? file(message.file) : null,
    message.text ? el("div", { class: "text" }, ...text) : null,
    meta);
  const rows = message.buttons.map((row) =>
    el("div", { class: "button-row" }, ...row.map((given) => button(given, message, phone))));
  const keyboard = rows.length ? el("div", { class: "keyboard" }, ...rows) : null;
  const side = message.fromBot ? "from-bot" : "from-person";
  return el("article", { class: `message ${side}`, "data-message": message.id }, body, keyboard);
}
