// A short line over one conversation that goes away by itself.
import { el } from "./dom.js";

const SHOWN_MS = 4000;

export class Toast {
  constructor() {
    this.element = el("div", { class: "toast", role: "status", hidden: true });
  }

  say(text) {
    clearTimeout(this.timer);
    this.element.textContent = text;
    this.element.hidden = false;
    this.timer = setTimeout(() => { this.element.hidden = true; }, SHOWN_MS);
  }
}
