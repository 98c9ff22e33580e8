// The guided tour: which step it is at, when a step is done, and doing a step for the visitor.
import { phone, phoneViews, show } from "./board.js";
import { coach, drawCoach, startCoach } from "./coach.js";
import { askReset } from "./dialogs.js";
import { post } from "./dom.js";
import { t } from "./language.js";
import { recall, remember } from "./memory.js";
import { announce } from "./notice.js";
import { closeTools } from "./tools.js";
import { clearTarget, fitting, markTarget, target } from "./tour_moves.js";
import { isTouched, STEPS } from "./tour_steps.js";

const KEPT = "ktgs-tour"; // { session, at } of this tab; session null: begin with the next one
const LOOK_MS = 500; // long enough to see what is about to be pressed
const GLANCE_MS = 1500; // an answer to what the visitor just did may be on its way
const WAIT_MS = 6000; // for the bot's answer
const MOST_MOVES = 6;
const HOME = { type: "menu", screen: "menu" }; // leads back from anywhere

let session = null;
let canReset = false;
let at = null; // index of the step; null: no tour
let looksBack = false; // the visitor went back to read: a done step does not run away
let busy = false;
let changed = () => {}; // resolves the wait for news

function isDone(step) {
  if (!step.until) return false;
  const messages = phone(step.until.phone)?.view.messages ?? [];
  return messages.some((message) => message.fromBot && message.text.includes(step.until.words));
}

/** A visitor may be ahead of the tour: what a later step waits for has happened, so this one is over too, unless that
 * step can be done at any time. */
function advance() {
  if (looksBack) return;
  const done = STEPS.findLastIndex((step, index) => (index === at || (index > at && !step.anytime)) && isDone(step));
  if (done >= 0) enter(done + 1);
}

function enter(index) {
  if (index !== at) closeTools();
  at = index;
  keep();
  const { phone: id } = STEPS[at];
  if (id !== undefined && phone(id)) show(id, "telegram");
}

function keep() {
  remember(KEPT, at === null ? null : JSON.stringify({ session, at }), { tab: true });
}

/** What is to be typed next, if the next move is not a press. */
function typing(step) {
  return (fitting(step) ?? step.moves?.find((move) => move.type))?.type ?? "";
}

function draw() {
  if (at === null) return;
  const step = STEPS[at];
  const done = isDone(step);
  drawCoach({ step, number: at + 1, of: STEPS.length - 1, done, busy, typing: done ? "" : typing(step), phone: phone(step.phone)?.view });
  if (done) clearTarget();
  else markTarget(step);
}

function go(to, back = false) {
  looksBack = back;
  enter(Math.min(Math.max(to, 0), STEPS.length - 1));
  if (!back) advance();
  draw();
}

function close() {
  at = null;
  keep();
  clearTarget();
  coach.hidden = true;
  document.getElementById("tour-open").focus();
}

function begin() {
  coach.hidden = false;
  go(0);
  document.getElementById("coach-title").focus();
}

function open() {
  if (at !== null) return close();
  if (!isTouched(phoneViews())) return begin();
  if (!canReset) return begin();
  return askReset("tour-reset", () => remember(KEPT, JSON.stringify({ session: null, at: 0 }), { tab: true }));
}

function news(milliseconds) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    changed = () => { clearTimeout(timer); resolve(); };
  });
}

/** Carry out one move as the visitor would. */
function carryOut(step, move) {
  const one = phone(step.phone)?.apps.telegram;
  if (move.clock) return post("clock", { action: move.clock });
  if (move.start) return one.act("start", {});
  if (!move.type) return one.press(move.message, move.data);
  if (one.composer.text.value === move.type) one.composer.text.value = ""; // put there by the visitor and not sent
  return one.says(move.type);
}

/** One fitting move after the other until the step is done, the visitor is elsewhere, or nothing fits. */
async function doMoves(step) {
  const goesOn = () => at !== null && STEPS[at] === step && !isDone(step);
  let before = "";
  let patience = Date.now() + GLANCE_MS;
  for (let count = 0; goesOn() && count < MOST_MOVES;) {
    let move = fitting(step);
    if (!move || move.screen === before) { // nothing has come of the last move yet
      if (Date.now() < patience) { await news(patience - Date.now()); continue; }
      if (move || before === HOME.screen) return;
      move = HOME;
    }
    before = move.screen;
    draw();
    await new Promise((resolve) => { setTimeout(resolve, LOOK_MS); });
    if (!goesOn()) return;
    if (!(await carryOut(step, move))) { announce(t("tour-failed")); return; }
    patience = Date.now() + WAIT_MS;
    count += 1;
  }
}

async function doIt() {
  if (busy || at === null) return;
  busy = true;
  await doMoves(STEPS[at]);
  busy = false;
  draw();
}

/** Go where the step is made. */
function point() {
  const step = STEPS[at];
  if (phone(step.phone)) show(step.phone, "telegram");
  const element = target(step);
  element?.scrollIntoView({ block: "nearest" });
  element?.focus();
  clearTarget();
  void document.body.offsetHeight; // seen without its mark, it blinks again when marked: an answer to whoever sees no change
  draw();
}

/** Put the words into the typing box; sending them is left to the visitor. */
function fill(words) {
  point();
  phone(STEPS[at].phone).apps.telegram.composer.fill(words);
}

/** The page has news. */
export function updateTour(state) {
  ({ session, canReset } = state);
  document.getElementById("tour-open").hidden = STEPS.some((step) => step.phone && !phone(step.phone));
  resume();
  if (at !== null) {
    advance();
    draw();
  }
  changed();
}

/** After a reload the tour goes on; after a reset it begins. */
function resume() {
  const kept = JSON.parse(recall(KEPT, { tab: true }) ?? "null");
  if (at !== null || !kept || !coach.hidden) return;
  if (kept.session === null) begin();
  else if (kept.session === session) { coach.hidden = false; go(kept.at, true); looksBack = false; }
  else keep();
}

/** Wire up the tour. */
export function startTour() {
  document.getElementById("tour-open").addEventListener("click", open);
  for (const kind of ["click", "input"]) document.addEventListener(kind, draw); // there may be a better place to press now
  startCoach({ doIt, point, fill, close, next: () => go(at + 1), back: () => go(at - 1, true), redraw: draw });
}
