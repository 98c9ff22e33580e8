// A group, seen by whichever of its people the visitor chooses to be.
import { Chat } from "./chat.js";
import { disclosure, el, icon, post } from "./dom.js";
import { onLanguage, t } from "./language.js";
import { NARROW } from "./log.js";
import { announce } from "./notice.js";
import { hour, now, ZONE } from "./time.js";

const ANSWER_MS = 10000; // what comes later is no answer to what was done here

export class Group {
  /** `phoneOf(person)` is the phone of one of its people, if it is on the table. */
  constructor(view, bot, phoneOf) {
    this.id = view.id;
    this.bot = bot;
    this.phoneOf = phoneOf;
    this.awaiting = null; // who did something here, and how much they had not read then
    this.zone = ZONE;
    this.seen = 0;
    this.chat = new Chat(this);
    this.build();
    this.update(view);
    this.markSeen(); // what was said before the visitor came is no news
    onLanguage(() => { this.update(this.view); this.chat.redraw(); });
  }

  build() {
    this.name = el("span", { class: "phone-label", lang: "vi" });
    this.title = el("span", { class: "bot-name", lang: "vi" });
    this.people = el("span", { class: "bot-subtitle" });
    this.clock = el("span", {});
    this.who = el("select", { class: "field", name: "who" });
    this.whoLabel = el("label", { class: "who" }, el("span", { "data-t": "acting" }), this.who);
    this.text = el("input", { class: "field", name: "text", lang: "vi", autocomplete: "off", "data-t-label": "message", "data-t-placeholder": "message" });
    const send = el("button", { class: "round send", "data-t-label": "send" }, icon("send"));
    const form = el("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); this.send(); } }, this.text, send);
    this.move = el("button", { type: "button", class: "sheet-item", onclick: () => {
      this.more.close(true);
      this.act("group-bot", { present: !this.view.hasBot });
    } });
    const dots = el("button", { type: "button", class: "round light", "data-t-label": "options" }, icon("more"));
    const sheet = el("div", { class: "sheet top" }, this.move);
    this.more = disclosure(dots, sheet, { opened: () => this.move.focus() });
    const status = el("div", { class: "status-bar", "aria-hidden": "true" }, this.clock, icon("status"));
    const top = el("header", { class: "phone-top" },
      el("span", { class: "avatar group-avatar", "aria-hidden": "true" }, icon("people")),
      el("div", { class: "bot" }, this.title, this.people), dots);
    const foot = el("div", { class: "foot" }, this.whoLabel, form);
    const app = el("div", { class: "app" }, top, sheet, this.chat.lead, this.chat.element, foot);
    const screen = el("div", { class: "screen" }, status, app, el("div", { class: "home-bar", "aria-hidden": "true" }));
    this.element = el("section", { class: "phone", "data-phone": this.id, tabindex: -1 },
      el("h2", { class: "phone-title" }, this.name, el("span", { class: "phone-person", "data-t": "group" })),
      el("div", { class: "frame" }, screen));
  }

  update(view) {
    this.view = view;
    this.name.textContent = this.title.textContent = view.name;
    this.element.setAttribute("aria-label", t("group-of", { name: view.name }));
    this.chat.element.setAttribute("aria-label", t("group-chat", { name: view.name }));
    this.people.textContent = t(view.hasBot ? "people-and-bot" : "people", { count: view.people.length, bot: this.bot.name });
    this.move.textContent = t(view.hasBot ? "bot-out" : "bot-in");
    const chosen = this.who.value;
    this.who.replaceChildren(...view.people.map(({ id, name }) => el("option", { value: id, lang: "vi" }, name)));
    if (view.people.some(({ id }) => String(id) === chosen)) this.who.value = chosen;
    this.chat.update(view.messages);
    this.showTime();
  }

  showTime() {
    this.clock.textContent = hour(now());
  }

  async act(action, body) {
    const who = Number(this.who.value);
    this.awaiting = { who, unread: this.phoneOf(who)?.unread() ?? 0, until: Date.now() + ANSWER_MS };
    const done = await post(action, { group: this.id, phone: who, ...body });
    if (!done) announce(t("not-sent"));
    return done;
  }

  /** What somebody does here is answered on their own phone; on a narrow screen nobody would see it. */
  listen() {
    const one = this.awaiting && this.phoneOf(this.awaiting.who);
    if (!one || !NARROW.matches || Date.now() > this.awaiting.until || one.unread() <= this.awaiting.unread) return;
    this.awaiting = null;
    announce(t("answered-privately", { who: one.view.name }));
  }

  async send() {
    const text = this.text.value.trim();
    if (!text) return;
    this.text.value = "";
    if (!(await this.says(text)) && !this.text.value) this.text.value = text;
  }

  says(text) {
    return this.act("group-says", { text });
  }

  press(message, data) {
    return this.act("group-press", { message, data });
  }

  toast(text) {
    announce(text);
  }

  /** Only what is in use reads its news aloud. */
  announces(yes) {
    this.chat.announces(yes);
  }

  get entrance() {
    return this.text;
  }

  unread() {
    return this.view.messages.filter((message) => message.fromBot && message.id > this.seen).length;
  }

  markSeen() {
    this.seen = Math.max(this.seen, ...this.view.messages.map((message) => message.id));
  }
}
