// The panel: what the program received, stored, decided and sent, as it happens.
import { el } from "./dom.js";
import { recall, remember } from "./memory.js";
import { Tail } from "./tail.js";
import { day, hour, parts } from "./time.js";

const KEPT = "ktgs-log"; // whether the visitor closed it
export const NARROW = window.matchMedia("(max-width: 720px), (max-height: 480px)"); // as in narrow.css
const ROOMY = window.matchMedia("(min-width: 1100px) and (min-height: 481px)");

const panel = document.getElementById("log");
const list = document.getElementById("log-list");
const toggle = document.getElementById("log-toggle");
const none = document.getElementById("log-none");
const tail = new Tail(list);

function words(event) {
  if (event.kind === "clock") return `${hour(event.at)} ${day(event.at)}`;
  if (event.kind === "outage") return el("span", { "data-t": `outage.${event.text}` });
  if (event.kind === "fault") return fault(event.text);
  return event.text;
}

/** "dropped_before sendMessage" */
function fault(text) {
  const [kind, method = ""] = text.split(" ");
  return el("span", {}, el("span", { "data-t": `fault.${kind}` }), ` (${method})`);
}

function line(event) {
  const { hour: h, minute, second } = parts(event.at);
  return el("li", { class: "event", "data-event": event.id, "data-kind": event.kind },
    el("time", { class: "event-time" }, `${h}:${minute}:${second}`),
    el("span", { class: "event-kind", "data-t": `kind.${event.kind}` }),
    el("span", { class: "event-words", lang: "vi" },
      event.who ? el("strong", {}, `${event.who}: `) : null, words(event)));
}

/** New lines, and from which one on they are kept. */
export function updateLog({ from, new: fresh }) {
  while (list.firstChild && Number(list.firstChild.dataset.event) < from) list.firstChild.remove();
  list.append(...fresh.map(line));
  none.hidden = Boolean(list.firstChild);
  tail.keep();
}

function isOpen() {
  return panel.open;
}

function close() {
  const hadFocus = panel.contains(document.activeElement);
  panel.close();
  toggle.setAttribute("aria-expanded", "false");
  if (hadFocus) toggle.focus();
}

function open() {
  // on a narrow screen it covers everything; beside the phones it takes no focus from them
  if (NARROW.matches) panel.showModal();
  else panel.open = true;
  toggle.setAttribute("aria-expanded", "true");
  tail.scrollDown();
}

/** Wire up the panel. */
export function startLog() {
  toggle.addEventListener("click", () => {
    const opens = !isOpen();
    if (!NARROW.matches) remember(KEPT, opens ? "open" : "closed");
    if (opens) open();
    else close();
  });
  document.getElementById("log-close").addEventListener("click", () => {
    if (!NARROW.matches) remember(KEPT, "closed");
    close();
  });
  panel.addEventListener("close", () => toggle.setAttribute("aria-expanded", "false"));
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape" && !NARROW.matches) close(); });
  NARROW.addEventListener("change", () => { if (isOpen()) close(); });
  if (ROOMY.matches && recall(KEPT) !== "closed") open();
}

