// Zalo on one phone: a bot of words both ways and nothing else, or an Official Account with buttons and files. No commands,
// nothing is ever changed.
import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { el, post } from "./dom.js";
import { onLanguage, t } from "./language.js";
import { Toast } from "./toast.js";
import { ZONE } from "./time.js";

const EMPTY = { zalo: "empty-zalo", "zalo-oa": "empty-zalo-oa" };

export class ZaloApp {
  /** `name`: of the app, "zalo" or "zalo-oa". */
  constructor(view, name) {
    this.id = view.id;
    this.name = name;
    this.bot = view.apps[name].bot;
    this.zone = ZONE;
    this.chat = new Chat(this);
    this.composer = new Composer(this, { plain: true });
    this.toastBox = new Toast();
    this.build();
    this.update(view);
    onLanguage(() => { this.update(this.view); this.chat.redraw(); });
  }

  build() {
    this.subtitle = el("span", { class: "bot-subtitle" });
    this.empty = el("p", { class: "empty" });
    this.code = el("strong", { lang: "vi" });
    this.codeNote = el("div", { class: "code-note" },
      el("span", {}, el("span", { "data-t": "code" }), " ", this.code),
      el("button", { type: "button", class: "tool", name: "code", "data-t": "code-fill", onclick: () => this.composer.fill(this.code.textContent) }));
    const top = el("header", { class: "phone-top" },
      el("span", { class: "avatar", "aria-hidden": "true" }, "KT"),
      el("div", { class: "bot" }, el("span", { class: "bot-name" }, this.bot.name), this.subtitle));
    this.element = el("div", { class: "app", "data-app": this.name }, top, this.chat.lead, this.chat.element,
      this.toastBox.element, this.codeNote, this.composer.element);
  }

  update(view) {
    this.view = view;
    const { code, typing, messages } = view.apps[this.name];
    this.chat.element.setAttribute("aria-label", t("chat-of", { who: view.name, bot: this.bot.name }));
    this.code.textContent = code;
    this.codeNote.hidden = !code;
    this.chat.update(messages);
    this.empty.textContent = t(code ? "empty-zalo-invited" : EMPTY[this.name], { who: [view.name, view.label].filter(Boolean).join(", ") });
    if (messages.length) this.empty.remove();
    else this.chat.element.append(this.empty);
    this.showTyping(typing);
  }

  showTyping(milliseconds) {
    clearTimeout(this.typingTimer);
    this.subtitle.textContent = milliseconds > 0 ? t("typing") : this.name === "zalo" ? "Bot" : "Official Account";
    if (milliseconds > 0) this.typingTimer = setTimeout(() => this.showTyping(0), milliseconds);
  }

  zoneChanged(zone) {
    this.zone = zone;
    this.chat.redraw();
  }

  toast(text) {
    this.toastBox.say(text);
  }

  async says(text) {
    const done = await post(`${this.name}/says`, { phone: this.id, text });
    if (!done) this.toast(t("not-sent"));
    return done;
  }

  press(message, data) {
    return post(`${this.name}/press`, { phone: this.id, message, data });
  }

  /** Where whoever comes to this app begins. */
  get entrance() {
    return this.composer.text;
  }
}
