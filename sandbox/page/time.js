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
  form.elements.to.addEventListener("focus", () => {
    if (form.elements.to.value) return;
    const { year, month, day: d } = parts(now());
    form.elements.to.value = `${year}-${month}-${d}T08:00`;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    post("clock", { action: "to", to: form.elements.to.value });
  });
  setInterval(show, 1000);
}
