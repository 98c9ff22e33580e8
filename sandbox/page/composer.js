// The lower edge of a phone: typing, the list of commands, the paper clip.
import { el, icon, post } from "./dom.js";
import { onLanguage, t } from "./language.js";

const LONGEST = 120; // px; beyond it the typing box scrolls

/** Builds the composer of one app; `phone` offers id, says(text), toast(text) and chat. `plain`: nothing but words. */
export class Composer {
  constructor(phone, { plain = false } = {}) {
    this.phone = phone;
    this.plain = plain;
    this.attached = null;
    this.text = el("textarea", { name: "text", rows: 1, lang: "vi", autocomplete: "off" });
    this.menu = el("div", { class: "sheet", hidden: true });
    this.input = el("input", { type: "file", hidden: true, tabindex: -1, "aria-hidden": "true" });
    this.strip = el("div", { class: "strip", hidden: true });
    this.commandsButton = this.opener("/", "command-list", "commands", () => this.commandItems());
    this.clipButton = this.opener(icon("clip"), "attach", "attach", () => this.clipItems());
    const send = el("button", { name: "send", class: "round send", "data-t-label": "send" }, icon("send"));
    const extras = plain ? [] : [this.commandsButton, this.clipButton];
    this.form = el("form", { class: "composer" }, ...extras, this.text, this.input, send);
    this.element = el("div", { class: "foot" }, this.menu, this.strip, this.form);
    this.commands = [];
    this.listen();
    this.prompt();
    onLanguage(() => this.prompt());
  }

  listen() {
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.text.addEventListener("input", () => this.grow());
    this.text.addEventListener("focus", () => this.closeMenu());
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "ArrowUp" && !this.text.value) {
        event.preventDefault();
        this.phone.chat.enter();
      }
      // Telex and VNI input methods end a word with Enter too: that Enter is not ours
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.send();
    });
    this.input.addEventListener("change", () => this.attach());
    this.element.addEventListener("keydown", (event) => { if (event.key === "Escape") this.closeMenu(true); });
    document.addEventListener("click", (event) => { if (!this.element.contains(event.target)) this.closeMenu(); });
  }

  prompt() {
    this.text.placeholder = t(this.attached ? "caption" : "message");
    this.text.setAttribute("aria-label", this.text.placeholder);
    if (!this.plain) this.text.setAttribute("aria-description", t("arrow-up"));
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight + 2, LONGEST)}px`;
  }

  /** Put words there for the visitor to send. */
  fill(words) {
    this.text.value = words;
    this.grow();
    this.text.focus();
  }

  async send() {
    const text = this.text.value.trim();
    const attached = this.attached;
    if (!text && !attached) return;
    this.closeMenu();
    this.text.value = "";
    this.grow();
    if (!attached) {
      // what could not be sent must not be typed again
      if (!(await this.phone.says(text)) && !this.text.value) this.text.value = text;
      return;
    }
    this.detach();
    const form = new FormData();
    form.append("phone", this.phone.id);
    form.append("kind", attached.kind);
    form.append("caption", text);
    form.append("file", attached.file);
    if (!(await post("file", form))) this.phone.toast(t("file-failed"));
  }

  opener(content, label, name, items) {
    const button = el("button", { type: "button", class: "round", name, "data-t-label": label, "aria-expanded": "false" }, content);
    button.addEventListener("click", () => {
      const wasOpen = button.getAttribute("aria-expanded") === "true";
      this.closeMenu();
      if (wasOpen) return;
      this.menu.replaceChildren(...items());
      this.menu.hidden = false;
      button.setAttribute("aria-expanded", "true");
      this.menu.querySelector("button")?.focus();
    });
    return button;
  }

  closeMenu(giveFocusBack = false) {
    if (this.menu.hidden) return;
    this.menu.hidden = true;
    for (const button of [this.commandsButton, this.clipButton]) {
      if (giveFocusBack && button.getAttribute("aria-expanded") === "true") button.focus();
      button.setAttribute("aria-expanded", "false");
    }
  }

  commandItems() {
    if (!this.commands.length) return [el("p", { class: "sheet-note" }, t("no-commands"))];
    return this.commands.map(({ command, description }) =>
      el("button", { type: "button", class: "sheet-item", onclick: () => { this.closeMenu(); this.phone.says(`/${command}`); } },
        el("span", { class: "command" }, `/${command}`), el("span", { lang: "vi" }, ` ${description}`)));
  }

  clipItems() {
    const choice = (key, kind, accept) =>
      el("button", { type: "button", class: "sheet-item", onclick: () => this.choose(kind, accept) }, t(key));
    return [choice("attach-document", "document", ""), choice("attach-photo", "photo", "image/png,image/jpeg")];
  }

  choose(kind, accept) {
    this.closeMenu();
    this.input.accept = accept;
    this.input.dataset.kind = kind;
    this.input.value = "";
    this.input.click();
  }

  attach() {
    const chosen = this.input.files[0];
    if (!chosen) return;
    this.attached = { file: chosen, kind: this.input.dataset.kind };
    const drop = el("button", { type: "button", class: "tool", onclick: () => this.detach() }, t("drop"));
    this.strip.replaceChildren(el("span", { class: "strip-name" }, chosen.name), drop);
    this.strip.hidden = false;
    this.prompt();
    this.text.focus();
  }

  detach() {
    this.attached = null;
    this.strip.hidden = true;
    this.prompt();
  }
}
