// How moments are written. Phones show the time of where they are; the bar shows the office's.
import { t } from "./language.js";

export const ZONE = "Asia/Ho_Chi_Minh";
const formats = new Map(); // zone -> formatter

function format(zone) {
  if (!formats.has(zone)) {
    formats.set(zone, new Intl.DateTimeFormat("en-GB", {
      timeZone: zone, hourCycle: "h23", weekday: "short",
      year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
    }));
  }
  return formats.get(zone);
}

/** The pieces of a moment: weekday (Sun), day, month, year, hour, minute, second. */
export function parts(milliseconds, zone = ZONE) {
  return Object.fromEntries(format(zone).formatToParts(milliseconds).map((part) => [part.type, part.value]));
}

/** 08:00 */
export function hour(milliseconds, zone) {
  const { hour: h, minute } = parts(milliseconds, zone);
  return `${h}:${minute}`;
}

/** 22/11/2026 */
export function day(milliseconds, zone) {
  const { day: d, month, year } = parts(milliseconds, zone);
  return `${d}/${month}/${year}`;
}

/** 22/11 */
export function dayShort(milliseconds, zone) {
  return day(milliseconds, zone).slice(0, 5);
}

/** The day with its weekday, in the language of the labels. */
export function dayFull(milliseconds) {
  return t("day", { day: day(milliseconds), weekday: t(`weekday.${parts(milliseconds).weekday}`) });
}

let ahead = 0; // the sandbox's time minus this browser's, in milliseconds

/** The sandbox's time now. */
export function now() {
  return Date.now() + ahead;
}

/** The sandbox says what time it is. */
export function setNow(milliseconds) {
  ahead = milliseconds - Date.now();
}

// A text, because a browser writes its own date fields in its own language: month first in an English one.
const MOMENT = /^(?:(\d{1,2})(?::|h|g)(\d{2})?\s+)?(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?$/;

/** "08:00 08/12/2026", "8h 8/12" or "8/12" as 2026-12-08T08:00; null when there is no such moment. */
export function moment(text) {
  const found = MOMENT.exec(text.trim());
  if (!found) return null;
  const [, h = "8", minute = "00", d, month, year = parts(now()).year] = found;
  const [hh, mm, dd] = [h, month, d].map((digits) => digits.padStart(2, "0"));
  const written = `${year}-${mm}-${dd}T${hh}:${minute}`;
  const time = new Date(`${written}Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(written) ? written : null;
}

/** A date_time entity as a Vietnamese client writes it, or null when its own words are to be shown.
 *
 * Its format is r, or w?[dD]?[tT]?; clients put weekday, time, date in this order.
 */
export function entityTime(milliseconds, pattern, zone) {
  if (!pattern) return null;
  if (pattern === "r") return relative(milliseconds - now());
  const p = parts(milliseconds, zone);
  const found = [];
  if (pattern.includes("w")) found.push(`${WEEKDAYS[p.weekday]},`);
  if (pattern.includes("t")) found.push(`${p.hour}:${p.minute}`);
  if (pattern.includes("T")) found.push(`${p.hour}:${p.minute}:${p.second}`);
  if (pattern.includes("d")) found.push(`${p.day}/${p.month}/${p.year}`);
  if (pattern.includes("D")) found.push(`ngày ${Number(p.day)} tháng ${Number(p.month)}, ${p.year}`);
  return found.join(" ").replace(/,$/, "");
}

const WEEKDAYS = { Sun: "Chủ nhật", Mon: "Thứ Hai", Tue: "Thứ Ba", Wed: "Thứ Tư", Thu: "Thứ Năm", Fri: "Thứ Sáu", Sat: "Thứ Bảy" };
const UNITS = [["day", 86400000], ["hour", 3600000], ["minute", 60000]];

function relative(left) {
  const [unit, size] = UNITS.find(([, length]) => Math.abs(left) >= length) ?? UNITS[2];
  return new Intl.RelativeTimeFormat("vi", { numeric: "auto" }).format(Math.trunc(left / size), unit);
}
