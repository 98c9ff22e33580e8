// The phones and groups on the table and, on a narrow screen, the switch between them.
import { el } from "./dom.js";
import { Group } from "./group.js";
import { onLanguage, t } from "./language.js";
import { Phone } from "./phone.js";

const phones = new Map();
let active = null;
let awaitsNewest = false;

const table = document.getElementById("phones");
const tabs = document.getElementById("tabs");

/** The phones and groups that changed, and the order of all phones. */
export function updateBoard(state) {
  for (const [Kind, views] of [[Phone, state.phones], [Group, state.groups]]) {
    for (const view of views) {
      if (phones.has(view.id)) phones.get(view.id).update(view);
      else add(new Kind(view, state.bot, phone));
    }
  }
  if (active === null && state.order.length) activate(state.order[0]);
  drawTabs();
  for (const one of phones.values()) if (one instanceof Group) one.listen();
}

/** The phone of this person (or the group with this id), if there is one. */
export function phone(id) {
  return phones.get(id);
}

/** What is known of every phone. */
export function phoneViews() {
  return [...phones.values()].filter((one) => one instanceof Phone).map((one) => one.view);
}

/** The first group there is, if any. */
export function firstGroup() {
  return [...phones.values()].find((one) => one instanceof Group);
}

/** The phones' own clocks go on. */
export function eachSecond() {
  for (const one of phones.values()) one.showTime();
}

function add(one) {
  phones.set(one.id, one);
  table.append(one.element);
  for (const kind of ["focusin", "pointerdown"]) {
    one.element.addEventListener(kind, () => { if (active !== one.id) { mark(one.id); drawTabs(); } });
  }
  one.element.addEventListener("looked", drawTabs);
  one.chat.scrollDown();
  if (awaitsNewest) { awaitsNewest = false; goTo(one.id); }
}

function mark(id) {
  active = id;
  for (const one of phones.values()) {
    one.element.classList.toggle("active", one.id === id);
    one.announces(one.id === id);
  }
}

function activate(id) {
  mark(id);
  phones.get(id).chat.scrollDown();
}

/** Bring a phone into view without touching the focus; `app`: with this messenger. */
export function show(id, app = null) {
  if (app) phones.get(id).show(app);
  activate(id);
  drawTabs();
  phones.get(id).element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "smooth" });
}

/** Bring a phone into view and go there; "newest": the one that comes with the next news. */
export function goTo(id, app = null) {
  if (id === "newest") { awaitsNewest = true; return; }
  show(id, app);
  phones.get(id).entrance.focus({ preventScroll: true });
}

function tab(one) {
  const unread = one.unread();
  const { label, name } = one.view;
  const badge = unread ? el("span", { class: "badge", "aria-label": t("unread", { count: unread }) }, String(unread)) : null;
  const properties = { type: "button", class: "tab", "aria-pressed": String(one.id === active), "data-tab": one.id };
  return el("button", { ...properties, onclick: () => { activate(one.id); drawTabs(); } },
    el("span", { class: "tab-words", lang: "vi" },
      el("span", { class: "tab-label" }, label || name), label ? el("span", { class: "tab-person" }, name) : null),
    badge);
}

function drawTabs() {
  phones.get(active)?.markSeen();
  const focused = document.activeElement?.dataset?.tab;
  tabs.replaceChildren(...[...phones.values()].map(tab));
  if (focused) tabs.querySelector(`[data-tab="${focused}"]`)?.focus();
  showActiveTab();
}

function showActiveTab() {
  const chosen = tabs.querySelector('[aria-pressed="true"]');
  if (chosen) tabs.scrollLeft = chosen.offsetLeft - (tabs.clientWidth - chosen.offsetWidth) / 2;
}

/** Wire up the switch. */
export function startBoard() {
  new ResizeObserver(showActiveTab).observe(tabs); // a turned phone, a window made narrow
  onLanguage(drawTabs);
}
