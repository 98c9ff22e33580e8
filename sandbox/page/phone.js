// One phone: header, chat, and its lower edge.
import { Composer } from "./composer.js";
import { showAlert } from "./dialogs.js";
import { el, icon, post } from "./dom.js";
import { bubble } from "./message.js";
import { day } from "./time.js";

const TOAST_MS = 4000;

export class Phone {
  constructor(view, bot) {
    this.id = view.id;
    this.bot = bot;
    this.says = (text) => this.act("says", { text });
    this.shown = new Map(); // message id -> { version, row }
    this.lastNotice = Math.max(0, ...view.notices.map((notice) => notice.id));
    this.seen = 0;
    this.atEnd = true; // whether the newest message is in sight
    this.build();
    this.listen();
    this.update(view);
  }

  build() {
    this.label = el("span", { class: "phone-label" });
    this.person = el("span", { class: "phone-person" });
    this.subtitle = el("span", { class: "bot-subtitle" }, "bot");
    this.block = el("button", { type: "button", class: "sheet-item" });
    this.block.addEventListener("click", () => { this.showMore(false); this.act("block", { blocked: !this.view.blocked }); });
    this.more = el("button", { type: "button", class: "round light", "aria-label": "Tùy chọn", "aria-expanded": "false",
      onclick: () => this.showMore(this.moreSheet.hidden) }, icon("more"));
    this.moreSheet = el("div", { class: "sheet top", hidden: true }, this.block);
    this.chat = el("div", { class: "chat", role: "log", "aria-live": "polite", "aria-relevant": "additions", tabindex: 0 });
    this.empty = el("p", { class: "empty" });
    this.toastBox = el("div", { class: "toast", role: "status", hidden: true });
    this.composer = new Composer(this);
    this.begin = el("button", { type: "button", name: "start", class: "begin-button" }, "BẮT ĐẦU");
    this.begin.addEventListener("click", () => this.act("start", {}));
    this.beginBox = el("div", { class: "begin" }, this.begin);
    const top = el("header", { class: "phone-top" },
      el("span", { class: "avatar", "aria-hidden": "true" }, this.bot.name.slice(0, 2).toUpperCase()),
      el("div", { class: "bot" }, el("span", { class: "bot-name" }, this.bot.name), this.subtitle),
      this.more);
    const screen = el("div", { class: "screen" }, top, this.moreSheet, this.chat, this.toastBox, this.composer.element, this.beginBox);
    this.element = el("section", { class: "phone", "data-phone": this.id },
      el("h2", { class: "phone-title" }, this.label, this.person), screen);
  }

  listen() {
    this.chat.addEventListener("scroll", () => {
      this.atEnd = this.chat.scrollHeight - this.chat.scrollTop - this.chat.clientHeight < 60;
    });
    // a growing typing box or an opened list must not hide the newest message
    new ResizeObserver(() => { if (this.atEnd) this.scrollDown(); }).observe(this.chat);
    this.chat.addEventListener("click", () => { this.showMore(false); this.composer.closeMenu(); });
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.moreSheet.hidden) return;
      this.showMore(false);
      this.more.focus();
    });
  }

  update(view) {
    this.view = view;
    this.label.textContent = view.label;
    this.person.textContent = view.name;
    this.element.setAttribute("aria-label", ["Điện thoại của", view.name, view.label].filter(Boolean).join(" "));
    this.chat.setAttribute("aria-label", `Trò chuyện của ${view.name} với ${this.bot.name}`);
    this.block.textContent = view.blocked ? "Bỏ chặn bot" : "Chặn bot";
    this.composer.commands = view.commands;
    const mustStart = view.waiting !== null || !view.started || view.blocked;
    this.beginBox.hidden = !mustStart;
    this.composer.element.hidden = mustStart;
    this.updateMessages(view.messages);
    this.showEmpty(view, mustStart);
    this.showTyping(view.typing);
    this.showNotices(view.notices);
  }

  updateMessages(messages) {
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
    if (added || this.atEnd) this.scrollDown();
  }

  append(message, previous) {
    const isNewDay = !previous || day(previous.date) !== day(message.date);
    const row = el("div", { class: "row" },
      isNewDay ? el("p", { class: "day" }, day(message.date)) : null, bubble(message, this));
    row.querySelector("img")?.addEventListener("load", () => this.scrollDown());
    this.chat.append(row);
    this.shown.set(message.id, { version: message.version, row });
  }

  replace(known, message) {
    const old = known.row.querySelector(".message");
    const focused = [...old.querySelectorAll("button")].indexOf(document.activeElement);
    const fresh = bubble(message, this);
    old.replaceWith(fresh);
    known.version = message.version;
    // whoever works by keyboard must not be thrown to the top of the page by an edit
    if (focused >= 0) (fresh.querySelectorAll("button")[focused] ?? this.chat).focus({ preventScroll: true });
  }

  scrollDown() {
    this.atEnd = true;
    this.chat.scrollTop = this.chat.scrollHeight;
  }

  showEmpty(view, mustStart) {
    this.empty.textContent = view.waiting ? "Đường dẫn mời đã mở. Bấm BẮT\u00a0ĐẦU để tiếp tục." : "Bấm BẮT\u00a0ĐẦU để trò chuyện với bot.";
    if (view.blocked) this.empty.textContent = "Bot đang bị chặn. Bấm BẮT\u00a0ĐẦU để bỏ chặn.";
    if (view.messages.length && !mustStart) this.empty.remove();
    else if (!view.messages.length || view.blocked || view.waiting) { this.chat.append(this.empty); this.scrollDown(); }
  }

  showTyping(milliseconds) {
    clearTimeout(this.typingTimer);
    this.subtitle.textContent = milliseconds > 0 ? "đang soạn tin" : "bot";
    if (milliseconds > 0) this.typingTimer = setTimeout(() => this.showTyping(0), milliseconds);
  }

  showNotices(notices) {
    for (const notice of notices.filter((candidate) => candidate.id > this.lastNotice)) {
      this.lastNotice = notice.id;
      if (notice.alert) showAlert(notice.text);
      else this.toast(notice.text);
    }
  }

  showMore(open) {
    this.moreSheet.hidden = !open;
    this.more.setAttribute("aria-expanded", String(open));
    if (open) this.block.focus();
  }

  toast(text) {
    clearTimeout(this.toastTimer);
    this.toastBox.textContent = text;
    this.toastBox.hidden = false;
    this.toastTimer = setTimeout(() => { this.toastBox.hidden = true; }, TOAST_MS);
  }

  async act(action, body) {
    const done = await post(action, { phone: this.id, ...body });
    if (!done) this.toast("Chưa gửi được, thử lại giúp.");
    return done;
  }

  /** How many messages of the bot came since this phone was last looked at. */
  unread() {
    return this.view.messages.filter((message) => message.fromBot && message.id > this.seen).length;
  }

  markSeen() {
    this.seen = Math.max(this.seen, ...this.view.messages.map((message) => message.id));
  }
}
