// One phone: frame, status bar, and the messengers on it, of which one is seen at a time.
import { el, icon } from "./dom.js";
import { onLanguage, t } from "./language.js";
import { TelegramApp } from "./telegram_app.js";
import { hour, now, ZONE } from "./time.js";
import { ZaloApp } from "./zalo_app.js";

const NAMES = { telegram: "Telegram", zalo: "Zalo", "zalo-oa": "Zalo OA" };
const saidIn = (app, view) => (view.apps[app] ?? view).messages;
const lastOf = (app, view) => saidIn(app, view).at(-1)?.date ?? 0;

export class Phone {
  constructor(view, bot) {
    this.id = view.id;
    this.zone = ZONE;
    this.apps = { telegram: new TelegramApp(view, bot, this) };
    for (const app of Object.keys(view.apps)) this.apps[app] = new ZaloApp(view, app);
    this.seen = {}; // app -> newest message looked at
    this.view = view;
    this.build();
    // where the talk is; who has said nothing yet begins with the app they are meant to use
    const [newest] = Object.keys(this.apps).sort((one, other) => lastOf(other, view) - lastOf(one, view));
    this.shown = lastOf(newest, view) ? newest : view.opens;
    for (const app of Object.keys(this.apps)) this.see(app); // what was said before the visitor came is no news
    this.show(this.shown);
    this.draw();
    onLanguage(() => this.draw());
  }

  build() {
    this.label = el("span", { class: "phone-label", lang: "vi" });
    this.person = el("span", { class: "phone-person", lang: "vi" });
    this.clock = el("span", { "aria-hidden": "true" });
    this.buttons = Object.fromEntries(Object.keys(this.apps).map((app) => [app,
      el("button", { type: "button", class: "app-choice", lang: "vi", name: app, onclick: () => this.chosen(app) })]));
    this.choice = el("div", { class: "app-choices", role: "group", "data-t-label": "apps", hidden: Object.keys(this.apps).length < 2 },
      ...Object.values(this.buttons));
    const status = el("div", { class: "status-bar" }, this.clock, this.choice, icon("status"));
    this.screen = el("div", { class: "screen" }, status, ...Object.values(this.apps).map((app) => app.element),
      el("div", { class: "home-bar", "aria-hidden": "true" }));
    this.element = el("section", { class: "phone", "data-phone": this.id, tabindex: -1 },
      el("h2", { class: "phone-title" }, this.label, this.person), el("div", { class: "frame" }, this.screen));
  }

  update(view) {
    this.view = view;
    for (const app of Object.values(this.apps)) app.update(view);
    this.draw();
  }

  draw() {
    const { name, label } = this.view;
    this.label.textContent = label;
    this.person.textContent = name;
    this.element.setAttribute("aria-label", t("phone-of", { who: [name, label].filter(Boolean).join(", ") }));
    for (const [app, button] of Object.entries(this.buttons)) this.drawChoice(app, button);
    this.showTime();
  }

  drawChoice(app, button) {
    const count = app === this.shown ? 0 : this.unreadIn(app);
    const badge = count ? el("span", { class: "badge", "aria-label": t("unread", { count }) }, String(count)) : null;
    button.replaceChildren(NAMES[app], ...(badge ? [badge] : []));
    button.setAttribute("aria-pressed", String(app === this.shown));
  }

  showTime() {
    const text = hour(now(), this.zone);
    if (this.clock.textContent !== text) this.clock.textContent = text;
  }

  zoneChanged(zone) {
    this.zone = zone;
    for (const app of Object.values(this.apps)) if (app !== this.apps.telegram) app.zoneChanged(zone);
    this.showTime();
  }

  /** Open this app; one that is not on the phone changes nothing. */
  show(app) {
    if (!this.apps[app]) return;
    this.shown = app;
    this.screen.dataset.shows = app;
    for (const [name, { element }] of Object.entries(this.apps)) element.hidden = name !== app;
    this.announces(this.isInUse);
    this.see(app);
    this.draw();
    this.chat.tail.keep();
  }

  chosen(app) {
    this.show(app);
    this.element.dispatchEvent(new CustomEvent("looked", { bubbles: true })); // there may be less news now
  }

  /** Only the app that is seen on the phone in use reads its news aloud. */
  announces(yes) {
    this.isInUse = yes;
    for (const [name, { chat }] of Object.entries(this.apps)) chat.announces(Boolean(yes) && name === this.shown);
  }

  get app() {
    return this.apps[this.shown];
  }

  get chat() {
    return this.app.chat;
  }

  /** Where whoever comes to this phone begins. */
  get entrance() {
    return this.app.entrance;
  }

  unreadIn(app) {
    return saidIn(app, this.view).filter((message) => message.fromBot && message.id > this.seen[app]).length;
  }

  /** How many messages of the bot came since this phone was last looked at. */
  unread() {
    return Object.keys(this.apps).reduce((sum, app) => sum + this.unreadIn(app), 0);
  }

  see(app) {
    this.seen[app] = Math.max(0, ...saidIn(app, this.view).map((message) => message.id));
  }

  markSeen() {
    this.see(this.shown);
  }
}
