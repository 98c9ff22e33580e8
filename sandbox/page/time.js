// Vietnamese time, and the clock bar.
import { post } from "./dom.js";

const ZONE = "Asia/Ho_Chi_Minh";
const WEEKDAYS = { Sun: "Chủ nhật", Mon: "Thứ Hai", Tue: "Thứ Ba", Wed: "Thứ Tư", Thu: "Thứ Năm", Fri: "Thứ Sáu", Sat: "Thứ Bảy" };
const FORMAT = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE, hour12: false, weekday: "short",
  year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
});

function parts(milliseconds) {
  return Object.fromEntries(FORMAT.formatToParts(milliseconds).map((part) => [part.type, part.value]));
}

/** 08:00 */
export function hour(milliseconds) {
  const { hour: h, minute } = parts(milliseconds);
  return `${h}:${minute}`;
}

/** 22/11/2026 */
export function day(milliseconds) {
  const { day: d, month, year } = parts(milliseconds);
  return `${d}/${month}/${year}`;
}

/** 08:00 ngày 22/11/2026, Chủ nhật */
function full(milliseconds) {
  return `${hour(milliseconds)} ngày ${day(milliseconds)}, ${WEEKDAYS[parts(milliseconds).weekday]}`;
}

let ahead = 0; // the sandbox's time minus this browser's, in milliseconds

/** The sandbox's time now. */
export function now() {
  return Date.now() + ahead;
}

function show() {
  const clock = document.getElementById("clock");
  const text = full(now());
  if (clock.textContent !== text) clock.textContent = text;
}

// A text, because a browser writes its own date fields in its own language: month first in an English one.
const MOMENT = /^(?:(\d{1,2})(?::|h|g)(\d{2})?\s+)?(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?$/;

/** "08:00 08/12/2026", "8h 8/12" or "8/12" as 2026-12-08T08:00; null when there is no such moment. */
function moment(text) {
  const found = MOMENT.exec(text.trim());
  if (!found) return null;
  const [, h = "8", minute = "00", d, month, year = parts(now()).year] = found;
  const [hh, mm, dd] = [h, month, d].map((digits) => digits.padStart(2, "0"));
  const written = `${year}-${mm}-${dd}T${hh}:${minute}`;
  const time = new Date(`${written}Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(written) ? written : null;
}

/** What the server says of its clock. */
export function setClock(clock) {
  ahead = clock.now - Date.now();
  document.getElementById("clock").classList.toggle("moved", clock.moved);
  document.getElementById("real-time").disabled = !clock.moved;
  show();
}

/** Wire up the clock bar. */
export function startClock() {
  for (const button of document.querySelectorAll("[data-clock]")) {
    button.addEventListener("click", () => post("clock", { action: button.dataset.clock }));
  }
  const form = document.getElementById("jump");
  const { to } = form.elements;
  to.addEventListener("input", () => to.setCustomValidity(""));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = moment(to.value);
    to.setCustomValidity(given ? "" : "Ghi giờ và ngày, ví dụ 08:00 08/12/2026.");
    if (given) post("clock", { action: "to", to: given });
    else to.reportValidity();
  });
  setInterval(show, 1000);
}
