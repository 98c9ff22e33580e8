// The card that speaks during the tour. It stands beside the phones, never over them, and takes no focus by itself.
import { onLanguage, t } from "./language.js";

export const coach = document.getElementById("coach");
const part = (name) => document.getElementById(`coach-${name}`);
let shown = null; // what was drawn last

function words(view) {
  const key = view.step.name;
  part("count").textContent = view.number > view.of ? t("tour-end") : t("tour-count", { number: view.number, of: view.of });
  part("where").textContent = view.phone ? [view.phone.name, view.phone.label].filter(Boolean).join(", ") : "";
  part("title").textContent = t(`tour.${key}.title`);
  part("text").textContent = t(`tour.${key}`);
}

function buttons(view) {
  const isRead = !view.step.moves || view.done;
  const isLast = view.number > view.of;
  part("do").hidden = isRead;
  part("do").textContent = t(view.busy ? "tour-doing" : "tour-do");
  part("do").setAttribute("aria-disabled", String(view.busy));
  part("where-to").hidden = isRead;
  part("next").textContent = t(isLast ? "close" : isRead ? "tour-next" : "tour-skip");
  part("next").classList.toggle("strong", isRead);
  part("back").hidden = view.number === 1;
  part("type").textContent = view.typing;
  part("type").hidden = !view.typing;
}

/** Draw a step: { step, number, of, done, busy, typing, phone }. What has not changed is not said again. */
export function drawCoach(view) {
  const held = document.activeElement;
  const isNew = !shown || shown.step !== view.step || shown.done !== view.done;
  shown = view;
  if (isNew) words(view);
  buttons(view);
  // a button that went away takes no focus with it
  if (coach.contains(held) && held.hidden) part("title").focus();
}

/** Wire up the card; `acts` offers doIt, point, fill, close, next, back, redraw. */
export function startCoach(acts) {
  part("do").addEventListener("click", () => acts.doIt());
  part("next").addEventListener("click", () => (shown.number > shown.of ? acts.close() : acts.next()));
  part("back").addEventListener("click", () => acts.back());
  part("close").addEventListener("click", () => acts.close());
  part("where-to").addEventListener("click", () => acts.point());
  part("type").addEventListener("click", () => acts.fill(part("type").textContent));
  coach.addEventListener("keydown", (event) => { if (event.key === "Escape") acts.close(); });
  onLanguage(() => { if (!coach.hidden) { shown = null; acts.redraw(); } });
}
