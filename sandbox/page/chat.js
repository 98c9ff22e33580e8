// The messages of one conversation, kept at their end while somebody reads there.
import { el } from "./dom.js";
import { bubble } from "./message.js";
import { Tail } from "./tail.js";
import { day } from "./time.js";

const CUT = 40; // px of a message out of sight; of fewer the button itself would hide more
const LEFT = 50; // px of it in sight, for the button to lie on: it must not cover what can be pressed

/** `owner` is what a bubble needs: zone, says(text), press(message id, data), toast(text); and `entrance`. */
export class Chat {
  constructor(owner) {
    this.owner = owner;
    this.shown = new Map(); // message id -> { version, row }
    this.messages = [];
    this.element = el("div", { class: "chat", role: "log", lang: "vi", "aria-live": "off", "aria-relevant": "additions", tabindex: 0 });
    this.up = el("button", { type: "button", class: "to-beginning", "data-t": "to-beginning", hidden: true, tabindex: -1, "aria-hidden": "true", onclick: () => this.toBeginning() });
    this.lead = el("div", { class: "lead" }, this.up); // stands before the element
    this.tail = new Tail(this.element, () => this.offerBeginning());
    this.element.addEventListener("keydown", (event) => this.walk(event));
  }

  /** Arrows lead from button to button, Escape back to the typing. */
  walk(event) {
    const buttons = [...this.element.querySelectorAll(".inline:enabled")];
    const at = buttons.indexOf(document.activeElement);
    if (at < 0) return; // the conversation itself: arrows scroll
    if (event.key === "Escape") this.owner.entrance.focus();
    const next = buttons[at + ({ ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0)];
    if (!next || next === buttons[at]) return;
    event.preventDefault();
    next.focus();
  }

  /** To the buttons of the newest message that has some. */
  enter() {
    [...this.element.querySelectorAll(".keyboard")].pop()?.querySelector("button:enabled")?.focus();
  }

  /** Only the phone in use reads its news aloud; seven at once would be noise. */
  announces(yes) {
    this.element.setAttribute("aria-live", yes ? "polite" : "off");
  }

  update(messages) {
    this.messages = messages;
    const present = new Set(messages.map((message) => message.id));
    for (const [id, { row }] of this.shown) {
      if (!present.has(id)) { row.remove(); this.shown.delete(id); }
    }
    let added = false;
    messages.forEach((message, index) => {
      const known = this.shown.get(message.id);
      if (known && known.version === message.version) return;
      if (known) this.replace(known, message);
      else { this.append(message, messages[index - 1]); added = true; }
    });
    if (added) this.scrollDown();
    else this.tail.keep();
  }

  append(message, previous) {
    const { zone } = this.owner;
    const isNewDay = !previous || day(previous.date, zone) !== day(message.date, zone);
    const row = el("div", { class: "row" },
      isNewDay ? el("p", { class: "day" }, day(message.date, zone)) : null, bubble(message, this.owner));
    row.querySelector("img")?.addEventListener("load", () => this.scrollDown());
    this.element.append(row);
    this.shown.set(message.id, { version: message.version, row });
  }

  replace(known, message) {
    const old = known.row.querySelector(".message");
    const focused = [...old.querySelectorAll("button")].indexOf(document.activeElement);
    const fresh = bubble(message, this.owner);
    old.replaceWith(fresh);
    known.version = message.version;
    // whoever works by keyboard must not be thrown to the top of the page by an edit
    if (focused >= 0) (fresh.querySelector("button:enabled") ?? this.element).focus({ preventScroll: true });
  }

  /** Draw everything anew: labels or zone have changed. */
  redraw() {
    for (const { row } of this.shown.values()) row.remove();
    this.shown.clear();
    this.update(this.messages);
  }

  scrollDown() {
    this.tail.scrollDown();
  }

  /** A message too long for the screen is shown from its end, where its buttons are: offer the way to its first words. */
  offerBeginning() {
    const row = this.element.lastElementChild;
    const bubble = row?.querySelector(".from-bot .bubble");
    const edge = this.element.getBoundingClientRect().top;
    const { top, bottom } = bubble?.getBoundingClientRect() ?? { top: edge, bottom: edge };
    this.up.hidden = edge - top < CUT || bottom - edge < LEFT;
  }

  toBeginning() {
    const bubble = this.element.lastElementChild.querySelector(".bubble");
    this.element.scrollTop += bubble.getBoundingClientRect().top - this.element.getBoundingClientRect().top - 8;
  }

  /** The newest message of the bot. */
  newest() {
    return this.messages.findLast((message) => message.fromBot);
  }
}
