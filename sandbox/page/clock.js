// The bar's clock: what time it is for the office, and the ways to move it.
import { disclosure, post } from "./dom.js";
import { onLanguage, t } from "./language.js";
import { announce } from "./notice.js";
import { day, dayFull, dayShort, hour, moment, now, setNow } from "./time.js";
import { closeTools } from "./tools.js";

let bell = null; // { at, text }: when the program will next write of its own accord
let sheet = null;

function write(id, text) {
  const element = document.getElementById(id);
  if (element.textContent !== text) element.textContent = text;
}

function show() {
  write("clock-hour", hour(now()));
  write("clock-day", dayFull(now()));
}

function showBell() {
  const button = document.getElementById("bell");
  write("bell-when", bell ? dayShort(bell.at) : "");
  // not `disabled`: a keyboard finds the button all the same, and hears the reason
  button.setAttribute("aria-disabled", String(!bell));
  button.title = bell ? t("bell-what", { when: `${hour(bell.at)} ${day(bell.at)}`, what: bell.text }) : t("bell-none");
}

/** What the server says of its clock and of the next bell. */
export function setClock(clock, nextBell) {
  setNow(clock.now);
  bell = nextBell;
  document.getElementById("clock").classList.toggle("moved", clock.moved);
  document.getElementById("real-time").disabled = !clock.moved;
  show();
  showBell();
}

async function move(action) {
  if (action === "bell" && !bell) return announce(t("bell-none"));
  const coming = bell;
  if (!(await post("clock", { action }))) return announce(t("clock-failed"));
  sheet.close(true);
  if (action !== "bell") return undefined;
  closeTools(); // what the bell brings is on the phone beneath
  return announce(t("bell-rang", { when: `${hour(coming.at)} ${day(coming.at)}`, what: coming.text }));
}

/** Wire up the clock; `eachSecond` is called as time goes by. */
export function startClock(eachSecond) {
  sheet = disclosure(document.getElementById("time-toggle"), document.getElementById("time-sheet"));
  for (const button of document.querySelectorAll("[data-clock]")) {
    button.addEventListener("click", () => move(button.dataset.clock));
  }
  const form = document.getElementById("jump");
  const { to } = form.elements;
  to.addEventListener("input", () => to.setCustomValidity(""));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = moment(to.value);
    to.setCustomValidity(given ? "" : t("jump-invalid"));
    if (!given) return to.reportValidity();
    sheet.close(true);
    return post("clock", { action: "to", to: given });
  });
  onLanguage(() => { show(); showBell(); });
  setInterval(() => { show(); eachSecond(); }, 1000);
}
