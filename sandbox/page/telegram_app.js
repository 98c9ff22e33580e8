// Telegram on one phone: header, chat, and its lower edge.
import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { showAlert } from "./dialogs.js";
import { disclosure, el, icon, post } from "./dom.js";
import { onLanguage, t } from "./language.js";
import { Toast } from "./toast.js";
import { ZONE } from "./time.js";

const zoneName = (timeZone) => Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone; // browsers rename zones
const HERE = zoneName();

export class TelegramApp {
  /** `phone` offers zoneChanged(). */
  constructor(view, bot, phone) {
    this.id = view.id;
    this.bot = bot;
    this.phone = phone;
    this.zone = ZONE; // where this phone is
    this.lastNotice = Math.max(0, ...view.notices.map((notice) => notice.id));
    this.chat = new Chat(this);
    this.composer = new Composer(this);
    this.toastBox = new Toast();
    this.build();
    this.update(view);
    onLanguage(() => { this.update(this.view); this.chat.redraw(); });
  }

  build() {
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
      this.phone.zoneChanged(this.zone);
    } });
    const dots = el("button", { type: "button", class: "round light", "data-t-label": "options" }, icon("more"));
    const sheet = el("div", { class: "sheet top" }, this.block, this.zoneButton);
    this.more = disclosure(dots, sheet, { opened: () => this.block.focus() });
    this.empty = el("p", { class: "empty" });
    this.begin = el("button", { type: "button", name: "start", class: "begin-button", lang: "vi", onclick: () => this.act("start", {}) },
      "BẮT ĐẦU");
    this.beginBox = el("div", { class: "begin" }, this.begin);
    const top = el("header", { class: "phone-top" },
      el("span", { class: "avatar", "aria-hidden": "true" }, this.bot.name.slice(0, 2).toUpperCase()),
      el("div", { class: "bot" }, el("span", { class: "bot-name" }, this.bot.name), this.subtitle),
      dots);
    this.element = el("div", { class: "app", "data-app": "telegram" }, top, sheet, this.chat.lead, this.chat.element,
      this.toastBox.element, this.composer.element, this.beginBox);
  }

  update(view) {
    this.view = view;
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
    this.toastBox.say(text);
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

  /** Where whoever comes to this app begins. */
  get entrance() {
    return this.beginBox.hidden ? this.composer.text : this.begin;
  }
}
