// One bubble: text with its formatting, file, buttons.
import { el, icon } from "./dom.js";
import { follow, isOfBot } from "./dialogs.js";
import { t } from "./language.js";
import { entityTime, hour } from "./time.js";

// entity type -> tag; whatever is not listed shows as plain text
const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code",
  pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote", spoiler: "span",
};

function link(address, children, owner) {
  if (isOfBot(address)) {
    return el("a", { href: "#", onclick: (event) => { event.preventDefault(); follow(address, owner); } }, ...children);
  }
  const safe = /^(https?|mailto|tel):/i.test(address) ? address : `https://${address}`;
  return el("a", { href: safe, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

/** A moment in the reader's own zone; its tooltip says what the sender had written. */
function moment(entity, content, children, owner) {
  const milliseconds = entity.unix_time * 1000;
  const shown = entityTime(milliseconds, entity.date_time_format, owner.zone);
  const properties = { class: "moment", datetime: new Date(milliseconds).toISOString(), title: content };
  return el("time", properties, ...(shown ? [shown] : children));
}

function wrap(entity, content, children, owner) {
  if (entity.type === "text_link") return [link(entity.url, children, owner)];
  if (entity.type === "url") return [link(content, children, owner)];
  if (entity.type === "bot_command") {
    return [el("a", { href: "#", onclick: (event) => { event.preventDefault(); owner.says(content); } }, ...children)];
  }
  if (entity.type === "date_time") return [moment(entity, content, children, owner)];
  return TAGS[entity.type] ? [el(TAGS[entity.type], {}, ...children)] : children;
}

/** Nodes for a stretch of text; entities are sorted, nested, and counted in UTF-16 like strings here. */
function formatted(text, entities, begin, end, owner) {
  const nodes = [];
  let position = begin;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset < position || entity.offset >= end) continue;
    if (entity.offset > position) nodes.push(text.slice(position, entity.offset));
    const inner = formatted(text, entities.slice(index + 1), entity.offset, stop, owner);
    nodes.push(...wrap(entity, text.slice(entity.offset, stop), inner, owner));
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
    const image = el("img", { src: given.url, alt: t("photo"), class: "photo" });
    return el("a", { href: given.url, target: "_blank", rel: "noopener", class: "photo-link" }, image);
  }
  return el("a", { href: given.url, download: given.name, class: "file" },
    el("span", { class: "file-icon" }, icon("file")),
    el("span", { class: "file-text" },
      el("span", { class: "file-name" }, given.name),
      el("span", { class: "file-size" }, t("download", { size: size(given.size) }))));
}

// the first field of a service message -> its label
const SERVICES = {
  new_chat_participant: "service-in", new_chat_members: "service-in",
  left_chat_participant: "service-out", left_chat_member: "service-out", migrate_to_chat_id: "service-moved",
};
const PRESSED_MS = 450;

function button(given, message, owner) {
  const properties = { type: "button", class: "inline", disabled: given.disabled };
  if (given.style) properties["data-style"] = given.style;
  if (given.url) properties["data-kind"] = "link";
  const element = el("button", properties, given.text);
  element.addEventListener("click", async () => {
    if (given.url) return follow(given.url, owner);
    if (given.copy) {
      await navigator.clipboard.writeText(given.copy);
      return owner.toast(t("copied"));
    }
    if (element.classList.contains("pressed")) return undefined;
    element.classList.add("pressed");
    setTimeout(() => element.classList.remove("pressed"), PRESSED_MS);
    const done = await owner.press(message.id, given.data);
    return done ? undefined : owner.toast(t("press-failed"));
  });
  return element;
}

/** What a message says that nobody wrote. */
function service(message) {
  const key = SERVICES[message.service];
  return el("article", { class: "message service", "data-message": message.id }, el("p", { class: "day" },
    key ? t(key, { who: message.sender }) : message.service));
}

/** How much of a text is shown: as on the platform, who opened an invitation sees /start without its code. */
function shownLength(message) {
  return !message.fromBot && message.text.startsWith("/start ") ? "/start".length : message.text.length;
}

/** The element of a message; `owner` offers zone, says(text), press(message id, data) and toast(text). Only bots edit
 * here, and clients do not mark what a bot has edited. */
export function bubble(message, owner) {
  if (message.service) return service(message);
  const text = formatted(message.text, message.entities, 0, shownLength(message), owner);
  const meta = el("span", { class: "meta" }, el("time", {}, hour(message.date, owner.zone)));
  const body = el("div", { class: "bubble" },
    message.sender ? el("div", { class: "sender" }, message.sender) : null,
    message.file ? file(message.file) : null,
    message.text ? el("div", { class: "text" }, ...text) : null,
    meta);
  const rows = message.buttons.map((row) =>
    el("div", { class: "button-row" }, ...row.map((given) => button(given, message, owner))));
  const keyboard = rows.length ? el("div", { class: "keyboard" }, ...rows) : null;
  const side = message.fromBot ? "from-bot" : "from-person";
  return el("article", { class: `message ${side}`, "data-message": message.id }, body, keyboard);
}
