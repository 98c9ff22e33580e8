// One phone: frame, status bar, header, chat, and its lower edge.
import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { showAlert } from "./dialogs.js";
import { disclosure, el, icon, post } from "./dom.js";
import { onLanguage, t } from "./language.js";
import { hour, now, ZONE } from "./time.js";

const TOAST_MS = 4000;
const zoneName = (timeZone) => Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone; // browsers rename zones
const HERE = zoneName();

export class Phone {
  constructor(view, bot) {
    this.id = view.id;
    this.bot = bot;
    this.zone = ZONE; // where this phone is
    this.lastNotice = Math.max(0, ...view.notices.map((notice) => notice.id));
    this.seen = 0;
    this.chat = new Chat(this);
    this.composer = new Composer(this);
    this.build();
    this.update(view);
    this.markSeen(); // what was said before the visitor came is no news
    onLanguage(() => { this.update(this.view); this.chat.redraw(); });
  }

  build() {
    this.label = el("span", { class: "phone-label", lang: "vi" });
    this.person = el("span", { class: "phone-person", lang: "vi" });
    this.clock = el("span", {});
    this.subtitle = el("span", { class: "bot-subtitle" });
    this.block = el("button", { type: "button", class: "sheet-item", onclick: () => {
      this.more.close(true);
      this.act("block", { blocked: !this.view.blocked });
    } });
    this.zoneButton = el("button", { type: "button", class: "sheet-item", hidden: HERE === zoneName(ZONE), onclick: () => {
      this.more.close(true);
      this.zone = this.zone === ZONE ? HERE : ZONE;
      this.update(this.view);
      this.chat.redraw();
    } });
    const dots = el("button", { type: "button", class: "round light", "data-t-label": "options" }, icon("more"));
    const sheet = el("div", { class: "sheet top" }, this.block, this.zoneButton);
    this.more = disclosure(dots, sheet, { opened: () => this.block.focus() });
    this.empty = el("p", { class: "empty" });
    this.toastBox = el("div", { class: "toast", role: "status", hidden: true });
    this.begin = el("button", { type: "button", name: "start", class: "begin-button", lang: "vi", onclick: () => this.act("start", {}) },
      "BẮT ĐẦU");
    this.beginBox = el("div", { class: "begin" }, this.begin);
    const status = el("div", { class: "status-bar", "aria-hidden": "true" }, this.clock, icon("status"));
    const top = el("header", { class: "phone-top" },
      el("span", { class: "avatar", "aria-hidden": "true" }, this.bot.name.slice(0, 2).toUpperCase()),
      el("div", { class: "bot" }, el("span", { class: "bot-name" }, this.bot.name), this.subtitle),
      dots);
    const screen = el("div", { class: "screen" }, status, top, sheet, this.chat.lead, this.chat.element, this.toastBox,
      this.composer.element, this.beginBox, el("div", { class: "home-bar", "aria-hidden": "true" }));
    this.element = el("section", { class: "phone", "data-phone": this.id, tabindex: -1 },
      el("h2", { class: "phone-title" }, this.label, this.person), el("div", { class: "frame" }, screen));
  }

  update(view) {
    this.view = view;
    this.label.textContent = view.label;
    this.person.textContent = view.name;
    this.element.setAttribute("aria-label", t("phone-of", { who: [view.name, view.label].filter(Boolean).join(", ") }));
    this.chat.element.setAttribute("aria-label", t("chat-of", { who: view.name, bot: this.bot.name }));
    this.block.textContent = t(view.blocked ? "unblock" : "block");
    this.zoneButton.textContent = t(this.zone === ZONE ? "zone-here" : "zone-vietnam");
    this.composer.commands = view.commands;
    const mustStart = view.waiting !== null || !view.started || view.blocked;
    const byKeyboard = this.begin.matches(":focus-visible");
    this.beginBox.hidden = !mustStart;
    this.composer.element.hidden = mustStart;
    if (byKeyboard && !mustStart) this.composer.text.focus(); // the button is gone; a thumb wants no keyboard on screen
    this.chat.update(view.messages);
    this.showEmpty(view, mustStart);
    this.showTyping(view.typing);
    this.showNotices(view.notices);
    this.showTime();
  }

  showTime() {
    const text = hour(now(), this.zone);
    if (this.clock.textContent !== text) this.clock.textContent = text;
  }

  showEmpty(view, mustStart) {
    const key = view.blocked ? "empty-blocked" : view.waiting ? "empty-invited" : "empty-new";
    this.empty.textContent = t(key, { who: [view.name, view.label].filter(Boolean).join(", ") });
    if (key === "empty-invited") this.empty.append(el("span", { class: "tour-hint", "data-t": "empty-tour" }));
    if (view.messages.length && !mustStart) this.empty.remove();
    else if (!view.messages.length || view.blocked || view.waiting) { this.chat.element.append(this.empty); this.chat.scrollDown(); }
  }

  showTyping(milliseconds) {
    clearTimeout(this.typingTimer);
    this.subtitle.textContent = milliseconds > 0 ? t("typing") : "bot";
    if (milliseconds > 0) this.typingTimer = setTimeout(() => this.showTyping(0), milliseconds);
  }

  showNotices(notices) {
    for (const notice of notices.filter((candidate) => candidate.id > this.lastNotice)) {
      this.lastNotice = notice.id;
      if (notice.alert) showAlert(notice.text);
      else this.toast(notice.text);
    }
  }

  toast(text) {
    clearTimeout(this.toastTimer);
    this.toastBox.textContent = text;
    this.toastBox.hidden = false;
    this.toastTimer = setTimeout(() => { this.toastBox.hidden = true; }, TOAST_MS);
  }

  says(text) {
    return this.act("says", { text });
  }

  press(message, data) {
    return post("press", { phone: this.id, message, data });
  }

  async act(action, body) {
    const done = await post(action, { phone: this.id, ...body });
    if (!done) this.toast(t("not-sent"));
    return done;
  }

  /** Where whoever comes to this phone begins. */
  get entrance() {
    return this.beginBox.hidden ? this.composer.text : this.begin;
  }

  /** How many messages of the bot came since this phone was last looked at. */
  unread() {
    return this.view.messages.filter((message) => message.fromBot && message.id > this.seen).length;
  }

  markSeen() {
    this.seen = Math.max(this.seen, ...this.view.messages.map((message) => message.id));
  }
}
