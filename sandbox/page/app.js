// The page: keeps the live connection, the phones, and on a narrow screen the switcher.
import { connectDialogs, startDialogs } from "./dialogs.js";
import { el } from "./dom.js";
import { Phone } from "./phone.js";
import { setClock, startClock } from "./time.js";

const RETRY_MS = 1000;
const phones = new Map();
let session = null;
let active = null;
let awaitsNewest = false;

const board = document.getElementById("phones");
const tabs = document.getElementById("tabs");

function apply(state) {
  if (session !== null && session !== state.session) return window.location.reload(); // another run of the sandbox
  session = state.session;
  setClock(state.clock);
  connectDialogs({ bot: state.bot, goTo, phones: () => [...phones.values()].map((phone) => phone.view) });
  for (const view of state.phones) {
    if (phones.has(view.id)) phones.get(view.id).update(view);
    else add(view, state.bot);
  }
  if (active === null && state.order.length) activate(state.order[0]);
  drawTabs();
  return undefined;
}

function add(view, bot) {
  const phone = new Phone(view, bot);
  phones.set(view.id, phone);
  board.append(phone.element);
  phone.element.addEventListener("focusin", () => { if (active !== view.id) { mark(view.id); drawTabs(); } });
  phone.scrollDown();
  if (awaitsNewest) { awaitsNewest = false; goTo(view.id); }
}

function mark(id) {
  active = id;
  for (const phone of phones.values()) phone.element.classList.toggle("active", phone.id === id);
}

function activate(id) {
  mark(id);
  phones.get(id).scrollDown();
}

function goTo(id) {
  if (id === "newest") { // its phone comes with the next news, or is here already
    const last = [...phones.keys()].pop();
    if (last === undefined || last === active) { awaitsNewest = true; return; }
    id = last;
  }
  activate(id);
  drawTabs();
  const phone = phones.get(id);
  phone.element.scrollIntoView({ block: "nearest", behavior: "smooth" });
  (phone.beginBox.hidden ? phone.composer.text : phone.begin).focus({ preventScroll: true });
}

function tab(phone) {
  const unread = phone.unread();
  const name = phone.view.label || phone.view.name;
  const badge = unread ? el("span", { class: "badge", "aria-label": `${unread} tin mới` }, String(unread)) : null;
  const properties = { type: "button", class: "tab", "aria-pressed": String(phone.id === active), "data-tab": phone.id };
  return el("button", { ...properties, onclick: () => { activate(phone.id); drawTabs(); } },
    el("span", { class: "tab-name" }, name), badge);
}

function drawTabs() {
  phones.get(active)?.markSeen();
  const focused = document.activeElement?.dataset?.tab;
  tabs.replaceChildren(...[...phones.values()].map(tab));
  if (focused) tabs.querySelector(`[data-tab="${focused}"]`)?.focus();
  showActiveTab();
}

function showActiveTab() {
  tabs.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function connect() {
  const scheme = window.location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${window.location.host}/page/live`);
  const offline = document.getElementById("offline");
  socket.addEventListener("message", (event) => { offline.hidden = true; apply(JSON.parse(event.data)); });
  socket.addEventListener("close", () => { offline.hidden = false; setTimeout(connect, RETRY_MS); });
}

const toggle = document.getElementById("tools-toggle");
toggle.addEventListener("click", () => {
  const open = document.getElementById("tools").classList.toggle("open");
  toggle.setAttribute("aria-expanded", String(open));
});
new ResizeObserver(showActiveTab).observe(tabs); // a turned phone, a window made narrow
startClock();
startDialogs();
connect();
